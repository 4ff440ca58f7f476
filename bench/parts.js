// node bench/parts.js [numbers|mixed]: CPU seconds of each part of a comparison of two files of 1M × 20 by itself, in this process:
// reading, cleaning, sorting, the rows' hashes, each method, the reports. For finding out what to mend; measures nothing else's speed.
import { compareDatasets } from "../dist/compare/compare.js"
import { defaultOptions } from "../dist/options/options.js"
import { ArrowDataset } from "../dist/datasets/arrow-dataset.js"
import { vectorNumbers } from "../dist/columns/vector-numbers.js"
import { loadRegistry, loadReporter } from "../dist/registry.js"
import { openSource } from "../dist/sources/open.js"
import { sortAscending } from "../dist/stats/sort-ascending.js"
import { pairOf } from "./data.js"

const pair = pairOf(process.argv[2] ?? "numbers", 1_000_000, 20)
const spent = new Map()
const timed = async (part, act) => {
  const before = process.cpuUsage()
  const result = await act()
  const { user, system } = process.cpuUsage(before)
  spent.set(part, (spent.get(part) ?? 0) + (user + system) / 1e6)
  return result
}
const { methods } = await loadRegistry()
const sources = await Promise.all(pair.map((path) => openSource(path, {})))
for (const [index, { kind }] of sources[0].columns.entries()) {
  const samples = []
  for (const source of sources) {
    const vector = await timed("read", () => source.readColumn(index))
    if (kind !== "number") continue
    const { finite } = await timed("to doubles", () => vectorNumbers(vector))
    samples.push(await timed("sort", () => sortAscending(finite)))
  }
  if (samples.length < 2) continue
  const evidence = { reference: samples[0], current: samples[1] }
  for (const [id, method] of methods)
    if (method.meta.usual && method.meta.needs === "samples" && method.meta.columnTypes.includes("numeric"))
      await timed(id, () => {
        method.measure(evidence)
        method.noiseFloor?.(evidence)
      })
}
const datasets = sources.map((source, i) => new ArrowDataset(pair[i], source))
await timed("read, sort and hash rows", () => Promise.all(datasets.map((dataset) => dataset.rowFacts())))
const registry = await loadRegistry()
const comparison = await timed("all of compare", () =>
  compareDatasets(datasets[0], datasets[1], defaultOptions, registry),
)
for (const dataset of datasets) dataset.close()
const report = {
  ...comparison,
  ...{ schema_version: 1, driftcheck_version: "bench", command: "bench", created_at: "2026-01-01T00:00:00.000Z" },
  setup: { config_path: null, fail_on: [], min_rows: 30, node_version: process.versions.node, duration_ms: 0 },
}
for (const id of ["html", "json"]) {
  const reporter = await loadReporter(id)
  await timed(`report: ${id}`, () =>
    reporter.render(report, { width: 100, color: false, unicode: true, all: false, reportPath: null }),
  )
}
for (const [part, seconds] of spent) console.log(`  ${part.padEnd(26)} ${seconds.toFixed(2)} CPU s`)
