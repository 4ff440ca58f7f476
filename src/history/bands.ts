import type { HistoryRun } from "../model.js"
import { benjaminiHochberg } from "../stats/benjamini-hochberg.js"
import { banded, type BandedValue } from "../stats/bands/banded.js"
import { rootedBands } from "../stats/bands/rooted.js"
import { sigmaBand } from "../stats/bands/sigma-band.js"
import { keyOf, seriesOf, type FigureSeries } from "./series.js"

/** Expected share of false alarms among the figures that leave their bands in a run. */
const falseShare = 0.05
const rememberedDays = 30
const fewestRemembered = 21
/** Facts and what follows of the verdict have rules of their own: no alarm is made of them by itself. */
const judged: ReadonlySet<string> = new Set(["no_answer", "drift", "drifted_columns"])

/** A series with the band of each of its runs. */
export interface BandedSeries {
  series: FigureSeries
  bands: BandedValue[]
}

/** What a run's figures are held to: bands of the runs before it. */
export interface Bands {
  /** The series up to this run; null for a figure that the history does not have. */
  of(name: string, subject: string): BandedSeries | null
  /**
   * Whether the figure is outside; null while that is not known. `band`: its chance is below 0.0027 and, adjusted (Benjamini-Hochberg) for
   * the other figures of its name in the run, below 0.05. `lasting`: adjusted for all figures of the run, and outside in the run before
   * as well. `sigma`: beyond three standard deviations of the 30 days before.
   */
  outside(name: string, subject: string, rule: "band" | "sigma" | "lasting"): boolean | null
}

/** The bands of each of these runs, by its place. Oldest first, all of one kind. Worked out on demand. `series`: those of the runs. */
export function bandsOf(runs: readonly HistoryRun[], series = seriesOf(runs)): (i: number) => Bands {
  const all = new Map(series.map((each) => [keyOf(each.name, each.subject), each]))
  const known = new Map<string, BandedSeries>()
  const find = (key: string, series: FigureSeries): BandedSeries => {
    const found = known.get(key) ?? { series, bands: bandsFor(series) }
    known.set(key, found)
    return found
  }
  return (i) => {
    const adjusted = new Map<string, ReadonlyMap<string, number>>()
    const adjustedFor = (name: string) => {
      const counts = ({ series, bands }: BandedSeries) =>
        name === "" ? !judged.has(series.name) && hasRoom(bands[i]) : series.name === name
      const among = () => Array.from(all, ([key, series]) => ({ key, ...find(key, series) })).filter(counts)
      const made = adjusted.get(name) ?? adjust(among(), i)
      adjusted.set(name, made)
      return made
    }
    return {
      of(name, subject) {
        const key = keyOf(name, subject)
        const series = all.get(key)
        return series === undefined ? null : upTo(i, find(key, series))
      },
      outside(name, subject, rule) {
        const key = keyOf(name, subject)
        const series = all.get(key)
        if (series === undefined) return null
        if (rule === "sigma") return outsideSigma(series.points.slice(0, i + 1))
        const found = find(key, series)
        const { p, outside } = found.bands[i]
        if (p === null || !outside) return p === null ? null : false
        if (rule === "lasting" && !isLasting(found, i)) return false
        return (adjustedFor(rule === "band" ? name : "").get(key) ?? 1) < falseShare
      },
    }
  }
}

function bandsFor({ isDistance, anew, points }: FigureSeries): BandedValue[] {
  const starts = [0, ...anew]
  return starts.flatMap((start, k) => {
    const part = points.slice(start, starts.at(k + 1) ?? points.length)
    return isDistance ? rootedBands(part) : banded(part)
  })
}

const upTo = (i: number, { series, bands }: BandedSeries): BandedSeries => ({
  series: { ...series, points: series.points.slice(0, i + 1) },
  bands: bands.slice(0, i + 1),
})

/**
 * Whether the last run before that had the figure lay outside as well, on the same side, and this one lies further than at least 21 values
 * of the 30 days before, all that were inside: a weekday's band, of two to four values, may be narrow by chance.
 */
function isLasting({ series: { points }, bands }: BandedSeries, i: number): boolean {
  const before = bands.slice(0, i).findLastIndex(({ p }) => p !== null)
  const side = (k: number) => Math.sign((points[k].value ?? 0) - (bands[k].band?.center ?? 0))
  if (before < 0 || !bands[before].outside || side(before) !== side(i)) return false
  const { day, value } = points[i]
  const remembered = points.slice(0, i).flatMap((each, k) => {
    const counts = each.value !== null && !bands[k].outside && each.day >= day - rememberedDays
    return counts ? [each.value] : []
  })
  return remembered.length >= fewestRemembered && remembered.every((each) => side(i) * ((value ?? 0) - (each ?? 0)) > 0)
}

/** A figure that was always the same says nothing of how far it may go; a band as narrow as rounding is none. */
export function hasRoom({ band }: BandedValue): boolean {
  return band !== null && band.high - band.low > rounding * Math.max(1, Math.abs(band.center))
}
const rounding = 1e-8

function adjust(among: readonly (BandedSeries & { key: string })[], i: number): ReadonlyMap<string, number> {
  const tested = among.flatMap(({ key, bands }) => {
    const { p } = bands[i]
    return p === null ? [] : [{ key, p }]
  })
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p))
  return new Map(tested.map(({ key }, k) => [key, adjusted[k]]))
}

function outsideSigma(points: FigureSeries["points"]): boolean | null {
  const last = points.at(-1)
  if (last === undefined || last.value === null) return null
  const earlier = points
    .slice(0, -1)
    .filter(({ day }) => day >= last.day - rememberedDays)
    .flatMap(({ value }) => value ?? [])
  const band = sigmaBand(earlier)
  return band === null ? null : last.value < band.low || last.value > band.high
}
