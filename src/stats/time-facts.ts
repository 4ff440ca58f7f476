import { countDistinct } from "./count-distinct.js"
import { quantile } from "./quantile.js"
import { periodFor, rowsPerPeriod, type Period, type PeriodCount } from "./rows-per-period.js"
import { sortAscending } from "./sort-ascending.js"

/** What 64-bit milliseconds can say; instants beyond count as these ends. */
const farthest = 2 ** 63
const dayMs = 86_400_000

export interface TimeFacts {
  rows: number
  /** Milliseconds since 1970 UTC. */
  first: number
  last: number
  spanDays: number
  /** Rows whose instant another row has already had. */
  duplicates: number
  /** Median time from one row to the next; null for a single row. */
  medianGapMs: number | null
  /** Longest time without a row, and the row it follows; the first such. Null for a single row. */
  largestGapMs: number | null
  largestGapFrom: number | null
  /** Unit of `rowsPer`, chosen by the span. */
  period: Period
  /** Every period from the first to the last, empty ones included; at most some 200. */
  rowsPer: PeriodCount[]
  emptyPeriods: number
}

/** Facts about ascending instants, milliseconds since 1970 UTC, at least one; every figure finite. Does not change them. */
export function timeFacts(sorted: Float64Array): TimeFacts {
  const instants = withinReach(sorted)
  const [first, last] = [instants[0], instants[instants.length - 1]]
  const spanDays = (last - first) / dayMs
  const period = periodFor(spanDays)
  const rowsPer = rowsPerPeriod(instants, period)
  return {
    rows: instants.length,
    first,
    last,
    spanDays,
    duplicates: instants.length - countDistinct(instants),
    ...gaps(instants),
    period,
    rowsPer,
    emptyPeriods: rowsPer.filter(({ rows }) => rows === 0).length,
  }
}

/** The same instants with none beyond the ends, and 0 for -0. */
function withinReach(sorted: Float64Array): Float64Array {
  if (sorted[0] > 0 && sorted[sorted.length - 1] <= farthest) return sorted
  return sorted.map((instant) => Math.min(farthest, Math.max(-farthest, instant)) + 0)
}

function gaps(instants: Float64Array): Pick<TimeFacts, "medianGapMs" | "largestGapMs" | "largestGapFrom"> {
  if (instants.length < 2) return { medianGapMs: null, largestGapMs: null, largestGapFrom: null }
  const waits = new Float64Array(instants.length - 1)
  let largest = 0
  for (let i = 0; i < waits.length; i++) {
    waits[i] = instants[i + 1] - instants[i]
    if (waits[i] > waits[largest]) largest = i
  }
  return {
    largestGapMs: waits[largest],
    largestGapFrom: instants[largest],
    medianGapMs: quantile(sortAscending(waits), 0.5),
  }
}
