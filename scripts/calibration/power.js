// Changes of one column: how often each rule finds them, among fifty columns and for itself alone.
import { matchColumns } from "../../dist/evidence/match-columns.js"
import { randomNumbers } from "../../dist/stats/random.js"
import { alone, marked, measureFor, options, registry, rules } from "./rules.js"
import { cauchy, column, dataset, drawn, lognormal, normal, times, zeros } from "./tables.js"

const plus = (law, shift) => (next) => law(next) + shift
const by = (law, factor) => (next) => factor * law(next)
/** The value in this share of rows, otherwise from the law. */
const mixed = (share, value, law) => (next) => (next() < share ? value : law(next))
const flag = (share) => zeros(1 - share, () => 1)
/** Doubles what lies above the upper 5 % point of the law. */
const stretched = (next) => {
  const value = lognormal(1)(next)
  return value > Math.exp(1.6448536269514722) ? 2 * value : value
}
/** Two humps, with the mean and the standard deviation of the normal law. */
const humps = (next) => (next() < 0.5 ? -0.95 : 0.95) + Math.sqrt(1 - 0.95 ** 2) * normal(next)
/** The law with one value of 10,000 in its first row. */
const outlier = (law) => {
  let first = true
  return (next) => {
    const value = first ? 1e4 : law(next)
    first = false
    return value
  }
}

/** name, law of the reference, law of current, kind. Laws that count rows are made anew for each table. */
const changes = [
  ["nothing, normal", () => [normal, normal]],
  ["nothing, Cauchy", () => [cauchy, cauchy]],
  ["nothing, log-normal sd 3", () => [lognormal(3), lognormal(3)]],
  ["shift 0.1 sd", () => [normal, plus(normal, 0.1)]],
  ["shift 0.2 sd", () => [normal, plus(normal, 0.2)]],
  ["shift 0.5 sd", () => [normal, plus(normal, 0.5)]],
  ["spread × 1.2", () => [normal, by(normal, 1.2)]],
  ["spread × 1.5", () => [normal, by(normal, 1.5)]],
  ["5 % at one value, 20 sd", () => [normal, mixed(0.05, 20, normal)]],
  ["2 % at 20 sd", () => [normal, mixed(0.02, 20, normal)]],
  ["5 % at 4 sd", () => [normal, mixed(0.05, 4, normal)]],
  ["upper 5 % doubled (log-normal)", () => [lognormal(1), stretched]],
  ["bimodal, mean and sd kept", () => [normal, humps]],
  ["log-normal sd 3, × 3", () => [lognormal(3), by(lognormal(3), 3)]],
  ["log-normal sd 3, × 1.05 (a trifle)", () => [lognormal(3), by(lognormal(3), 1.05)]],
  ["Cauchy + 0.5", () => [cauchy, plus(cauchy, 0.5)]],
  ["Cauchy + 0.05 (a trifle)", () => [cauchy, plus(cauchy, 0.05)]],
  ["−999 in 1 %, shift 0.5 sd", () => [mixed(0.01, -999, normal), mixed(0.01, -999, plus(normal, 0.5))]],
  ["−999 in 5 %, shift 0.5 sd", () => [mixed(0.05, -999, normal), mixed(0.05, -999, plus(normal, 0.5))]],
  ["one reference value 1e4 sd, shift 0.5", () => [outlier(normal), plus(normal, 0.5)]],
  ["sd 1e-5, shift 0.5 sd", () => [by(normal, 1e-5), by(plus(normal, 0.5), 1e-5)]],
  ["95 % zeros, the rest × 2", () => [zeros(0.95, lognormal(1)), zeros(0.95, by(lognormal(1), 2))]],
  ["zeros 75.0 → 74.5 % (a trifle)", () => [zeros(0.75, lognormal(1)), zeros(0.745, lognormal(1))]],
  ["zeros 80 → 78 % (a trifle)", () => [zeros(0.8, lognormal(1)), zeros(0.78, lognormal(1))]],
  ...[
    [0.001, 0.01],
    [0.01, 0.02],
    [0.05, 0.1],
    [0.2, 0.25],
    [0.5, 0.6],
  ].map(([before, after]) => [`0/1: ${100 * before} → ${100 * after} % ones`, () => [flag(before), flag(after)]]),
]

const sizes = [
  [200, 200, 600],
  [1000, 1000, 60],
  [20_000, 500, 30],
  [10_000, 10_000, 30],
  [200_000, 200_000, 4],
]
/** Beyond so many rows the unchanged columns beside the changed one are left out, and with them the answer among fifty. */
const mostRowsAmongFifty = 20_000

/** One scene of each size: for each change, in how many of these runs each rule marks it among fifty columns and alone. */
export const powerScenes = sizes.map(([n, m, runs]) => ({
  id: `power ${n}/${m}`,
  runs,
  count: (from, to) => count(n, m, from, to),
}))

async function count(n, m, from, to) {
  const amongFifty = Math.max(n, m) <= mostRowsAmongFifty
  const found = Object.fromEntries(
    changes.map(([name]) => [name, Object.fromEntries(Object.keys(rules).map((id) => [id, { fifty: 0, alone: 0 }]))]),
  )
  for (let run = from; run < to; run++) {
    const next = randomNumbers(n * 17 + m + run * 7919)
    const others = amongFifty ? times(49, (i) => [`other${i}`, () => [normal, normal]]) : []
    const measured = await measuredBy([...others, ...changes], n, m, next)
    for (const [id, policy] of Object.entries(rules)) {
      const columns = measured[id]
      const beside = columns.slice(0, others.length)
      const solitary = new Set(marked(columns.slice(others.length), alone(policy)))
      for (const changed of columns.slice(others.length)) {
        const counts = found[changed.name][id]
        if (amongFifty && marked([...beside, changed], policy).includes(changed.name)) counts.fifty++
        if (solitary.has(changed.name)) counts.alone++
      }
    }
  }
  return { runs: to - from, amongFifty: amongFifty ? 1 : 0, found }
}

/** The columns of two tables, measured for each rule. */
async function measuredBy(laws, n, m, next) {
  const sides = laws.map(([name, make]) => {
    const [before, after] = make()
    return [column(name, "number", drawn(before, n, next)), column(name, "number", drawn(after, m, next))]
  })
  const reference = dataset(sides.map(([side]) => side))
  const current = dataset(sides.map(([, side]) => side))
  const columns = matchColumns(reference, current, options)
  const readings = { reference: new Map(), current: new Map() }
  const work = {
    reference,
    current,
    columns,
    readings,
    methods: registry.methods,
    policy: rules.now,
    options,
    rows: null,
    cut: null,
  }
  return (await measureFor(work, () => undefined)).forRule
}
