/** fixtures/engines/measured.json: what `npm run engines` measured, a record for each engine and pair. */
import { readFileSync } from "node:fs"

export const measuredFile = "fixtures/engines/measured.json"

/**
 * Of an engine, or of files: what it was (rows of both sides; columns left out; columns that differ from those of the files and the largest
 * difference of a score) and what it cost (statements, MB that the engine says it read, CPU seconds of the engine and of driftcheck's own
 * process, seconds by the clock, the most memory of its own process); null where it was not measured. `reason`: why it was not compared.
 */
export const readMeasured = () => JSON.parse(readFileSync(measuredFile, "utf8"))

export const engineNames = ["files", "DuckDB", "PostgreSQL", "Sail", "Trino", "Spark"]

/** By engine, the generated pair first, then by name and rows. */
export function inOrder(a, b) {
  const keyOf = ({ engine, pair, rows }) => [
    engineNames.indexOf(engine),
    Number(pair !== "generated"),
    pair,
    rows?.[0] ?? 0,
  ]
  const [left, right] = [keyOf(a), keyOf(b)]
  const place = left.findIndex((value, i) => value !== right[i])
  return place < 0 ? 0 : left[place] < right[place] ? -1 : 1
}
