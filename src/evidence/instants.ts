import type { Dataset } from "../model.js"
import { isInCalendar } from "../stats/iso-time.js"

/** Rows read together. */
const rangeRows = 65_536

/**
 * The times of a column in file order, milliseconds since 1970 UTC; NaN: missing, or in no calendar. Of a table whose rows stay where
 * they are: ascending, those that are missing last. Rejects with Unanswerable for a profile.
 */
export async function instantsOf(side: Dataset, column: string): Promise<Float64Array> {
  if (side.partsByTime !== undefined) return sortedInstants(side, column)
  const reader = await side.reader(column)
  const instants = new Float64Array(side.rows)
  for (let from = 0; from < side.rows; from += rangeRows)
    instants.set(reader.read(from, Math.min(side.rows, from + rangeRows)), from)
  for (let i = 0; i < instants.length; i++) if (!isInCalendar(instants[i])) instants[i] = NaN
  return instants
}

async function sortedInstants(side: Dataset, column: string): Promise<Float64Array> {
  const known = await side.sample(column)
  const { rows, missing, infinite } = await side.summary(column)
  // Where there are more than are handed over, so many stand for all.
  const present = rows - missing - infinite
  const instants = new Float64Array(present === 0 ? rows : Math.round((known.length / present) * rows)).fill(NaN)
  instants.set(known)
  return instants
}

/** How many of them are known. */
export function timesIn(instants: Float64Array): number {
  let known = 0
  for (let i = 0; i < instants.length; i++) if (Number.isFinite(instants[i])) known++
  return known
}
