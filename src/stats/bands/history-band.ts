import { mannKendall } from "../mann-kendall.js"
import { median } from "../median.js"
import { tQuantile } from "../intervals/t-quantile.js"
import { tTwoSided } from "../special.js"
import { pairSlope } from "./pair-slope.js"
import { seasonOf, type Dated } from "./season.js"

/** Where the next value of a series is expected. */
export interface HistoryBand {
  /** What is expected on the day. */
  center: number
  low: number
  high: number
  /** The chance of a value at least as far from `center` as `value`, in [0, 1]; 1 within rounding of it. */
  pOf: (value: number) => number
  season: "none" | "weekend" | "weekday"
  /** By day, where the values rise or fall surely; otherwise 0. */
  slope: number
}

/** Different days without which there is no band. */
export const fewestDays = 14
/** The chance of an ordinary value outside its band: 3 standard deviations of a normal distribution. */
export const outsideLevel = 0.0027
/** Mann-Kendall p-value below which the values follow a line. */
const surelyTrend = 0.001
/** Residuals beyond as many robust standard deviations are left out. */
const farOut = 4
/** From the median absolute deviation to the standard deviation of a normal distribution. */
const normalMad = 1.4826
/** Differences within this share of the values are rounding. */
const rounding = 1e-9

/**
 * The band of a series on `day`, from earlier values in order of their days; null (still learning) with fewer than 14 different days,
 * or where the season has no earlier value of such a day. Medians of weekdays or weekends where they pay for themselves, Sen's slope
 * where Mann-Kendall is sure, residuals beyond 4 robust standard deviations left out, then the t prediction interval of the rest.
 * Days are whole numbers, 0 a Monday. O(n²). Numbers: fixtures/golden/alert_histories.json.
 */
export function historyBand(history: readonly Dated[], day: number): HistoryBand | null {
  if (new Set(history.map((each) => each.day)).size < fewestDays) return null
  const season = seasonOf(history, day)
  const line = lineThrough(history, season.residuals)
  const residuals = season.residuals.map((residual, i) => residual - line.at(history[i].day))
  const kept = withoutOutliers(residuals)
  const { mean, deviation } = meanAndDeviation(kept)
  const center = season.level + line.at(day) + mean
  const error = deviation * Math.sqrt(1 + 1 / kept.length)
  const dof = kept.length - 1
  const half = error * reachOf(dof) + rounding * Math.max(1, Math.abs(center))
  return {
    center,
    low: center - half,
    high: center + half,
    pOf: (value) => chance(Math.abs(value - center) - rounding * Math.max(1, Math.abs(center)), error, dof),
    season: season.name,
    slope: line.slope,
  }
}

/** The t quantile of `outsideLevel`, by degrees of freedom. */
const reaches = new Map<number, number>()
function reachOf(dof: number): number {
  const reach = reaches.get(dof) ?? tQuantile(outsideLevel, dof)
  reaches.set(dof, reach)
  return reach
}

function lineThrough(history: readonly Dated[], residuals: readonly number[]) {
  if (mannKendall(residuals).p >= surelyTrend) return { slope: 0, at: () => 0 }
  const slope = pairSlope(history.map((each, i) => ({ day: each.day, value: residuals[i] })))
  const intercept = median(residuals.map((residual, i) => residual - slope * history[i].day))
  return { slope, at: (day: number) => intercept + slope * day }
}

/** Where more than half are equal the robust deviation is 0 and only those are left. */
function withoutOutliers(residuals: readonly number[]): readonly number[] {
  const middle = median(residuals)
  const reach = farOut * normalMad * median(residuals.map((residual) => Math.abs(residual - middle)))
  return residuals.filter((residual) => Math.abs(residual - middle) <= reach)
}

function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) }
}

function chance(distance: number, error: number, dof: number): number {
  if (distance <= 0) return 1
  return error === 0 ? 0 : tTwoSided(distance / error, dof)
}
