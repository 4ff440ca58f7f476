import {
  Float16,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  makeData,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  type Data,
} from "apache-arrow"
import { Unreadable } from "./unreadable.js"
import type { FinishFixed } from "../parquet/fixed-values.js"
import type { Validity } from "./validity.js"

/** Length, nulls and bitmap, as every kind of Arrow data wants them. */
export function rowsOf(length: number, { bitmap, nullCount }: Validity) {
  return { length, nullCount, nullBitmap: bitmap }
}

export const halfFloat: FinishFixed = (buffer, rows, validity) =>
  makeData({ type: new Float16(), ...rowsOf(rows, validity), data: new Uint16Array(buffer) })

export const float: FinishFixed = (buffer, rows, validity) =>
  makeData({ type: new Float32(), ...rowsOf(rows, validity), data: new Float32Array(buffer) })

export const double: FinishFixed = (buffer, rows, validity) =>
  makeData({ type: new Float64(), ...rowsOf(rows, validity), data: new Float64Array(buffer) })

const int64: FinishFixed = (buffer, rows, validity) =>
  makeData({ type: new Int64(), ...rowsOf(rows, validity), data: new BigInt64Array(buffer) })

const uint64: FinishFixed = (buffer, rows, validity) =>
  makeData({ type: new Uint64(), ...rowsOf(rows, validity), data: new BigUint64Array(buffer) })

/** By the bits that are stored, then by the type they stand for. Numbers below 32 bits are stored in 32. */
export const integers: Record<32 | 64, Partial<Record<string, FinishFixed>>> = {
  32: {
    int8: (buffer, rows, validity): Data =>
      makeData({ type: new Int8(), ...rowsOf(rows, validity), data: narrowed(buffer, new Int8Array(rows), "int8") }),
    int16: (buffer, rows, validity): Data =>
      makeData({ type: new Int16(), ...rowsOf(rows, validity), data: narrowed(buffer, new Int16Array(rows), "int16") }),
    int32: (buffer, rows, validity): Data =>
      makeData({ type: new Int32(), ...rowsOf(rows, validity), data: new Int32Array(buffer) }),
    uint8: (buffer, rows, validity): Data =>
      makeData({ type: new Uint8(), ...rowsOf(rows, validity), data: narrowed(buffer, new Uint8Array(rows), "uint8") }),
    uint16: (buffer, rows, validity): Data =>
      makeData({
        type: new Uint16(),
        ...rowsOf(rows, validity),
        data: narrowed(buffer, new Uint16Array(rows), "uint16"),
      }),
    uint32: (buffer, rows, validity): Data =>
      makeData({ type: new Uint32(), ...rowsOf(rows, validity), data: new Uint32Array(buffer) }),
  },
  64: { int64, uint64 },
}

/** The 32-bit numbers of `buffer`, written to `out`; a number that would lose digits there is damage. */
function narrowed<T extends Int8Array | Int16Array | Uint8Array | Uint16Array>(
  buffer: ArrayBuffer,
  out: T,
  name: string,
): T {
  const numbers = new Int32Array(buffer)
  for (let i = 0; i < numbers.length; i++) {
    out[i] = numbers[i]
    if (out[i] !== numbers[i]) throw new Unreadable(`row ${i + 1} holds ${numbers[i]}, which is no ${name}`)
  }
  return out
}
