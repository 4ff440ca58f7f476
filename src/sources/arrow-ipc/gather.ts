import { dictionaryBuilder } from "../shared/dictionary-builder.js"
import { Unreadable } from "../shared/unreadable.js"
import { allPresent, markMissing, type Validity } from "../shared/validity.js"
import { nodeOf, type Batch, type ReadBuffer } from "./batch.js"
import { byteReader, type ByteLayout } from "./byte-values.js"
import type { Extent } from "./extent.js"
import { isPresent, type Gathered } from "./gathered.js"

/** How a type lays its values out. */
export type Layout =
  | { form: "fixed"; width: number }
  | { form: "bits" }
  | { form: "coded"; layout: ByteLayout }
  /** Only which rows are missing is read, and not even that where the type has no bitmap. */
  | { form: "none"; bitmap: boolean; allMissing: boolean }

/** A column's values out of all batches; `start`: what comes before it in each batch's lists. */
export function gather(layout: Layout, batches: readonly Batch[], start: Extent, read: ReadBuffer): Gathered {
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0)
  const validity = allPresent()
  const collector = collectorOf(layout, rows, validity)
  let row = 0
  for (const batch of batches) {
    if (nodeOf(batch, start.nodes).rows !== batch.rows) throw new Unreadable("its length is not that of its batch")
    const first = firstBuffer(batch, start)
    const bits = hasBitmap(layout) ? presenceBits(batch, start.nodes, first, read) : null
    if (bits !== null) markZeros(bits, batch.rows, validity, row, rows)
    if (batch.rows > 0) collector.add(batch, first, row, read, batch.variadic[start.views] ?? 0)
    row += batch.rows
  }
  return collector.gathered()
}

/** The number of a field's first buffer. */
export function firstBuffer(batch: Batch, { buffers, views }: Extent): number {
  return buffers + batch.variadic.slice(0, views).reduce((sum, count) => sum + count, 0)
}

function hasBitmap(layout: Layout): boolean {
  return layout.form !== "none" || layout.bitmap
}

/** Which rows of the batch hold a value, a bit each; null where nothing is missing: the bitmap may then be left out. */
function presenceBits(batch: Batch, node: number, buffer: number, read: ReadBuffer): Uint8Array | null {
  if (nodeOf(batch, node).missing === 0) return null
  const bits = read(batch, buffer)
  if (bits.length === 0) return null
  expectBytes(bits, Math.ceil(batch.rows / 8))
  return bits
}

/** Marks rows whose bit is 0; the first bit is row `from` of the `rows` in all. */
function markZeros(bits: Uint8Array, batchRows: number, validity: Validity, from: number, rows: number): void {
  for (let i = 0; i < batchRows; i++) if (((bits[i >> 3] >> (i & 7)) & 1) === 0) markMissing(validity, from + i, rows)
}

interface Collector {
  /** Takes the values of a batch, whose buffers begin with number `first`, to the rows from `row` on. */
  add(batch: Batch, first: number, row: number, read: ReadBuffer, variadic: number): void
  gathered(): Gathered
}

function collectorOf(layout: Layout, rows: number, validity: Validity): Collector {
  switch (layout.form) {
    case "fixed":
      return fixedValues(layout.width, rows, validity)
    case "bits":
      return bitValues(rows, validity)
    case "coded":
      return codedValues(layout.layout, rows, validity)
    case "none":
      if (layout.allMissing) validity.nullCount = rows
      return { add: () => undefined, gathered: () => ({ form: "none", rows, validity }) }
  }
}

function fixedValues(width: number, rows: number, validity: Validity): Collector {
  const bytes = new Uint8Array(rows * width)
  return {
    add(batch, first, row, read) {
      const values = read(batch, first + 1)
      expectBytes(values, batch.rows * width)
      bytes.set(values.subarray(0, batch.rows * width), row * width)
    },
    gathered() {
      // What stands in the place of a missing value is anybody's guess.
      if (validity.nullCount > 0)
        for (let i = 0; i < rows; i++) if (!isPresent(validity, i)) bytes.fill(0, i * width, (i + 1) * width)
      return { form: "fixed", rows, validity, width, buffer: bytes.buffer }
    },
  }
}

function bitValues(rows: number, validity: Validity): Collector {
  const bits = new Uint8Array(Math.ceil(rows / 8))
  return {
    add(batch, first, row, read) {
      const values = read(batch, first + 1)
      expectBytes(values, Math.ceil(batch.rows / 8))
      for (let i = 0, to = row; i < batch.rows; i++, to++)
        if (isPresent(validity, to)) bits[to >> 3] |= ((values[i >> 3] >> (i & 7)) & 1) << (to & 7)
    },
    gathered: () => ({ form: "bits", rows, validity, bits }),
  }
}

function codedValues(layout: ByteLayout, rows: number, validity: Validity): Collector {
  const entries = dictionaryBuilder()
  const codes = new Int32Array(rows)
  return {
    add(batch, first, row, read, variadic) {
      const each = byteReader(layout, batch, first + 1, read, variadic)
      for (let i = 0, to = row; i < batch.rows; i++, to++) {
        if (!isPresent(validity, to)) continue
        const { source, start, end } = each(i)
        codes[to] = entries.add(source, start, end)
      }
    },
    gathered: () => ({ form: "coded", rows, validity, codes, entries }),
  }
}

function expectBytes(bytes: Uint8Array, length: number): void {
  if (bytes.length < length) throw new Unreadable(`a part has ${bytes.length} bytes where its rows need ${length}`)
}
