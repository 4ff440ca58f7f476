/** An instant in nanoseconds since 1970 UTC: exports hold more digits than a double does. */
export type Nanoseconds = bigint

const million = 1_000_000n

/**
 * The instant that an export writes: nanoseconds as a string or number of 16 digits and more, seconds, milliseconds or microseconds by
 * their size, or a date and time, which without a zone is in UTC. Undefined for anything else.
 */
export function instant(value: unknown): Nanoseconds | undefined {
  if (typeof value === "number" || (typeof value === "string" && /^\d+(\.\d+)?$/.test(value))) return fromNumber(value)
  return typeof value === "string" ? fromDate(value) : undefined
}

function fromNumber(value: number | string): Nanoseconds | undefined {
  const number = Number(value)
  if (!(number > 0) || number > 1e19) return undefined
  if (number < 1e11) return BigInt(Math.round(number * 1e6)) * 1000n
  if (number < 1e14) return BigInt(Math.round(number * 1e3)) * 1000n
  if (number < 1e16) return BigInt(Math.round(number)) * 1000n
  return typeof value === "string" && !value.includes(".") ? BigInt(value) : BigInt(Math.round(number))
}

const dateTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i

function fromDate(text: string): Nanoseconds | undefined {
  const match = dateTime.exec(text.trim())
  if (match === null) return undefined
  const [, date, clock, fraction = "", zone = "Z"] = match
  const time = Date.parse(`${date}T${clock}${/^[+-]/.test(zone) ? zone.replace(/^(...)(\d\d)$/, "$1:$2") : "Z"}`)
  return Number.isNaN(time) ? undefined : BigInt(time) * million + BigInt(fraction.padEnd(9, "0"))
}

/** ISO 8601 in UTC, to the millisecond. */
export function isoTime(at: Nanoseconds | undefined): string | undefined {
  return at === undefined ? undefined : new Date(Number(at / million)).toISOString()
}

/** From one instant to another, in milliseconds; undefined where one of them is not known, or the second is before the first. */
export function millisecondsBetween(from: Nanoseconds | undefined, to: Nanoseconds | undefined): number | undefined {
  return from === undefined || to === undefined || to < from ? undefined : Number(to - from) / 1e6
}
