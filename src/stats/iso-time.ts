/** ISO 8601, UTC, milliseconds; beyond the years a Date can hold (±271,821) the plain number of milliseconds. */
export function isoTime(milliseconds: number): string {
  const date = new Date(Math.floor(milliseconds)) // Which cuts towards 1970 by itself.
  return Number.isNaN(date.getTime()) ? `${milliseconds} ms` : date.toISOString()
}

const weekMs = 7 * 86_400_000

/** Whether a Date can hold these milliseconds since 1970, and the week around them. */
export const isInCalendar = (milliseconds: number): boolean => Math.abs(milliseconds) <= 8.64e15 - weekMs
