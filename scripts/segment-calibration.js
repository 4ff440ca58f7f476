// npm run segment-calibration [runs]: how often segments of data that did not change are called drifted. Prints the table of
// docs/rules.md. Seeded; runs driftcheck's own compare on two tables drawn from one law.
import { Dictionary, Float64, Int32, Utf8, makeData, makeVector, vectorFromArray } from "apache-arrow"
import { compareDatasets } from "../dist/compare/compare.js"
import { defaultOptions } from "../dist/options/options.js"
import { policies } from "../dist/options/policies.js"
import { ArrowDataset } from "../dist/datasets/arrow-dataset.js"
import { loadRegistry } from "../dist/registry.js"
import { randomNumbers } from "../dist/stats/random.js"

const runs = Number(process.argv[2] ?? 100)
const sizes = [1000, 5000]
const segments = 10

const { methods } = await loadRegistry()
// Every method that a rule of the default asks.
const deciding = new Set(policies.calibrated.ladder.flatMap(({ rules }) => rules.map(({ method }) => method)))
const registry = {
  checks: new Map(),
  multivariate: new Map(),
  metrics: new Map(),
  methods: new Map(Array.from(deciding, (id) => [id, methods.get(id)])),
}
const options = { ...defaultOptions, segments: [{ column: "part" }] }

const normal = (next) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
/** Ten columns of what tables hold: even and skewed numbers, small whole ones, many zeros, few and many categories. */
const laws = [
  ...[normal, normal, normal],
  ...[1, 2].map((spread) => (next) => Math.exp(spread * normal(next))),
  (next) => Math.floor(-Math.log(1 - next()) * 3),
  (next) => (next() < 0.9 ? 0 : Math.exp(normal(next))),
  ...[2, 5, 30].map((k) => (next) => `c${Math.floor(next() ** 1.5 * k)}`),
]

function table(rows, next) {
  const columns = [
    ["part", () => `s${Math.floor(next() * segments)}`],
    ...laws.map((law, i) => [`x${i}`, () => law(next)]),
  ]
  const vectors = columns.map(([, cell]) => toVector(Array.from({ length: rows }, cell)))
  const kind = (vector) => (vector.type instanceof Float64 ? "number" : "string")
  return new ArrowDataset("memory", {
    format: "memory",
    typed: true,
    readsByColumn: true,
    rows,
    columns: columns.map(([name], i) => ({
      name,
      storageType: kind(vectors[i]),
      kind: kind(vectors[i]),
      integer: false,
    })),
    warnings: [],
    readColumn: (index) => vectors[index],
    close: () => undefined,
  })
}

function toVector(cells) {
  if (typeof cells[0] === "string") return vectorFromArray(cells, new Dictionary(new Utf8(), new Int32()))
  return makeVector(
    makeData({ type: new Float64(), length: cells.length, nullCount: 0, data: Float64Array.from(cells) }),
  )
}

const whole = (value) => value.toLocaleString("en-US")
console.log(`${segments} segments, ${laws.length} columns, ${runs} runs of each size, nothing changed\n`)
console.log("| Rows a side | Runs with a drifted segment | Pairs of segment and column called drifted |")
console.log("| ----------: | --------------------------: | -----------------------------------------: |")
for (const rows of sizes) {
  let [loud, drifted, compared] = [0, 0, 0]
  for (let run = 0; run < runs; run++) {
    const next = randomNumbers(rows * 1009 + run * 7919)
    const report = await compareDatasets(table(rows, next), table(rows, next), options, registry)
    const [found] = report.segments
    const columns = found.segments.reduce((sum, segment) => sum + segment.drifted_columns, 0)
    compared += found.segments.reduce((sum, segment) => sum + segment.tested_columns, 0)
    drifted += columns
    loud += columns > 0 ? 1 : 0
  }
  const share = `${((100 * loud) / runs).toFixed(1)} %`
  console.log(`| ${whole(rows)} | ${loud} of ${runs} (${share}) | ${drifted} of ${whole(compared)} |`)
}
