import {
  DateDay,
  makeData,
  TimeMicrosecond,
  TimeMillisecond,
  TimeNanosecond,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  type Data,
} from "apache-arrow"
import type { TimeUnit } from "hyparquet"
import { rowsOf } from "../shared/finish-numbers.js"
import type { FinishFixed } from "./fixed-values.js"
import { Unreadable } from "../shared/unreadable.js"
import type { Validity } from "../shared/validity.js"

/** Days since 1970. */
export const finishDates: FinishFixed = (buffer, rows, validity) =>
  makeData({ type: new DateDay(), ...rowsOf(rows, validity), data: new Int32Array(buffer) })

/** Times of day: milliseconds in 32 bits, the finer units in 64. */
export function finishTimes(unit: TimeUnit): FinishFixed {
  return (buffer, rows, validity): Data => {
    const shared = rowsOf(rows, validity)
    if (unit === "NANOS") return makeData({ type: new TimeNanosecond(), ...shared, data: new BigInt64Array(buffer) })
    if (unit === "MICROS") return makeData({ type: new TimeMicrosecond(), ...shared, data: new BigInt64Array(buffer) })
    return makeData({ type: new TimeMillisecond(), ...shared, data: new Int32Array(buffer) })
  }
}

/** Instants (`zone` set) or local times since 1970, in the file's unit. */
export function finishTimestamps(unit: TimeUnit, zone: string | null): FinishFixed {
  return (buffer, _, validity) => timestamps(unit, zone, new BigInt64Array(buffer), validity)
}

function timestamps(unit: TimeUnit, zone: string | null, data: BigInt64Array, validity: Validity): Data {
  const shared = { ...rowsOf(data.length, validity), data }
  if (unit === "NANOS") return makeData({ type: new TimestampNanosecond(zone), ...shared })
  if (unit === "MICROS") return makeData({ type: new TimestampMicrosecond(zone), ...shared })
  return makeData({ type: new TimestampMillisecond(zone), ...shared })
}

const EPOCH_AS_JULIAN_DAY = 2_440_588
/** Days from 1970 that 64 bits can count in nanoseconds: 1677 to 2262. */
const NANOSECOND_DAYS = 106_751
const SIZE = 12
const DAY = 86_400_000_000_000n

/**
 * INT96: nanoseconds of the day in eight bytes, then the Julian day in four. In nanoseconds, as Arrow's readers have it;
 * in microseconds when some day lies outside the years 1677 to 2262, where those readers wrap around.
 */
export const finishInt96: FinishFixed = (buffer, rows, validity) => {
  const view = new DataView(buffer)
  let inRange = true
  for (let i = 0; i < rows; i++)
    if (isPresent(validity, i) && Math.abs(dayOf(view, i)) >= NANOSECOND_DAYS) inRange = false
  const data = new BigInt64Array(rows)
  for (let i = 0; i < rows; i++)
    if (isPresent(validity, i)) {
      const day = BigInt(dayOf(view, i))
      const nanoseconds = timeOfDay(view, i)
      data[i] = inRange ? day * DAY + nanoseconds : day * 86_400_000_000n + nanoseconds / 1000n
    }
  return timestamps(inRange ? "NANOS" : "MICROS", null, data, validity)
}

function isPresent({ bitmap }: Validity, row: number): boolean {
  return bitmap === null || ((bitmap[row >> 3] >> (row & 7)) & 1) === 1
}

function timeOfDay(view: DataView, row: number): bigint {
  const nanoseconds = view.getBigInt64(row * SIZE, true)
  // Some writers shift a zone without carrying it over into the day.
  if (nanoseconds < -DAY || nanoseconds > 2n * DAY)
    throw new Unreadable(`row ${row + 1} holds a time of day of ${nanoseconds} nanoseconds`)
  return nanoseconds
}

function dayOf(view: DataView, row: number): number {
  return view.getInt32(row * SIZE + 8, true) - EPOCH_AS_JULIAN_DAY
}
