import type { Dataset } from "../model.js"
import { isInCalendar } from "../stats/iso-time.js"

/** Rows read together. */
const rangeRows = 65_536

/** The times of a column in file order, milliseconds since 1970 UTC; NaN: missing, or in no calendar. Rejects with Unanswerable for a profile. */
export async function instantsOf(side: Dataset, column: string): Promise<Float64Array> {
  const reader = await side.reader(column)
  const instants = new Float64Array(side.rows)
  for (let from = 0; from < side.rows; from += rangeRows)
    instants.set(reader.read(from, Math.min(side.rows, from + rangeRows)), from)
  return instants.map((at) => (isInCalendar(at) ? at : NaN))
}

/** How many of them are known. */
export const timesIn = (instants: Float64Array): number =>
  instants.reduce((sum, at) => sum + Number(Number.isFinite(at)), 0)
