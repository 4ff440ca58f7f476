import { benjaminiHochberg } from "../stats/benjamini-hochberg.js"
import { banded, type BandedValue } from "../stats/bands/banded.js"
import { sigmaBand } from "../stats/bands/sigma-band.js"
import type { AlertFigure, HistoryRun } from "../model.js"
import { figuresOfLine } from "./figures.js"

const dayMs = 86_400_000
/** 1970-01-01 was a Thursday; day 0 of a series is a Monday. */
const thursday = 3
/** Expected share of false alarms among the figures of one name that leave their bands in a run. */
const falseShare = 0.05
const sigmaDays = 30

/** A figure of the history from run to run. */
export interface FigureSeries {
  name: string
  subject: string
  /** One per run, oldest first; null where the run has no such figure. */
  points: { day: number; value: number | null }[]
}

/** The series of every figure of these runs, oldest first; in the order in which they first occur. */
export function seriesOf(runs: readonly HistoryRun[]): FigureSeries[] {
  const days = runs.map(({ created_at }) => Math.floor(Date.parse(created_at) / dayMs) + thursday)
  const series = new Map<string, FigureSeries>()
  for (const [i, run] of runs.entries())
    for (const { name, subject, value } of figuresOfLine(run)) {
      const key = keyOf(name, subject)
      const known = series.get(key) ?? { name, subject, points: days.map((day) => ({ day, value: null })) }
      known.points[i] = { day: days[i], value }
      series.set(key, known)
    }
  return Array.from(series.values())
}

export const keyOf = (name: string, subject: string): string => JSON.stringify([name, subject])

/** What the last run's figures are held to: bands of the runs before it. */
export interface Bands {
  /** The series in the band of each of its runs; null for a figure that the history does not have. */
  of(name: string, subject: string): { series: FigureSeries; bands: BandedValue[] } | null
  outside(name: string, subject: string, rule: "band" | "sigma"): boolean | null
}

/**
 * Bands of the last of these runs. A figure is outside where its chance is below 0.0027 and, adjusted (Benjamini-Hochberg) for the other
 * figures of its name in the run, below 0.05. Worked out on demand.
 */
export function bandsOf(runs: readonly HistoryRun[]): Bands {
  const series = new Map(seriesOf(runs).map((each) => [keyOf(each.name, each.subject), each]))
  const known = new Map<string, BandedValue[]>()
  const bandsFor = (key: string, { points }: FigureSeries) => {
    const bands = known.get(key) ?? banded(points)
    known.set(key, bands)
    return bands
  }
  const adjusted = new Map<string, ReadonlyMap<string, number>>()
  const adjustedFor = (name: string) => {
    const made =
      adjusted.get(name) ??
      adjust(
        Array.from(series).filter(([, each]) => each.name === name),
        bandsFor,
      )
    adjusted.set(name, made)
    return made
  }
  return {
    of(name, subject) {
      const key = keyOf(name, subject)
      const found = series.get(key)
      return found === undefined ? null : { series: found, bands: bandsFor(key, found) }
    },
    outside(name, subject, rule) {
      const key = keyOf(name, subject)
      const found = series.get(key)
      if (found === undefined) return null
      if (rule === "sigma") return outsideSigma(found)
      const last = bandsFor(key, found).at(-1)
      return last === undefined || last.p === null
        ? null
        : last.outside && (adjustedFor(name).get(key) ?? 1) < falseShare
    },
  }
}

function adjust(
  all: readonly [string, FigureSeries][],
  bandsFor: (key: string, series: FigureSeries) => BandedValue[],
): ReadonlyMap<string, number> {
  const tested = all.flatMap(([key, series]) => {
    const p = bandsFor(key, series).at(-1)?.p ?? null
    return p === null ? [] : [{ key, p }]
  })
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p))
  return new Map(tested.map(({ key }, i) => [key, adjusted[i]]))
}

function outsideSigma({ points }: FigureSeries): boolean | null {
  const last = points.at(-1)
  if (last === undefined || last.value === null) return null
  const earlier = points
    .slice(0, -1)
    .filter(({ day }) => day >= last.day - sigmaDays)
    .flatMap(({ value }) => value ?? [])
  const band = sigmaBand(earlier)
  return band === null ? null : last.value < band.low || last.value > band.high
}

/** The figures of a run's report, or of its line where the report is gone, with those that only the line has. */
export function allFigures(ofReport: readonly AlertFigure[] | null, run: HistoryRun): AlertFigure[] {
  const ofLine = figuresOfLine(run)
  if (ofReport === null) return ofLine
  const known = new Set(ofReport.map(({ name, subject }) => keyOf(name, subject)))
  return [...ofReport, ...ofLine.filter(({ name, subject }) => !known.has(keyOf(name, subject)))]
}
