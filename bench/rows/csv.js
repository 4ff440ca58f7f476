import { benchCsv, benchJsonLines } from "../data.js"
import { node, python } from "../measure.js"
import { comparison, ofBefore, ratio } from "./parquet.js"

const script = (name) => new URL(`../${name}`, import.meta.url).pathname
const reading = (path) => node(script("read-table.js"), path)

/** The byte scanner that set the mark is not part of this project; where it is at hand, CSV_SCANNER names a script that reads a file with it. */
const scanner = process.env.CSV_SCANNER

const both = "driftcheck compares both"

export default [
  {
    id: "csv",
    title: "CSV, 2M × 12: 6 decimal, 3 whole with 1 % missing, 3 text",
    make(tools) {
      const pair = [0, 1].map((side) => benchCsv(2_000_000, side))
      const entries = {
        "driftcheck reads one": reading(pair[0]),
        "papaparse reads one": node(script("read-papaparse.js"), pair[0]),
      }
      if (scanner !== undefined) entries["byte scanner reads one"] = node(scanner, pair[0])
      for (const name of ["pandas", "polars"])
        if (tools.has(name)) entries[`${name} reads one`] = python(tools.python, "csv", name, pair[0])
      return { ...entries, [both]: comparison("csv", pair) }
    },
    targets: ({ "driftcheck reads one": own, "byte scanner reads one": scanned, ...results }) => [
      { what: "CPU to read one, times the byte scanner's", value: ratio(own, scanned), atMost: 2 },
      { what: "CPU s to read one (twice the scanner's 3.4 of another day)", value: own.cpu, atMost: 6.8 },
      { what: "peak memory of the comparison, MB", value: results[both].peakMB, below: 1200 },
      ...ofBefore(results, both, 9.5 / 9.9),
      ...ofBefore(results, both, 0.6, "wall"),
    ],
  },
  {
    id: "json-lines",
    title: "JSON Lines, 500k × 12, the same columns",
    make(tools) {
      const path = benchJsonLines(500_000)
      const entries = { "driftcheck reads one": reading(path) }
      for (const name of ["pandas", "polars"])
        if (tools.has(name)) entries[`${name} reads one`] = python(tools.python, "json-lines", name, path)
      return entries
    },
    targets: () => [],
  },
]
