// Tables that did not change: what the default marks, and which checks raise a warning.
import { compareDatasets } from "../../dist/compare/compare.js"
import { openSource } from "../../dist/sources/open.js"
import { randomNumbers } from "../../dist/stats/random.js"
import { marked, measureFor, options, registry, rules } from "./rules.js"
import {
  category,
  cauchy,
  column,
  dataset,
  drawn,
  geometric,
  lognormal,
  negativeBinomial,
  normal,
  poisson,
  student2,
  times,
  zeros,
} from "./tables.js"

const words = times(400, (i) => `word${(i * 7919) % 400}`)
const text = (next) => times(4 + poisson(4)(next), () => words[Math.floor(400 * next() ** 2)]).join(" ")

/** Each column of its own law; those of one group share a part of each value. */
const numbers = [
  ...times(3, (i) => [`normal${i}`, [normal, (next) => 1e-5 * normal(next), (next) => 1e6 + normal(next)][i]]),
  ...times(2, (i) => [`lognormal3_${i}`, lognormal(3)]),
  ["cauchy", cauchy],
  ["student2", student2],
  ...[0.8, 0.95, 0.99].map((share) => [`zeros${100 * share}`, zeros(share, lognormal(1))]),
  ["poisson", poisson(4)],
  ["negative_binomial", negativeBinomial],
  ["geometric", geometric],
  ["rating", (next) => 1 + Math.floor(5 * next())],
  ["flag", zeros(0.7, () => 1)],
  ["price", (next) => Math.round(2000 * lognormal(0.8)(next)) / 100],
  ["mostly_missing", (next) => (next() < 0.6 ? null : normal(next))],
]
const booleans = [0.5, 0.05, 0.005].map((share) => [`bool${100 * share}`, (next) => next() < share])
const texts = [...[2, 3, 5, 10, 30, 100, 300, 1000, 3000].map((k) => [`category${k}`, category(k)]), ["text", text]]

const rowsADay = 500
const firstDay = Date.UTC(2024, 0, 1)

/**
 * 40 columns that are tested, and two that are not: an id that is new in each row, and a time. Rows come at the same rate, so that the
 * table of m rows that follows one of n rows is as much shorter in time.
 */
function table(rows, next, rowsBefore) {
  const common = times(2, () => drawn(normal, rows, next))
  const related = [
    ...times(6, (i) => [`related${i}`, common[0].map((value) => value + (0.3 + 0.3 * i) * normal(next))]),
    ...times(4, (i) => [`skewed${i}`, common[1].map((value) => Math.exp(value + (0.3 + 0.3 * i) * normal(next)))]),
  ]
  const ofLaws = (kind, laws) => laws.map(([name, law]) => column(name, kind, drawn(law, rows, next)))
  const at = times(rows, (i) => firstDay + Math.floor(((rowsBefore + i + next()) * 864e5) / rowsADay))
  return [
    ...related.map(([name, cells]) => column(name, "number", cells)),
    ...ofLaws("number", numbers),
    ...ofLaws("boolean", booleans),
    ...ofLaws("string", [
      ...texts,
      [
        "id",
        () =>
          `e${Math.floor(next() * 2 ** 48)
            .toString(36)
            .padStart(10, "0")}`,
      ],
    ]),
    column("at", "datetime", at),
  ]
}

// ---------------------------------------------------------------- random splits of real data

const flights = await flightColumns()

async function flightColumns() {
  const source = await openSource("fixtures/data/flights_ref.parquet", {})
  return source.columns
    .filter(({ name }) => !["time_hour", "flight_date"].includes(name))
    .map(({ name, kind }) => {
      const vector = source.readColumn(source.columns.findIndex((other) => other.name === name))
      return column(
        name,
        kind,
        Array.from(vector, (cell) => (typeof cell === "bigint" ? Number(cell) : cell)),
      )
    })
}

function split(columns, n, m, next) {
  const order = times(columns[0].cells.length, (i) => i)
  for (let i = 0; i < n + m; i++) {
    const j = i + Math.floor(next() * (order.length - i))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  const side = (from, to) =>
    columns.map(({ name, kind, cells }) =>
      column(
        name,
        kind,
        order.slice(from, to).map((row) => cells[row]),
      ),
    )
  return [side(0, n), side(n, n + m)]
}

// ---------------------------------------------------------------- the scenes

const sources = {
  drawn: (n, m, next) => [table(n, next, 0), table(m, next, n)],
  flights: (n, m, next) => split(flights, n, m, next),
}

export const sizes = {
  drawn: [
    [50, 50, 200],
    [200, 200, 200],
    [1000, 1000, 200],
    [10_000, 500, 200],
    [10_000, 10_000, 200],
    [100_000, 500, 40],
  ],
  flights: [
    [200, 200, 200],
    [1000, 1000, 200],
    [10_000, 500, 200],
    [1000, 10_000, 200],
  ],
}

/** One scene of each source and size: its figures, counted over these of its seeded runs. */
export const unchangedScenes = Object.entries(sizes).flatMap(([source, rows]) =>
  rows.map(([n, m, runs]) => ({
    id: `unchanged ${source} ${n}/${m}`,
    runs,
    count: (from, to) => count(sources[source], n, m, from, to),
  })),
)

async function count(source, n, m, from, to) {
  const total = { runs: to - from, anyColumn: {}, columns: {}, dataSet: 0, failed: 0, warned: 0, checks: {} }
  for (let run = from; run < to; run++) {
    const [reference, current] = source(n, m, randomNumbers(n * 31 + m + run * 7919))
    const { rules: names, comparison } = await compared(reference, current)
    for (const [rule, columns] of Object.entries(names)) {
      add(total.anyColumn, rule, Math.min(1, columns.length))
      add(total.columns, rule, columns.length)
    }
    const { verdict, checks } = comparison
    total.dataSet += verdict.status === "drift" ? 1 : 0
    const ids = (...statuses) => new Set(checks.filter(({ status }) => statuses.includes(status)).map(({ id }) => id))
    if (ids("error").size > 0) throw new Error(`a check ended in an error in run ${run} of ${n}/${m}`)
    const failed = ids("fail")
    total.failed += failed.size > 0 ? 1 : 0
    total.warned += ids("warn", "fail").size > 0 ? 1 : 0
    for (const id of ids("warn")) if (!failed.has(id)) add((total.checks[id] ??= {}), "warned", 1)
    for (const id of failed) add((total.checks[id] ??= {}), "failed", 1)
  }
  return total
}

function add(counts, key, n) {
  counts[key] = (counts[key] ?? 0) + n
}

/** The product's own comparison, and what each rule marks by the same measurements. */
async function compared(reference, current) {
  let forRule
  const measureAll = async (work, progress) => {
    const found = await measureFor(work, progress)
    forRule = found.forRule
    return found.measured
  }
  const comparison = await compareDatasets(dataset(reference), dataset(current), options, registry, { measureAll })
  return {
    comparison,
    rules: Object.fromEntries(Object.entries(rules).map(([id, policy]) => [id, marked(forRule[id], policy)])),
  }
}
