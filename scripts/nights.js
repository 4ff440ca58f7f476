// npm run nights -- FILE.parquet [step]: how often a night is called drifted, on real nights (scripts/nycflights.py makes the file) and on
// made ones. Each real night is held to the 30 and the 90 days before it, every `step`-th (default 3) of them; writes the tables of
// docs/nights.md. Seeded.
import { readFileSync, writeFileSync } from "node:fs"
import { makeVector } from "apache-arrow"
import { compareDatasets } from "../dist/compare/compare.js"
import { ArrowDataset } from "../dist/datasets/arrow-dataset.js"
import { openDataset } from "../dist/datasets/open-dataset.js"
import { defaultOptions } from "../dist/options/options.js"
import { loadRegistry } from "../dist/registry.js"
import { normalDraws } from "../dist/stats/random.js"

const dayMs = 86_400_000
const [file, step = "3"] = process.argv.slice(2)
const registry = await judging()
const started = process.cpuUsage()

/** The methods that judge: the others change no verdict. */
async function judging() {
  const all = await loadRegistry()
  const ids = ["ks", "tails", "clipped-wasserstein", "ks-distance", "tails-distance", "chi-square", "jensen-shannon"]
  return { ...all, methods: new Map(Array.from(all.methods).filter(([id]) => ids.includes(id))) }
}

function optionsFor(timestamp) {
  return { ...defaultOptions, roles: new Map([[timestamp, "timestamp"]]) }
}

/** The same rows with every number moved by so many standard deviations of its column in `reference`. */
async function moved(dataset, reference, deviations, except) {
  const amounts = new Map()
  for (const { name, kind } of reference.columns)
    if (kind === "number" && !except.includes(name)) amounts.set(name, (await reference.summary(name)).std * deviations)
  const vectors = []
  for (const { name } of dataset.columns) {
    const amount = amounts.get(name)
    if (amount === undefined) {
      vectors.push(null)
      continue
    }
    const { read } = await dataset.reader(name)
    vectors.push(makeVector(read(0, dataset.rows).map((value) => value + amount)))
  }
  const { source } = dataset
  const readColumn = (index) => vectors[index] ?? source.readColumn(index)
  return new ArrowDataset(dataset.path, { ...source, readColumn, peekColumn: readColumn })
}

// ---------------------------------------------------------------- real nights

async function realNights(window) {
  const table = await openDataset(file, {})
  const { read } = await table.reader("scheduled")
  const dayOf = Array.from(read(0, table.rows), (at) => Math.floor(at / dayMs))
  const days = Array.from(new Set(dayOf)).sort((a, b) => a - b)
  const options = optionsFor("scheduled")
  const counts = { nights: 0, any: 0, share: 0, verdict: 0, fails: 0, half: 0, whole: 0, today: 0 }
  const named = []
  for (let i = window; i < days.length; i += Number(step)) {
    const rows = (wanted) => Int32Array.from(dayOf.flatMap((day, row) => (wanted(day) ? [row] : [])))
    const reference = table.only(rows((day) => day < days[i] && day >= days[i - window]))
    const current = table.only(rows((day) => day === days[i]))
    const found = await compareDatasets(reference, current, options, registry)
    const { drift, verdict, columns } = found
    counts.nights++
    counts.any += Number(drift.drifted_columns > 0)
    counts.share += Number(drift.drift_share >= 0.3)
    counts.verdict += Number(drift.dataset_drift)
    counts.fails += verdict.exit_code
    // The same comparison without the periods: what the column rule alone says.
    const alone = columns.filter((column) => column.status === "drift" || column.period?.moved === true).length
    counts.today += Number(alone / drift.tested_columns >= 0.3)
    if (verdict.exit_code === 1)
      named.push(`${new Date(days[i] * dayMs).toISOString().slice(0, 10)} (${whatFired(found)})`)
    for (const [key, deviations] of [
      ["half", 0.5],
      ["whole", 1],
    ]) {
      const shifted = await moved(current, reference, deviations, ["year"])
      counts[key] += Number((await compareDatasets(reference, shifted, options, registry)).drift.dataset_drift)
    }
  }
  return { counts, named }
}

