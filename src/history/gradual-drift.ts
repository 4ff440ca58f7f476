import type { GradualDrift, HistoryColumn, HistoryRun } from "../model.js"
import { distanceRatio, pRatio } from "../words/ratio.js"
import { benjaminiHochberg } from "../stats/benjamini-hochberg.js"
import { mannKendall } from "../stats/mann-kendall.js"
import { senSlope } from "../stats/sen-slope.js"

/** Fewer runs say nothing of a trend. */
export const fewestRuns = 8

/**
 * The adjusted p-value below which a column rises or falls. Windows of 30 runs overlap from night to night, so one chance trend stays for
 * many nights: with 20 columns in which nothing changes, 0.05 cries 4.4 times a year, 0.01 0.6 times (docs/history.md).
 */
export const surely = 0.01

/**
 * Whether the scores of each column tested in the last run rise or fall over the runs, the surest rise first. A series holds the
 * runs since the configuration last changed in which the column was measured as in the last run: figures of another method are
 * never mixed in.
 */
export function gradualDrift(runs: readonly HistoryRun[]): GradualDrift[] {
  const last = runs.at(-1)
  if (last === undefined) return []
  const alike = sinceChange(runs, last.config_hash)
  const byName = alike.map(({ columns }) => new Map(columns.map((column) => [column.name, column])))
  const found = last.columns.flatMap((column) => {
    const series = alike.flatMap((run, i) => {
      const then = byName[i].get(column.name)
      return then !== undefined && measuredAlike(then, column) ? [{ run, then }] : []
    })
    if (series.length < fewestRuns) return []
    const references = new Set(series.map(({ run }) => run.reference.sha256)).size
    return [
      {
        column,
        references,
        drifted: series.some(({ then }) => then.drifted),
        levels: series.map(({ then }) => level(then)),
      },
    ]
  })
  const tests = found.map(({ levels }) => mannKendall(levels))
  const adjusted = benjaminiHochberg(tests.map(({ p }) => p))
  return found
    .map(({ column, references, drifted, levels }, i) => {
      const direction = adjusted[i] >= surely ? "steady" : tests[i].z > 0 ? "rising" : "falling"
      const { slope, intercept } = senSlope(levels)
      const to = intercept + slope * (levels.length - 1)
      const left = (1 - to) / slope
      return {
        column: column.name,
        direction,
        runs: levels.length,
        references,
        p_value: tests[i].p,
        p_value_adjusted: adjusted[i],
        slope,
        from: intercept,
        to,
        runs_to_threshold: direction === "rising" && slope > 0 && left > 0 ? Math.ceil(left) : null,
        drifted,
      } satisfies GradualDrift
    })
    .sort((a, b) => rank[a.direction] - rank[b.direction] || a.p_value - b.p_value || (a.column < b.column ? -1 : 1))
}

const rank = { rising: 0, falling: 1, steady: 2 } as const

/** The runs at the end that share this configuration; those without an answer tell nothing and break nothing. */
export function sinceChange(runs: readonly HistoryRun[], hash: string | null): readonly HistoryRun[] {
  const change = runs.findLastIndex((run) => run.columns.length > 0 && run.config_hash !== hash)
  return runs.slice(change + 1)
}

/**
 * One method. A threshold that was set is part of the configuration; one that still differs follows the number of rows, as noise does, and
 * scores count in thresholds.
 */
const measuredAlike = (a: HistoryColumn, b: HistoryColumn) => a.method === b.method && a.kind === b.kind

/** Beyond this it does not matter how far, and lines through such figures stay finite. */
const farthest = 1e9

/** How far the column is, in thresholds, whatever its method. */
const level = ({ score, threshold, kind }: HistoryColumn) =>
  Math.min(farthest, kind === "test" ? pRatio(score, threshold) : distanceRatio(score, threshold))
