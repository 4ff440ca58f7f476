import { writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { readMethodFigures, type FalseAlarmRates, type MethodRates } from "../../scripts/method-figures.js"
import type { DriftMethod } from "../../src/model.js"
import { loadMethods } from "../../src/registry.js"
import { randomNumbers } from "../../src/stats/random.js"
import { drawn, evidenceFor, laws, poisson, type Law } from "./laws.js"

/**
 * npm run method-false-alarms (RUNS=2000): how often each test falls below 0.05 on two samples of one law, where nothing changed.
 * METHODS=ks,tails counts these alone. Seeded; writes their figures into fixtures/methods/false-alarms.json, which `npm run docs` puts into docs/methods.md.
 */
const runs = Number(process.env.RUNS ?? 2000)
const path = "fixtures/methods/false-alarms.json"
const alpha = 0.05
const sizes = [
  [60, 60],
  [200, 200],
  [2000, 150],
] as const

/** Hours over eight weeks, more of them by day, and words of a text: what the tests of times and texts are given. */
const ownLaws: Record<string, Law> = {
  datetime: (next) => 24 * Math.floor(56 * next()) + 12 + 6 * (next() + next() + next() - 1.5),
  text: (next) => poisson(12, next),
}

/** The laws that make sense for a test: continuous numbers are no categories. */
function lawsFor(method: DriftMethod): Record<string, Law> {
  const [type] = method.meta.columnTypes
  if (type in ownLaws) return { [type === "text" ? "texts" : "times"]: ownLaws[type] }
  if (type === "numeric") return laws
  const zeroOrNot: Law = (next) => Number(next() >= 0.8)
  const three = { reference: new Float64Array(3).fill(50), current: new Float64Array(3).fill(50) }
  if (method.measure(three).score === null) return { "80 % zeros": zeroOrNot }
  return Object.fromEntries(Object.entries(laws).filter(([shape]) => shape !== "continuous" && shape !== "heavy tails"))
}

/** Permutations and texts take a hundred times as long as the others. */
function runsFor({ meta }: DriftMethod, id: string): number {
  return id === "mmd" || meta.needs === "texts" ? Math.ceil(runs / 5) : runs
}

it("counts how often unchanged columns fall below the threshold", { timeout: 7_200_000 }, async () => {
  const methods = await loadMethods()
  const asked = process.env.METHODS?.split(",") ?? Array.from(methods.keys())
  const kept = Object.entries(readMethodFigures().rates.methods).filter(([id]) => methods.has(id))
  const rates: Record<string, MethodRates> = Object.fromEntries(kept)
  for (const [id, method] of methods) {
    if (method.meta.kind !== "test" || !asked.includes(id)) continue
    const times = runsFor(method, id)
    const shapes = Object.entries(lawsFor(method)).map(([shape, law], i) => [
      shape,
      sizes.map(([n, m]) => count(method, law, n, m, times, 7919 * (i + 1) + n + 31 * m)),
    ])
    rates[id] = { runs: times, shapes: Object.fromEntries(shapes) as MethodRates["shapes"] }
    console.log(id, JSON.stringify(rates[id].shapes))
  }
  expect(Object.keys(rates).length).toBeGreaterThan(15)
  writeFileSync(path, textOf({ alpha, sizes, methods: rates }))
})

/** JSON with one line per method. */
function textOf({ alpha, sizes, methods }: FalseAlarmRates): string {
  const inOrder = Object.entries(methods).sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = inOrder.map(([id, rates]) => `    ${JSON.stringify(id)}: ${JSON.stringify(rates)}`)
  const head = `  "alpha": ${alpha},\n  "sizes": ${JSON.stringify(sizes)},\n`
  return `{\n${head}  "methods": {\n${lines.join(",\n")}\n  }\n}\n`
}

/** Runs with a score, and those of them below alpha. */
function count(method: DriftMethod, law: Law, n: number, m: number, times: number, seed: number): [number, number] {
  const next = randomNumbers(seed)
  let [scored, below] = [0, 0]
  for (let run = 0; run < times; run++) {
    const { score } = method.measure(
      evidenceFor(method, { reference: drawn(law, n, next), current: drawn(law, m, next) }),
    )
    if (score === null) continue
    scored++
    if (score < alpha) below++
  }
  return [scored, below]
}
