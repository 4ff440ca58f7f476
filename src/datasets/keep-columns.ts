import type { Vector } from "apache-arrow"
import type { TableSource } from "../sources/source.js"

/** Cells of a table up to which all its columns stay in memory once they were read: 32 MB of doubles. */
const mostCells = 4_000_000

/**
 * The same table; where it has few cells, each column is read once and kept. Many ask for one: what it holds, periods, its figures, its
 * course over time, keys, rows. A table of many cells is read anew each time, and stays the memory of the columns in use.
 */
export function keepColumns<T extends TableSource>(source: T, most = mostCells): T {
  if (source.rows * source.columns.length > most) return source
  const known = new Map<number, Vector>()
  return {
    ...source,
    ownsBuffers: false,
    readColumn(index: number) {
      const vector = known.get(index) ?? source.readColumn(index)
      known.set(index, vector)
      return vector
    },
    close() {
      known.clear()
      source.close()
    },
  }
}
