import { DataType, type Vector } from "apache-arrow"
import type { RowReader } from "../model.js"
import { dictionaryText } from "./vector-counts.js"
import { readDoubles, toMilliseconds, validity } from "./vector-numbers.js"

/** A column's values row by row, in ranges: only the requested range is turned into doubles or codes. */
export function rowReader(vector: Vector): RowReader {
  const type = vector.type as DataType
  const data = vector.data.at(0)
  const valid = validity(vector)
  const present = (row: number) => valid === null || (valid[row >> 3] & (1 << (row & 7))) !== 0
  if (data === undefined || DataType.isNull(type))
    return { kind: "numbers", read: (from, to) => new Float64Array(to - from).fill(NaN) }
  if (DataType.isDictionary(type)) {
    const codes = data.values as Int32Array
    const labels = Array.from({ length: data.dictionary?.length ?? 0 }, (_, code) => dictionaryText(vector, code))
    return {
      kind: "labels",
      labels,
      read: (from, to) => codes.slice(from, to).map((code, i) => (present(from + i) ? code : -1)),
    }
  }
  if (DataType.isBool(type)) return booleans(data.values as Uint8Array, present)
  const { times, over } = toMilliseconds(type)
  return {
    kind: "numbers",
    read(from, to) {
      const values = readDoubles(vector, from, to)
      const numbers = new Float64Array(to - from)
      for (let i = 0; i < numbers.length; i++) numbers[i] = present(from + i) ? (values[i] * times) / over : NaN
      return numbers
    },
  }
}

/** True and false as 1 and 0. */
function booleans(bits: Uint8Array, present: (row: number) => boolean): RowReader {
  return {
    kind: "numbers",
    read: (from, to) =>
      Float64Array.from({ length: to - from }, (_, i) =>
        present(from + i) ? (bits[(from + i) >> 3] >> ((from + i) & 7)) & 1 : NaN,
      ),
  }
}

/** Which rows hold a value; nested columns carry nothing else. */
export function presenceReader(vector: Vector): RowReader {
  const valid = validity(vector)
  return {
    kind: "presence",
    read: (from, to) =>
      Uint8Array.from({ length: to - from }, (_, i) =>
        valid === null ? 1 : (valid[(from + i) >> 3] >> ((from + i) & 7)) & 1,
      ),
  }
}
