import { outputPath, pairOf, sizeOf } from "../data.js"
import { comparison, ofBefore, ratio } from "./parquet.js"

const long = "driftcheck, 10M × 10"

export default [
  {
    id: "long",
    title: "10M × 10 float64 beside 1M × 10, Snappy",
    make: () => ({
      "driftcheck, 1M × 10": comparison("long-1m", pairOf("numbers", 1_000_000, 10)),
      [long]: { ...comparison("long-10m", pairOf("numbers", 10_000_000, 10)), rounds: 2 },
    }),
    targets: ({ "driftcheck, 1M × 10": short, ...results }) => [
      { what: "CPU at 10 times the rows, times as much", value: ratio(results[long], short), atMost: 11 },
      { what: "peak memory, MB", value: results[long].peakMB, atMost: 600 },
      ...ofBefore(results, long, 13 / 16.5),
    ],
  },
  {
    id: "wide",
    title: "20k × 1,000 float64 beside 20k × 100, Snappy",
    make: () => ({
      "driftcheck, 100 columns": comparison("wide-100", pairOf("numbers", 20_000, 100)),
      "driftcheck, 1,000 columns": comparison("wide-1000", pairOf("numbers", 20_000, 1000)),
    }),
    targets: ({ "driftcheck, 100 columns": narrow, "driftcheck, 1,000 columns": wide }) => [
      { what: "CPU at 10 times the columns, times as much", value: ratio(wide, narrow), atMost: 10 },
      { what: "CPU seconds of 1,000 columns", value: wide.cpu, atMost: 5 },
      { what: "HTML, MB", value: sizeOf(outputPath("wide-1000.html")) / 1e6, atMost: 1.2 },
      { what: "JSON, MB", value: sizeOf(outputPath("wide-1000.json")) / 1e6, atMost: 4 },
    ],
  },
  {
    id: "wide-short",
    title: "30 rows × 10,000 float64, Snappy",
    make: () => ({ driftcheck: { ...comparison("wide-short", pairOf("numbers", 30, 10_000)), rounds: 2 } }),
    targets: ({ driftcheck }) => [
      { what: "CPU seconds", value: driftcheck.cpu, atMost: 15.7 },
      { what: "peak memory, MB", value: driftcheck.peakMB, below: 1000 },
    ],
  },
]
