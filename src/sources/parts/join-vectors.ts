import { Binary, Bool, Dictionary, Int32, makeData, makeVector, Null, Utf8, type Data, type Vector } from "apache-arrow"
import type { ColumnInfo } from "../../model.js"
import { dictionaryBuilder } from "../shared/dictionary-builder.js"
import { allPresent, markMissing, type Validity } from "../shared/validity.js"
import { chunkOf, holds } from "./chunk.js"
import { joinNumbers } from "./join-numbers.js"

/** One vector of a single chunk with the values of all parts, in their order, as `info` states the type that they have in common. */
export function joinVectors(vectors: readonly Vector[], info: ColumnInfo): Vector {
  const rows = vectors.reduce((sum, { length }) => sum + length, 0)
  const validity = joinValidity(vectors, rows)
  const shared = { length: rows, nullCount: validity.nullCount, nullBitmap: validity.bitmap }
  switch (info.kind) {
    case "null":
      return makeVector(makeData({ type: new Null(), length: rows }))
    case "string":
    case "binary":
      return joinCodes(vectors, info.kind === "string" ? new Utf8() : new Binary(), rows, validity)
    case "boolean":
    case "nested":
      return makeVector(makeData({ type: new Bool(), ...shared, data: joinBits(vectors, rows) }))
    default:
      return joinNumbers(vectors, info, validity)
  }
}

function joinValidity(vectors: readonly Vector[], rows: number): Validity {
  const validity = allPresent()
  let row = 0
  for (const vector of vectors) {
    const data = chunkOf(vector)
    if (data === null || data.nullCount > 0)
      for (let i = 0; i < vector.length; i++) if (!holds(data, i)) markMissing(validity, row + i, rows)
    row += vector.length
  }
  return validity
}

function joinBits(vectors: readonly Vector[], rows: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(rows / 8))
  let row = 0
  for (const vector of vectors) {
    const values = chunkOf(vector)?.values as Uint8Array | undefined
    if (values !== undefined)
      for (let i = 0, to = row; i < vector.length; i++, to++)
        bits[to >> 3] |= ((values[i >> 3] >> (i & 7)) & 1) << (to & 7)
    row += vector.length
  }
  return bits
}

function joinCodes(vectors: readonly Vector[], type: Utf8 | Binary, rows: number, validity: Validity): Vector {
  const entries = dictionaryBuilder()
  const codes = new Int32Array(rows)
  let row = 0
  for (const vector of vectors) {
    const data = chunkOf(vector)
    const dictionary = data?.dictionary?.data[0] as Data<Utf8> | undefined
    if (data !== null && dictionary !== undefined) {
      const { valueOffsets, values } = dictionary
      const own = data.values as Int32Array
      const known = new Int32Array(dictionary.length).fill(-1)
      for (let i = 0; i < vector.length; i++) {
        if (!holds(data, i)) continue
        const code = own[i]
        if (known[code] < 0) known[code] = entries.add(values, valueOffsets[code], valueOffsets[code + 1])
        codes[row + i] = known[code]
      }
    }
    row += vector.length
  }
  return codedVector(codes, validity, type, entries.entries())
}

/** Codes and the different strings behind them as one vector. */
export function codedVector(
  codes: Int32Array,
  { bitmap, nullCount }: Validity,
  type: Utf8 | Binary,
  { offsets, bytes }: { offsets: Int32Array; bytes: Uint8Array },
): Vector {
  const values = { length: offsets.length - 1, nullCount: 0, valueOffsets: offsets, data: bytes }
  // Two calls, because the overloads of makeData are one per type.
  const entries = type instanceof Utf8 ? makeData({ type, ...values }) : makeData({ type, ...values })
  return makeVector(
    makeData({
      type: new Dictionary(type, new Int32()),
      length: codes.length,
      nullCount,
      nullBitmap: bitmap,
      data: codes,
      dictionary: makeVector<Utf8 | Binary>(entries as Data<Utf8 | Binary>),
    }),
  )
}