function whatFired({ columns, checks, drift }) {
  const drifted = columns.filter(({ status }) => status === "drift").map(({ name }) => name)
  const failed = checks
    .filter(({ status }) => status === "fail")
    .map(({ id, column }) => `check ${id} ${column ?? ""}`.trim())
  return [...drifted, ...(drift.by_periods?.table ? ["all together"] : []), ...failed].join(", ")
}

// ---------------------------------------------------------------- made nights

/** A table of `days` days of 200 rows and 20 normal columns; `effect` gives what a column's day adds. */
function made(first, days, effect, seed) {
  const rows = 200 * days
  const at = Float64Array.from(
    { length: rows },
    (_, row) => (first + Math.floor(row / 200)) * dayMs + ((row % 200) * dayMs) / 200,
  )
  const columns = Array.from({ length: 20 }, (_, j) => {
    const draws = normalDraws(rows, seed + j)
    return draws.map((draw, row) => draw + effect(first + Math.floor(row / 200), j))
  })
  const vectors = [makeVector(at), ...columns.map((values) => makeVector(values))]
  const info = (name, kind) => ({
    name,
    kind,
    storageType: kind === "number" ? "double" : "timestamp[ms]",
    integer: false,
  })
  return new ArrowDataset("made", {
    format: "parquet",
    typed: true,
    readsByColumn: false,
    rows,
    columns: [info("at", "datetime"), ...columns.map((_, j) => info(`x${j}`, "number"))],
    warnings: [],
    readColumn: (index) => vectors[index],
    close: () => undefined,
  })
}

async function madeNights(days, effect, shift, repeats) {
  const options = optionsFor("at")
  let [found, tested, loud] = [0, 0, 0]
  for (let i = 0; i < repeats; i++) {
    const first = 16_000 + 7 * i
    const reference = made(first, days, effect, 1000 * i)
    const night = (add, seed) => made(first + days, 1, (day, j) => effect(day, j) + add, 1000 * i + seed)
    const { drift } = await compareDatasets(reference, night(shift, 100), options, registry)
    found += drift.drifted_columns
    tested += drift.tested_columns
    loud += Number((await compareDatasets(reference, night(0, 200), options, registry)).drift.dataset_drift)
  }
  return { found: found / tested, loud: loud / repeats, repeats }
}

// ---------------------------------------------------------------- the page

const percent = (share) => `${(100 * share).toFixed(1)} %`
const lines = [
  "| Days before | Nights | Data set drifts, nothing changed | Exit code 1 | Any column | Share ≥ 0.3 | Share ≥ 0.3 by the column rule alone | All numbers + 0.5 sd: found | + 1 sd: found |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
]
const told = []
for (const window of [30, 90]) {
  const { counts, named } = await realNights(window)
  const { nights, verdict, fails, any, share, today, half, whole } = counts
  const cells = [verdict, fails, any, share, today, half, whole].map((each) => percent(each / nights))
  lines.push(`| ${window} | ${nights} | ${cells.join(" | ")} |`)
  told.push(`- ${window} days before: ${named.join("; ")}`)
}
const made0 = await madeNights(30, () => 0, 0.5, 5)
const weekday = (day, j) => 0.4 * Math.sin(((((day + 3) % 7) + j) * 2 * Math.PI) / 7) * Math.SQRT2
const made1 = await madeNights(180, weekday, 0.5, 3)
const sims = [
  "| Made nights, 20 columns of 200 rows a day | 0.5 sd in every column: columns found | Data set drifts, nothing changed |",
  "| --- | --- | --- |",
  `| independent rows, 30 days (${made0.repeats} nights) | ${percent(made0.found)} | ${percent(made0.loud)} |`,
  `| a weekday pattern of 0.4 sd, 180 days (${made1.repeats} nights) | ${percent(made1.found)} | ${percent(made1.loud)} |`,
]
const text = [...lines, "", "Nights that end in exit code 1, and what fired:", "", ...told, "", ...sims].join("\n")
const page = readFileSync("docs/nights.md", "utf8")
const [start, end] = ["<!-- nights: written by npm run nights -->", "<!-- /nights -->"]
const [before, rest] = page.split(start)
writeFileSync("docs/nights.md", `${before}${start}\n\n${text}\n\n${end}${rest.split(end)[1]}`)
const { user, system } = process.cpuUsage(started)
console.log(`${text}\n\n${((user + system) / 1e6).toFixed(0)} CPU seconds`)
