import { sinceOfRun } from "../judge/since.js"
import { kindOf } from "../kinds/kinds.js"
import type { HistoryMetric, HistoryRun, SinceItem, Trend, TrendColumn, TrendMetric, TrendRun } from "../model.js"
import { remember } from "../stats/remember.js"
import { bandedCourses, type BandedCourses } from "./banded-courses.js"
import { besideRuns } from "./beside-runs.js"
import { gradualDrift } from "./gradual-drift.js"
import { lastingChanges } from "./lasting-change.js"
import { subjectOf } from "./line-figures.js"

/** Runs that a report shows. */
const mostRuns = 30
const mostColumns = 8
/** Columns with a mark, however near their threshold, that are shown in place of louder ones. */
const mostMarked = 20
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
  const courses = bandedCourses(runs, shown.length)
  return {
    runs: withShareBands(shown.map(trendRun), courses),
    total_runs: runs.length,
    columns: furthestColumns(shown, mostColumns),
    metrics: metricCourses(shown, courses),
    gradual: gradualDrift(shown),
    lasting: lastingChanges(runs),
    unusual: courses.unusual,
    ...(beside && { beside_runs: beside }),
  }
}

/** The figures of the last run, each with its value in every run. */
function metricCourses(runs: readonly HistoryRun[], courses: BandedCourses): TrendMetric[] {
  const byRun = runs.map(metricValues)
  return (runs.at(-1)?.metrics ?? []).slice(0, mostMetrics).map(({ id, labels }) => ({
    id,
    labels,
    values: byRun.map((values) => values.get(metricKey({ id, labels })) ?? null),
    ...bandOf(courses, id, subjectOf(labels)),
  }))
}

const metricKey = ({ id, labels }: Pick<HistoryMetric, "id" | "labels">) => JSON.stringify([id, labels])
const metricValues = remember(
  ({ metrics }: HistoryRun) => new Map(metrics.map((metric) => [metricKey(metric), metric.value])),
)

function bandOf(courses: BandedCourses, name: string, subject: string): Pick<TrendMetric, "bands" | "outside"> {
  const { bands = [], outside = [] } = courses.of(name, subject) ?? {}
  const isKnown = bands.some((band) => band !== null)
  return { ...(isKnown ? { bands } : {}), ...(outside.length > 0 ? { outside } : {}) }
}

/** The runs with the band of their drift share; `courses`: over as many runs. */
export function withShareBands(runs: readonly TrendRun[], courses: BandedCourses): TrendRun[] {
  const bands = courses.of("drift_share", "")?.bands
  return runs.map((run, i) => {
    const band = bands?.at(i) ?? null
    return band === null ? run : { ...run, share_band: band }
  })
}

export const trendRun = (run: HistoryRun): TrendRun => ({
  run: run.run,
  created_at: run.created_at,
  status: run.status,
  drift_share: run.drift_share,
  drift_share_threshold: run.drift_share_threshold,
  config_hash: run.config_hash,
})

type Mark = NonNullable<TrendColumn["mark"]>

/**
 * Columns with their ratios in each run: what is new in the last run, then what lasts and what is accepted, then the others, the
 * furthest past their threshold first in the last run that tested them. `most`: how many, unless more have a mark.
 */
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
  const marks = marksOf(runs)
  const rank = (name: string) => ranks[marks.get(name) ?? "none"]
  const marked = Array.from(ratios.keys()).filter((name) => marks.has(name)).length
  return Array.from(ratios, ([name, row]) => ({ name, ratios: row, latest: latest(row) }))
    .sort((a, b) => rank(a.name) - rank(b.name) || b.latest - a.latest || (a.name < b.name ? -1 : 1))
    .slice(0, Math.max(most, Math.min(marked, mostMarked)))
    .map(({ name, ratios: row }) => ({ name, ratios: row, ...markOf(marks.get(name)) }))
}

const ranks: Record<Mark | "none", number> = { new: 0, lasting: 1, accepted: 1, none: 2 }

const markOf = (mark: Mark | undefined) => (mark === undefined ? {} : { mark })

/** Of the columns of the last run; nothing is new where no run with a verdict came before. */
function marksOf(runs: readonly HistoryRun[]): Map<string, Mark> {
  const last = runs.at(-1)
  const since = last === undefined ? null : sinceOfRun(last, runs.slice(0, -1))
  const named = (items: readonly SinceItem[], mark: Mark) =>
    items.flatMap(({ kind, column }): [string, Mark][] =>
      kind === "column" && column !== null ? [[column, mark]] : [],
    )
  const accepted = (last?.columns ?? []).flatMap((column): [string, Mark][] =>
    column.accepted ? [[column.name, "accepted"]] : [],
  )
  if (since === null || since.run === null) return new Map(accepted)
  return new Map([...named(since.new, "new"), ...named(since.lasting, "lasting"), ...accepted])
}
