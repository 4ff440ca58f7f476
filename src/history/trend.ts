import type { HistoryRun, Trend, TrendColumn, TrendRun } from "../model.js"
import { gradualDrift } from "./gradual-drift.js"

/** Runs that a report shows. */
const mostRuns = 30
const mostColumns = 8

/** A run beside those before it. `runs`: the whole history in order, up to and with this run. */
export function trendOf(runs: readonly HistoryRun[]): Trend {
  const shown = runs.slice(-mostRuns)
  return {
    runs: shown.map(trendRun),
    total_runs: runs.length,
    columns: furthestColumns(shown, mostColumns),
    gradual: gradualDrift(shown),
  }
}

export const trendRun = (run: HistoryRun): TrendRun => ({
  run: run.run,
  created_at: run.created_at,
  status: run.status,
  drift_share: run.drift_share,
  drift_share_threshold: run.drift_share_threshold,
  config_hash: run.config_hash,
})

/** The columns that are furthest past their threshold in the last run that tested them, with their ratios in each run. */
export function furthestColumns(runs: readonly HistoryRun[], most: number): TrendColumn[] {
  const ratios = new Map<string, (number | null)[]>()
  runs.forEach(({ columns }, i) => {
    for (const { name, ratio } of columns) {
      const row = ratios.get(name) ?? new Array<number | null>(runs.length).fill(null)
      row[i] = ratio
      ratios.set(name, row)
    }
  })
  const latest = (row: readonly (number | null)[]) => row.findLast((ratio) => ratio !== null) ?? 0
  return Array.from(ratios, ([name, row]) => ({ name, ratios: row, latest: latest(row) }))
    .sort((a, b) => b.latest - a.latest || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name, ratios: row }) => ({ name, ratios: row }))
}
