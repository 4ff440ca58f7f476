import { fewestDays, historyBand, outsideLevel, type HistoryBand } from "./history-band.js"
import type { Dated } from "./season.js"

export interface BandedValue {
  /** Null while the band is learned, and where there is no value. */
  band: HistoryBand | null
  /** Of the value in its band; null without one. */
  p: number | null
  outside: boolean
}

/** Days before the day in question that count. */
const historyDays = 30
/** As many values outside in a row are a new level: the band begins anew with the first of them. */
const newLevelAfter = 7

/**
 * Each value of a series in the band of the values before it: of the last 30 days, those left out that lay outside themselves. Seven in a
 * row outside are a new level, and the band is learned anew from the first of them. `value` null: the day has none. In order of days.
 */
export function banded(series: readonly { day: number; value: number | null }[]): BandedValue[] {
  const outside = new Set<number>()
  let first = 0
  let inARow: number[] = []
  const days = daysUpTo(series)
  return series.map(({ day, value }, i) => {
    if (days[i] - days[first] < fewestDays) return { band: null, p: null, outside: false }
    const history = series.slice(first, i).flatMap((each, k) => {
      const counts = each.value !== null && each.day >= day - historyDays && each.day < day && !outside.has(first + k)
      return counts ? [each as Dated] : []
    })
    const band = historyBand(history, day)
    if (value === null) return { band, p: null, outside: false }
    const p = band === null ? null : band.pOf(value)
    const out = p !== null && p < outsideLevel
    inARow = out ? [...inARow, i] : []
    if (out) outside.add(i)
    if (inARow.length === newLevelAfter) {
      first = inARow[0]
      outside.clear()
      inARow = []
    }
    return { band, p, outside: out }
  })
}

/** How many different days there are up to each of the values, less one. */
function daysUpTo(series: readonly { day: number }[]): number[] {
  let days = 0
  return series.map(({ day }, i) => (i > 0 && day !== series[i - 1].day ? ++days : days))
}
