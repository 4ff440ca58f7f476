import { daysSince1970, isInCalendar } from "../shared/time.js"
import { token } from "../shared/token.js"

const [zero, dash, colon, point, space, T, Z] = Buffer.from("0-:. TZ")
const dayMs = 86_400_000

/**
 * Milliseconds since 1970 UTC of the date, or date and time, that bytes[start … end) write in one of the usual forms of ISO 8601:
 * `2024-01-02`, `2024-01-02 03:04:05`, `2024-01-02T03:04:05.678Z`. NaN for anything else: other forms, days in no calendar, other zones.
 */
export function plainTime(bytes: Buffer, start: number, end: number): number {
  const length = end - start
  if (length < 10 || bytes[start + 4] !== dash || bytes[start + 7] !== dash) return NaN
  const year = pair(bytes, start) * 100 + pair(bytes, start + 2)
  const month = pair(bytes, start + 5)
  const day = pair(bytes, start + 8)
  if (!isInCalendar(year, month, day)) return NaN
  const date = daysSince1970(year, month, day) * dayMs
  return length === 10 ? date : date + timeOfDay(bytes, start + 10, end)
}

/** What kind of time `plainTime` has read. */
export function plainTimeToken(bytes: Buffer, start: number, end: number): number {
  if (end - start === 10) return token.date
  return bytes[end - 1] === Z ? token.zoned : token.local
}

/** Milliseconds since midnight of `T03:04:05`, with one to three decimals or none, with Z or without; NaN for anything else. */
function timeOfDay(bytes: Buffer, start: number, end: number): number {
  const last = bytes[end - 1] === Z ? end - 1 : end
  if (last - start < 9 || (bytes[start] !== T && bytes[start] !== space)) return NaN
  if (bytes[start + 3] !== colon || bytes[start + 6] !== colon) return NaN
  const hours = pair(bytes, start + 1)
  const minutes = pair(bytes, start + 4)
  const seconds = pair(bytes, start + 7)
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return NaN
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + decimals(bytes, start + 9, last)
}

function decimals(bytes: Buffer, start: number, end: number): number {
  if (start === end) return 0
  if (bytes[start] !== point || end - start < 2 || end - start > 4) return NaN
  let value = 0
  for (let at = start + 1; at < start + 4; at++) value = value * 10 + (at < end ? digit(bytes[at]) : 0)
  return value
}

/** The number of two digits; NaN where there are none. */
function pair(bytes: Buffer, at: number): number {
  return digit(bytes[at]) * 10 + digit(bytes[at + 1])
}

function digit(byte: number): number {
  const value = byte - zero
  return value >= 0 && value <= 9 ? value : NaN
}
