import { kindOf } from "../kinds/kinds.js"
import type { FigureOverPeriods, FiguresByPeriod, HistoryMetric, HistoryRun } from "../model.js"
import { quantile } from "../stats/quantile.js"
import { sortAscending } from "../stats/sort-ascending.js"

const mostFigures = 40
/** Months are shown up to a year and a half; a longer history by quarters, its last ones. */
const mostPeriods = 18

/**
 * The figures of all rows that the newest run has, by calendar month (UTC) of the runs, or by quarter where these are more than 18; null
 * within one month. Windows of runs overlap, so what runs say is not added up: each period has their median, least and most.
 */
export function figuresByPeriod(runs: readonly HistoryRun[]): FiguresByPeriod | null {
  const judged = runs.filter((run) => kindOf(run).failsOnFindings && run.metrics.length > 0)
  const ids = (judged.at(-1)?.metrics ?? []).filter(isWhole).map(({ id }) => id)
  const monthly = byPeriod(judged, (date) => date.slice(0, 7))
  if (monthly.size < 2 || ids.length === 0) return null
  const unit = monthly.size > mostPeriods ? "quarter" : "month"
  const grouped = unit === "month" ? monthly : byPeriod(judged, quarterOf)
  const periods = Array.from(grouped.keys()).sort().slice(-mostPeriods)
  return {
    unit,
    periods,
    figures: ids.slice(0, mostFigures).map((id) => ({
      id,
      values: periods.map((period) => overRuns(grouped.get(period) ?? [], id)),
    })),
  }
}

function byPeriod(runs: readonly HistoryRun[], periodOf: (date: string) => string): Map<string, HistoryRun[]> {
  const groups = new Map<string, HistoryRun[]>()
  for (const run of runs) {
    const period = periodOf(run.created_at)
    const group = groups.get(period)
    if (group === undefined) groups.set(period, [run])
    else group.push(run)
  }
  return groups
}

/** "2026-Q4" of an ISO date. */
function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`
}

const isWhole = ({ labels }: HistoryMetric) => Object.keys(labels).length === 0

function overRuns(runs: readonly HistoryRun[], id: string): FigureOverPeriods["values"][number] {
  const found = runs.flatMap(({ metrics }) => metrics.filter((metric) => metric.id === id && isWhole(metric)))
  if (found.length === 0) return null
  const sorted = sortAscending(Float64Array.from(found, ({ value }) => value))
  return {
    runs: found.length,
    median: quantile(sorted, 0.5),
    least: sorted[0],
    most: sorted[sorted.length - 1],
    failed: found.filter(({ status }) => status === "fail").length,
  }
}
