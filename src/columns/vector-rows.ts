import { DataType, type Vector } from "apache-arrow"
import { isAscii } from "node:buffer"
import type { RowValues } from "../model.js"
import { dictionaryBytes, dictionaryReader } from "./vector-counts.js"
import { doublesAt, validity } from "./vector-numbers.js"

/** The values of a column that is not nested at the given rows, read straight from the vector. */
export function vectorRows(vector: Vector, rows: Int32Array): RowValues {
  const type = vector.type as DataType
  const data = vector.data.at(0)
  if (data === undefined || DataType.isNull(type)) return { kind: "codes", codes: allMissing(rows), labels: [] }
  const valid = validity(vector)
  const present = (row: number) => valid === null || (valid[row >> 3] & (1 << (row & 7))) !== 0
  if (DataType.isDictionary(type)) {
    const indices = data.values as Int32Array
    const codes = new Int32Array(rows.length)
    for (let i = 0; i < rows.length; i++) codes[i] = present(rows[i]) ? indices[rows[i]] : -1
    return readsApart(vector) ? renumbered(codes, vector) : recode(codes, dictionaryReader(vector))
  }
  if (DataType.isBool(type)) {
    const bits = data.values as Uint8Array
    const codes = new Int32Array(rows.length)
    for (let i = 0; i < rows.length; i++) codes[i] = present(rows[i]) ? (bits[rows[i] >> 3] >> (rows[i] & 7)) & 1 : -1
    return { kind: "codes", codes, labels: ["false", "true"] }
  }
  const values = doublesAt(vector, rows)
  for (let i = 0; i < rows.length; i++) if (!present(rows[i]) || !Number.isFinite(values[i])) values[i] = NaN
  return { kind: "numbers", values }
}

/** Whether no two entries of a dictionary read alike, as far as one look can tell: they differ, and bytes that are no UTF-8 may read alike. */
function readsApart(vector: Vector): boolean {
  const entries = dictionaryBytes(vector)
  if (entries === null || entries.encoding !== "utf8") return false
  const { bytes, offsets } = entries
  return isAscii(bytes.subarray(offsets[0], offsets[offsets.length - 1]))
}

/** The same codes counted from 0 in the order seen, of entries that all read differently; these are read when they are asked for. */
function renumbered(codes: Int32Array, vector: Vector): RowValues {
  const entries = (dictionaryBytes(vector)?.offsets.length ?? 1) - 1
  const met = entries <= mostEntriesPerRow * codes.length ? numberedInTable(codes, entries) : numberedInMap(codes)
  let labels: string[] | undefined
  return {
    kind: "codes",
    codes,
    get labels() {
      return (labels ??= Array.from(met, dictionaryReader(vector)))
    },
  }
}

/** A table is faster than a map, but as large as the dictionary, of which the rows may be a small part. */
const mostEntriesPerRow = 16

/** Counts codes from 0 in the order seen, in place, and gives those seen. */
function numberedInTable(codes: Int32Array, entries: number): Int32Array {
  const met = new Int32Array(Math.min(codes.length, entries))
  const numbers = new Int32Array(entries) // One more than the number; 0 for what was not seen yet.
  let count = 0
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code === -1) continue
    if (numbers[code] === 0) {
      met[count++] = code
      numbers[code] = count
    }
    codes[i] = numbers[code] - 1
  }
  return met.subarray(0, count)
}

function numberedInMap(codes: Int32Array): number[] {
  const numbers = new Map<number, number>()
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] === -1) continue
    const number = numbers.get(codes[i]) ?? numbers.size
    numbers.set(codes[i], number)
    codes[i] = number
  }
  return Array.from(numbers.keys())
}

/** The same codes counted from 0 in the order seen; entries of a dictionary that read alike become one. */
function recode(codes: Int32Array, text: (code: number) => string): RowValues {
  const byCode = new Map<number, number>()
  const byText = new Map<string, number>()
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] === -1) continue
    let code = byCode.get(codes[i])
    if (code === undefined) {
      const label = text(codes[i])
      code = byText.get(label) ?? byText.size
      byText.set(label, code)
      byCode.set(codes[i], code)
    }
    codes[i] = code
  }
  return { kind: "codes", codes, labels: Array.from(byText.keys()) }
}

function allMissing(rows: Int32Array): Int32Array {
  return new Int32Array(rows.length).fill(-1)
}
