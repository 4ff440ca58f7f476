import * as arrow from "apache-arrow"
import type { Data } from "apache-arrow"
import type { FinishCoded } from "../parquet/byte-array-values.js"
import { double, float, halfFloat, rowsOf } from "../shared/finish-numbers.js"
import type { FinishFixed } from "../parquet/fixed-values.js"
import type { Gathered } from "./gathered.js"

export type { FinishFixed }
/** Seconds, milli-, micro-, nanoseconds. */
export type Unit = 0 | 1 | 2 | 3

type Finish = (values: Gathered) => Data

export function fixed(finish: FinishFixed): Finish {
  return (values) => {
    if (values.form !== "fixed") throw new Error(`values of the form ${values.form} are not fixed`)
    return finish(values.buffer, values.rows, values.validity)
  }
}

export function coded(finish: FinishCoded): Finish {
  return (values) => {
    if (values.form !== "coded") throw new Error(`values of the form ${values.form} have no codes`)
    return finish(values.codes, values.entries, values.validity)
  }
}

export const booleans: Finish = (values) => {
  if (values.form !== "bits") throw new Error(`values of the form ${values.form} are no booleans`)
  return arrow.makeData({ type: new arrow.Bool(), ...rowsOf(values.rows, values.validity), data: values.bits })
}

/** Bool that carries nothing but which rows are missing. */
export const presence: Finish = ({ rows, validity }) =>
  arrow.makeData({ type: new arrow.Bool(), ...rowsOf(rows, validity), data: new Uint8Array(Math.ceil(rows / 8)) })

export const nulls: Finish = ({ rows }) => arrow.makeData({ type: new arrow.Null(), length: rows })

export const integers: Partial<Record<string, FinishFixed>> = {
  int8: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Int8(), ...rowsOf(rows, validity), data: new Int8Array(buffer) }),
  int16: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Int16(), ...rowsOf(rows, validity), data: new Int16Array(buffer) }),
  int32: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Int32(), ...rowsOf(rows, validity), data: new Int32Array(buffer) }),
  int64: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Int64(), ...rowsOf(rows, validity), data: new BigInt64Array(buffer) }),
  uint8: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Uint8(), ...rowsOf(rows, validity), data: new Uint8Array(buffer) }),
  uint16: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Uint16(), ...rowsOf(rows, validity), data: new Uint16Array(buffer) }),
  uint32: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Uint32(), ...rowsOf(rows, validity), data: new Uint32Array(buffer) }),
  uint64: (buffer, rows, validity): Data =>
    arrow.makeData({ type: new arrow.Uint64(), ...rowsOf(rows, validity), data: new BigUint64Array(buffer) }),
}

/** By Arrow's number for the precision. */
export const floats = [
  { name: "halffloat", width: 2, finish: halfFloat },
  { name: "float", width: 4, finish: float },
  { name: "double", width: 8, finish: double },
]

export function decimals(precision: number, scale: number, bits: number): FinishFixed {
  return (buffer, rows, validity) =>
    arrow.makeData({
      type: new arrow.Decimal(scale, precision, bits),
      ...rowsOf(rows, validity),
      data: new Uint32Array(buffer),
    })
}

export const days: FinishFixed = (buffer, rows, validity) =>
  arrow.makeData({ type: new arrow.DateDay(), ...rowsOf(rows, validity), data: new Int32Array(buffer) })

export const dateMilliseconds: FinishFixed = (buffer, rows, validity) =>
  arrow.makeData({ type: new arrow.DateMillisecond(), ...rowsOf(rows, validity), data: new BigInt64Array(buffer) })

/** Seconds and milliseconds come in 32 bits, the finer units in 64. */
export function times(unit: Unit): FinishFixed {
  return (buffer, rows, validity): Data => {
    const shared = rowsOf(rows, validity)
    switch (unit) {
      case 0:
        return arrow.makeData({ type: new arrow.TimeSecond(), ...shared, data: new Int32Array(buffer) })
      case 1:
        return arrow.makeData({ type: new arrow.TimeMillisecond(), ...shared, data: new Int32Array(buffer) })
      case 2:
        return arrow.makeData({ type: new arrow.TimeMicrosecond(), ...shared, data: new BigInt64Array(buffer) })
      case 3:
        return arrow.makeData({ type: new arrow.TimeNanosecond(), ...shared, data: new BigInt64Array(buffer) })
    }
  }
}

const timestampTypes = [
  arrow.TimestampSecond,
  arrow.TimestampMillisecond,
  arrow.TimestampMicrosecond,
  arrow.TimestampNanosecond,
]

/** Instants (`zone` set) or local times since 1970, in the file's unit. */
export function timestamps(unit: Unit, zone: string | null): FinishFixed {
  return (buffer, rows, validity) =>
    arrow.makeData({
      type: new timestampTypes[unit](zone),
      ...rowsOf(rows, validity),
      data: new BigInt64Array(buffer),
    })
}
