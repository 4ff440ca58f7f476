import { kindOf } from "../kinds/kinds.js"
import type { HistoryMetric, HistoryRun, Trend, TrendColumn, TrendMetric, TrendRun } from "../model.js"
import { besideRuns } from "./beside-runs.js"
import { gradualDrift } from "./gradual-drift.js"
import { lastingChanges } from "./lasting-change.js"

/** Runs that a report shows. */
const mostRuns = 30
const mostColumns = 8
const mostMetrics = 60

/** Runs of the last one's kind: runs of two kinds have no figure in common, so that no series holds both. */
export function alike<R extends Pick<HistoryRun, "kind">>(runs: readonly R[]): R[] {
  const kind = runs.at(-1)?.kind
  return runs.filter((run) => run.kind === kind)
}

/** The runs that have a drift share. */
export const withDriftShare = <R extends Pick<HistoryRun, "kind">>(runs: readonly R[]): R[] =>
  runs.filter((run) => kindOf(run).hasDriftShare)

/** A run beside those like it before. `history`: all runs in order, up to and with this one. */
export function trendOf(history: readonly HistoryRun[]): Trend {
  const runs = alike(history)
  const shown = runs.slice(-mostRuns)
  const beside = besideRuns(runs)
  return {
    runs: shown.map(trendRun),
    total_runs: runs.length,
    columns: furthestColumns(shown, mostColumns),
    metrics: metricCourses(shown),
    gradual: gradualDrift(shown),
    lasting: lastingChanges(runs),
    ...(beside && { beside_runs: beside }),
  }
}

/** The figures of the last run, each with its value in every run. */
function metricCourses(runs: readonly HistoryRun[]): TrendMetric[] {
  const key = ({ id, labels }: Pick<HistoryMetric, "id" | "labels">) => JSON.stringify([id, labels])
  const byRun = runs.map(({ metrics }) => new Map(metrics.map((metric) => [key(metric), metric.value])))
  return (runs.at(-1)?.metrics ?? []).slice(0, mostMetrics).map(({ id, labels }) => ({
    id,
    labels,
    values: byRun.map((values) => values.get(key({ id, labels })) ?? null),
  }))
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
