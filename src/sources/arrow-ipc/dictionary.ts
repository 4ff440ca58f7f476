import { Unreadable } from "../shared/unreadable.js"
import type { Batch, ReadBuffer } from "./batch.js"
import type { Extent } from "./extent.js"
import { gather, type Layout } from "./gather.js"
import { isPresent, taken, type FixedValues, type Gathered } from "./gathered.js"

/** How a column of codes is stored. */
export interface Codes {
  id: number
  bits: number
  signed: boolean
}

const nothingBefore: Extent = { nodes: 0, buffers: 0, views: 0 }

/** A column whose values stand in a dictionary, which may change from batch to batch; `layout` is that of the values. */
export function gatherCoded(
  codes: Codes,
  layout: Layout,
  batches: readonly Batch[],
  start: Extent,
  read: ReadBuffer,
): Gathered {
  const indices = gather({ form: "fixed", width: codes.bits / 8 }, batches, start, read) as FixedValues
  const used = dictionaryBatches(codes.id, batches)
  const values = gather(layout, [...used.keys()], nothingBefore, read)
  return taken(values, placesOf(codes, indices, batches, used), indices.validity)
}

/** Every batch of dictionary entries that is in use, and how many entries come before it. */
function dictionaryBatches(id: number, batches: readonly Batch[]): Map<Batch, number> {
  const starts = new Map<Batch, number>()
  let entries = 0
  for (const { dictionaries } of batches)
    for (const batch of dictionaries.get(id) ?? [])
      if (!starts.has(batch)) {
        starts.set(batch, entries)
        entries += batch.rows
      }
  return starts
}

/** The place of each row's value among the entries of all dictionaries. */
function placesOf(
  codes: Codes,
  { buffer, rows, validity }: FixedValues,
  batches: readonly Batch[],
  starts: ReadonlyMap<Batch, number>,
): Int32Array {
  const indexAt = indexReader(codes, new DataView(buffer))
  const places = new Int32Array(rows)
  let row = 0
  for (const batch of batches) {
    const parts = batch.dictionaries.get(codes.id) ?? []
    for (const end = row + batch.rows; row < end; row++)
      if (isPresent(validity, row)) places[row] = placeOf(indexAt(row), parts, starts)
  }
  return places
}

function placeOf(index: number, parts: readonly Batch[], starts: ReadonlyMap<Batch, number>): number {
  let rest = index
  for (const part of parts) {
    if (rest >= 0 && rest < part.rows) return starts.get(part)! + rest
    rest -= part.rows
  }
  throw new Unreadable(`a row refers to entry ${index} of its dictionary, which has no such entry`)
}

function indexReader({ bits, signed }: Codes, view: DataView): (row: number) => number {
  switch (bits) {
    case 8:
      return signed ? (row) => view.getInt8(row) : (row) => view.getUint8(row)
    case 16:
      return signed ? (row) => view.getInt16(row * 2, true) : (row) => view.getUint16(row * 2, true)
    case 32:
      return signed ? (row) => view.getInt32(row * 4, true) : (row) => view.getUint32(row * 4, true)
    default:
      return (row) => Number(view.getBigInt64(row * 8, true))
  }
}
