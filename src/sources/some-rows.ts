import { DataType, makeVector, type Vector } from "apache-arrow"
import type { ListSample, TextVectors } from "../model.js"
import type { TableSource } from "./source.js"

/** The same table with these rows alone (0-based, in the order given). Closing it closes the file. */
export function someRows(source: TableSource, rows: Int32Array): TableSource {
  return {
    ...source,
    rows: rows.length,
    // Another thread would open all rows of the file.
    readsByColumn: false,
    readColumn: (index) => takeRows(source.readColumn(index), rows),
    sampleLists: (index) => listsAt(source.sampleLists?.(index), rows),
    peekColumn: (index) => takeRows(source.readColumn(index), rows),
    ownsBuffers: true,
    ...(source.embeddings === undefined ? {} : { embeddings: embeddingsAt(source.embeddings, rows) }),
    close: () => {
      source.close()
    },
  }
}

/** Those of a sample of lists that stand in these rows. */
function listsAt(sample: ListSample | undefined, rows: Int32Array): ListSample {
  const places = new Map(Array.from(rows, (row, place) => [row, place]))
  const kept = Array.from(sample?.rows ?? [], (row, i) => [places.get(row), i] as const).filter(
    ([place]) => place !== undefined,
  )
  return {
    rows: Int32Array.from(kept, ([place]) => place!),
    lists: kept.map(([, i]) => sample!.lists[i]),
    of: kept.length,
  }
}

/** The vectors of the texts in these rows, under their new numbers. */
function embeddingsAt(columns: ReadonlyMap<string, TextVectors>, rows: Int32Array): ReadonlyMap<string, TextVectors> {
  return new Map(
    Array.from(columns, ([column, found]) => {
      const places = new Map(Array.from(found.rows, (row, place) => [row, place]))
      const kept = Array.from(rows).flatMap((row, at) => {
        const place = places.get(row)
        return place === undefined ? [] : [{ at, text: found.texts[place], vector: found.vectors[place] }]
      })
      return [
        column,
        {
          rows: Int32Array.from(kept, ({ at }) => at),
          texts: kept.map(({ text }) => text),
          vectors: kept.map(({ vector }) => vector),
        },
      ]
    }),
  )
}

/** A vector of a single chunk with these rows of a vector of a single chunk. */
function takeRows(vector: Vector, rows: Int32Array): Vector {
  const data = vector.data.at(0)
  if (data === undefined || DataType.isNull(data.type)) return vector.slice(0, rows.length)
  const type = data.type as DataType
  const valid = data.nullCount > 0 ? takeBits(data.nullBitmap, rows) : undefined
  const nullCount = valid === undefined ? 0 : rows.length - countBits(valid, rows.length)
  const values = DataType.isBool(type)
    ? takeBits(data.values as Uint8Array, rows)
    : takeValues(data.values as Uint32Array, rows, DataType.isDecimal(type) ? type.bitWidth / 32 : 1)
  const buffers = { ...data.buffers, 1: values, 2: valid ?? new Uint8Array(0) }
  // The dictionary is shared: some of its entries may be used by no row.
  return makeVector(data.clone(data.type, 0, rows.length, nullCount, buffers))
}

function takeValues(values: Uint32Array, rows: Int32Array, perRow: number): Uint32Array {
  const make = values.constructor as new (length: number) => Uint32Array
  const taken = new make(rows.length * perRow)
  for (let i = 0; i < rows.length; i++)
    for (let part = 0; part < perRow; part++) taken[i * perRow + part] = values[rows[i] * perRow + part]
  return taken
}

function takeBits(bits: Uint8Array, rows: Int32Array): Uint8Array {
  const taken = new Uint8Array(Math.ceil(rows.length / 8))
  for (let i = 0; i < rows.length; i++) taken[i >> 3] |= ((bits[rows[i] >> 3] >> (rows[i] & 7)) & 1) << (i & 7)
  return taken
}

function countBits(bits: Uint8Array, length: number): number {
  let count = 0
  for (let i = 0; i < length; i++) count += (bits[i >> 3] >> (i & 7)) & 1
  return count
}
