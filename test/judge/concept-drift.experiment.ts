import { writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { shiftOf } from "../../src/compare/loss-shift.js"
import { binCategories } from "../../src/stats/boosting/bin-categories.js"
import { binNumbers } from "../../src/stats/boosting/bin-numbers.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"

/**
 * npm run concept-false-alarms (RUNS=400): how often concept drift is found between samples of 2,000 rows each whose relation between
 * inputs and label is the same (with the same inputs, and with moved ones), and where it changed. Seeded; writes
 * fixtures/shift/false-alarms.json; docs/estimates.md has the figures.
 */
const runs = Number(process.env.RUNS ?? 400)
const rows = 2000
const path = "fixtures/shift/false-alarms.json"

/** How far the first input moves, and how much of the relation to the label turns. */
const kinds = {
  "nothing changed": { inputs: 0, relation: 0 },
  "other inputs": { inputs: 1, relation: 0 },
  "another relation": { inputs: 0, relation: 0.5 },
} as const

/** Three numbers and a category; a label by a logistic law of them, and a model that knows the law of the reference but for a product. */
function draw(seed: number, { inputs, relation }: { inputs: number; relation: number }) {
  const z = normalDraws(3 * rows, seed)
  const next = randomNumbers(seed + 1)
  const columns = [0, 1, 2].map((k) =>
    Float64Array.from({ length: rows }, (_, i) => z[3 * i + k] + (k === 0 ? inputs : 0)),
  )
  const group = Float64Array.from({ length: rows }, () => Math.floor(3 * next()))
  const wrong = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const [a, b, c] = columns.map((column) => column[i])
    const model = 1.2 * a - 0.8 * b + 0.3 * group[i] - 0.3
    const truth = (1 - 2 * relation) * 1.2 * a - 0.8 * b + 0.3 * group[i] - 0.3 + 0.4 * a * c
    wrong[i] = Number(next() < 1 / (1 + Math.exp(-truth)) !== model > 0)
  }
  return { columns, group, wrong }
}

function verdictOf(run: number, change: { inputs: number; relation: number }): string {
  const reference = draw(7919 * run + 1, kinds["nothing changed"])
  const current = draw(7919 * run + 4001, change)
  const both = (a: Float64Array, b: Float64Array) => Float64Array.of(...a, ...b)
  const binned = [
    ...reference.columns.map((column, k) => binNumbers(both(column, current.columns[k]))),
    binCategories(both(reference.group, current.group)),
  ]
  const columns = binned.map((each, k) => ({ name: `x${k}`, binned: each }))
  const losses = [{ loss: "error" as const, reference: reference.wrong, current: current.wrong }]
  return shiftOf({ columns, losses, reference_rows: rows, current_rows: rows }).verdict
}

it("counts how often concept drift is found", { timeout: 7_200_000 }, () => {
  const found = Object.fromEntries(
    Object.entries(kinds).map(([kind, change]) => {
      const times = kind === "another relation" ? Math.ceil(runs / 4) : runs
      const concept = Array.from({ length: times }, (_, run) => verdictOf(run, change)).filter(
        (each) => each === "concept",
      )
      console.log(kind, concept.length, times)
      return [kind, { runs: times, concept: concept.length }]
    }),
  )
  expect(found["nothing changed"].concept / found["nothing changed"].runs).toBeLessThanOrEqual(0.07)
  expect(found["other inputs"].concept / found["other inputs"].runs).toBeLessThanOrEqual(0.07)
  writeFileSync(path, `${JSON.stringify({ rows, kinds: found }, null, 2)}\n`)
})
