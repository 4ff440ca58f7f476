import type { Batch, ReadBuffer } from "./batch.js"
import type { Extent } from "./extent.js"
import { gather } from "./gather.js"
import { taken, type Gathered } from "./gathered.js"

/** Which rows the field that starts there has, as its own bitmap says. */
export function rowsPresent(start: Extent, batches: readonly Batch[], read: ReadBuffer): Gathered {
  return gather({ form: "none", bitmap: true, allMissing: false }, batches, start, read)
}

/** The values of a structure's field: missing too where one of the structures around it (each by its start) is missing. */
export function within(
  values: Gathered,
  above: readonly Extent[],
  batches: readonly Batch[],
  read: ReadBuffer,
): Gathered {
  return above.reduce((inner, start) => {
    const { validity } = rowsPresent(start, batches, read)
    return validity.bitmap === null ? inner : taken(inner, everyRow(inner.rows), validity)
  }, values)
}

const everyRow = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row)
