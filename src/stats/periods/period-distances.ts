import { jensenShannon } from "../jensen-shannon.js"
import { populationDeviation } from "../population-deviation.js"
import { sortAscending } from "../sort-ascending.js"
import { total } from "../total.js"
import { walkTies } from "../walk-ties.js"
import { areaToWhole, curveOf, noiseArea } from "./area-below.js"
import type { PeriodDistances } from "./period-limit.js"

/** Divisor of a reference that hardly varies. */
const smallestDeviation = 0.001

/** The periods of the reference in groups (all in one, or those of a weekday), and today. `Sample`: sorted values, or counts. */
export interface Grouped<Sample> {
  periods: readonly Sample[]
  /** The group of each period, by its place in `wholes`. */
  groupOf: readonly number[]
  /** All rows of each group, and at least those of its periods. */
  wholes: readonly Sample[]
  /** At least one row. */
  current: Sample
  currentGroup: number
  /** What one row adds to the square of a distance: see `numberNoise` and `categoryNoise`. */
  rate: number
}

/** How values are counted from now on: in deviations from a middle, where sums lose nothing. */
export interface Scale {
  centre: number
  deviation: number
}

/** The scale of all values of the reference, ascending, at least one. */
export function scaleOf(whole: Float64Array): Scale {
  return { centre: whole[whole.length >> 1], deviation: Math.max(smallestDeviation, populationDeviation(whole)) }
}

/** The values in deviations; their order stays. Halves are taken so that none is beyond the largest double. */
export const inScale = (values: Float64Array, { centre, deviation }: Scale): Float64Array =>
  values.map((value) => (value / 2 - centre / 2) / (deviation / 2))

/** The rate of Wasserstein distances to this ascending sample. Source: the mean area below a Brownian bridge. */
export const numberNoise = (whole: Float64Array): number => (2 / Math.PI) * noiseArea(whole) ** 2

/** The rate of Jensen–Shannon distances over so many categories. */
export const categoryNoise = (categories: number): number => (categories - 1) / 8

/** Wasserstein distances, in the unit of the values, of each period to the rest of its group, and of current to its own. Samples ascending. */
export function numberDistances(grouped: Grouped<Float64Array>): PeriodDistances {
  const curves = grouped.wholes.map(curveOf)
  const toRest = (period: Float64Array, group: number) => {
    const all = grouped.wholes[group].length
    return (areaToWhole(period, curves[group]) * all) / (all - period.length)
  }
  return distancesOf(
    grouped,
    ({ length }) => length,
    toRest,
    (whole, current) => walkTies(whole, current).area,
  )
}

/** Jensen–Shannon distances (base e) as above. All counts stand in one order of categories, those that only current has included. */
export function categoryDistances(grouped: Grouped<Float64Array>): PeriodDistances {
  const toRest = (period: Float64Array, group: number) =>
    jensenShannon(
      grouped.wholes[group].map((count, i) => count - period[i]),
      period,
    )
  return distancesOf(grouped, total, toRest, jensenShannon)
}

function distancesOf<Sample>(
  { periods, groupOf, wholes, current, currentGroup, rate }: Grouped<Sample>,
  rowsOf: (sample: Sample) => number,
  toRest: (period: Sample, group: number) => number,
  between: (whole: Sample, current: Sample) => number,
): PeriodDistances {
  const sizes = wholes.map(rowsOf)
  const noiseOf = (n: number, rest: number) => rate * (1 / n + 1 / rest)
  const distances: (number | null)[] = []
  const noise: (number | null)[] = []
  periods.forEach((period, i) => {
    const n = rowsOf(period)
    const rest = sizes[groupOf[i]] - n
    const alone = n === 0 || rest === 0
    distances.push(alone ? null : toRest(period, groupOf[i]))
    noise.push(alone ? null : noiseOf(n, rest))
  })
  return {
    distances,
    noise,
    current: between(wholes[currentGroup], current),
    noise_current: noiseOf(rowsOf(current), sizes[currentGroup]),
  }
}

/** All values of several ascending samples, ascending. */
export function joinSorted(samples: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(samples.reduce((sum, { length }) => sum + length, 0))
  let from = 0
  for (const sample of samples) {
    all.set(sample, from)
    from += sample.length
  }
  return sortAscending(all)
}
