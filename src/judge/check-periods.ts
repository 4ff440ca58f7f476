import type { CheckAlone, CheckedPeriods, CheckResult, PeriodRows } from "../model.js"
import { fewestPeriods } from "../stats/periods/period-limit.js"
import { tailBound } from "../stats/periods/tail-bound.js"

/** A value that more than this share of the periods reach is no finding. */
const ordinary = 0.05

/**
 * The result, held to what the reference's own periods show: it fails only beyond their tail, and is none where ordinary periods reach
 * as much.
 */
export function besidePeriods(result: CheckResult, check: CheckAlone, periods: CheckedPeriods | null): CheckResult {
  const { status, value, column, message } = result
  if (periods === null || value === null || (status !== "fail" && status !== "warn")) return result
  const values = valuesIn(check, column, periods)
  if (values.length < fewestPeriods) return result
  const as = values.filter((each) => each >= value).length
  if (as > ordinary * values.length)
    return { ...result, status: "pass", message: `${message}; as in ${as} of ${periods.words}` }
  const bound = tailBound(values, periods.level, Math.min(periods.independent, values.length))
  if (status === "warn" || value > bound) return result
  return { ...result, status: "warn", message: `${message}; the reference's ${periods.words} come near it` }
}

function valuesIn(check: CheckAlone, column: string | null, periods: CheckedPeriods): number[] {
  if (check.inPeriod === undefined) return []
  const rows = column === null ? periods.rows.map(rowsAlone) : (periods.columns.get(column) ?? [])
  return rows.flatMap((period) => check.inPeriod?.(period, periods.reference_rows) ?? [])
}

const rowsAlone = (rows: number): PeriodRows => ({
  rows,
  missing: 0,
  infinite: 0,
  distinct: 0,
  most: 0,
  most_elsewhere: 0,
  fresh: 0,
  gone: 0,
})
