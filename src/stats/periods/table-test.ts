import { median } from "../median.js"
import { tailBound } from "./tail-bound.js"
import { fewestPeriods, type PeriodDistances } from "./period-limit.js"

/** How far all columns together are from the reference: the mean logarithm of their distances in units of an ordinary period's. */
export interface TableTest {
  score: number
  /** What an ordinary period passes with probability `level`. */
  limit: number
  drift: boolean
}

/** No distance counts as less, so that no logarithm is without end. */
const smallest = 1e-4

/**
 * Whether all columns together moved more than the reference's periods do; null where too few periods have all columns. It sees many
 * columns that move a little, whatever ties them together. Numbers: `table` in fixtures/golden/periods_flights.json.
 */
export function tableTest(columns: readonly PeriodDistances[], level: number, independent: number): TableTest | null {
  const scaled = columns.flatMap((column) => {
    const known = column.distances.filter((distance) => distance !== null)
    const usual = known.length === 0 ? 0 : median(known)
    return usual === 0 ? [] : [{ ...column, usual }]
  })
  if (scaled.length === 0) return null
  const steps = ({ usual }: { usual: number }, distance: number) => Math.log(Math.max(distance, smallest) / usual)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const periods = scaled[0].distances.flatMap((_, i) => {
    const each = scaled.flatMap((column) => {
      const distance = column.distances[i]
      return distance === null ? [] : [steps(column, distance)]
    })
    return each.length < scaled.length ? [] : [mean(each)]
  })
  if (periods.length < fewestPeriods) return null
  const score = mean(scaled.map((column) => steps(column, column.current)))
  const limit = tailBound(periods, level, Math.min(independent, periods.length))
  return { score, limit, drift: score > limit }
}
