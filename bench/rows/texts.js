import { pairOf } from "../data.js"
import { besideSummarize, comparison, ratio, yardstick } from "./parquet.js"
import { python } from "../measure.js"

const MILLION = 1_000_000

/** One column of a kind that is dear to read and to count; `atMost`: CPU seconds, MB, and CPU in DuckDB's summaries. */
const row = ({ id, title, rows, atMost }) => ({
  id,
  title,
  make(tools) {
    const pair = pairOf(id, rows, 1)
    const own = { driftcheck: comparison(id, pair), ...besideSummarize(pair, tools) }
    return tools.has("pyarrow")
      ? { ...own, "pyarrow reads both": python(tools.python, "read", "pyarrow", ...pair) }
      : own
  },
  targets: ({ driftcheck, ...others }) => [
    yardstick({ driftcheck, ...others }, atMost.summaries),
    { what: "CPU seconds", value: driftcheck.cpu, atMost: atMost.cpu },
    { what: "peak memory, MB", value: driftcheck.peakMB, atMost: atMost.peakMB },
    { what: "CPU, times pyarrow's reading", value: ratio(driftcheck, others["pyarrow reads both"]), atMost: 10 },
  ],
})

export default [
  row({
    id: "distinct-texts",
    title: "1M texts of which few repeat",
    rows: MILLION,
    // Memory: twice the 18 MB of both sides, and 150.
    atMost: { cpu: 1.5, peakMB: 186, summaries: 7 },
  }),
  row({
    id: "prose",
    title: "200k prose texts of 12 words",
    rows: 200_000,
    atMost: { cpu: 1.3, peakMB: 220, summaries: 8 },
  }),
  row({
    id: "large-integers",
    title: "1M int64 up to 2^62",
    rows: MILLION,
    atMost: { cpu: 1.25, peakMB: 320, summaries: 2.3 },
  }),
]
