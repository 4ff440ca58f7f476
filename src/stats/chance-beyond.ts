import { normalSf, regularizedBeta } from "./special.js"

interface Beyond {
  /** Values that lie beyond the limit, of how many; whole numbers, `found` at most `values`. */
  found: number
  values: number
  /** Values that the limit is made of, at least 2. */
  known: number
  /** Standard deviations (of all of them, divided by their number) from their mean to the limit. */
  reach: number
}

/**
 * How likely at least so many values lie beyond a limit by chance, in [0, 1]: values and those that the limit is made of are independent and
 * of one normal distribution. Values share the limit, so that they lie beyond it together where chance set it too near: their number
 * is binomial for each place of the limit, and its law the mean of these over all places. By the trapezoid rule, to about 1e-4.
 */
export function chanceBeyond({ found, values, known, reach }: Beyond): number {
  if (found <= 0) return 1
  const [means, spreads] = [meanGrid(known), spreadGrid(known)]
  let [sum, weight] = [0, 0]
  for (const mean of means)
    for (const spread of spreads) {
      const share = normalSf(reach * spread.at - mean.at)
      const both = mean.density * spread.density
      sum += both * regularizedBeta(found, values - found + 1, share)
      weight += both
    }
  return sum / weight
}

interface Point {
  at: number
  /** Up to a factor. */
  density: number
}

/** Of the mean of so many standard normal values. */
const meanGrid = (known: number): Point[] =>
  grid(-8 / Math.sqrt(known), 8 / Math.sqrt(known)).map((at) => ({ at, density: Math.exp((-known * at * at) / 2) }))

/** Of their standard deviation. */
function spreadGrid(known: number): Point[] {
  const logDensity = (at: number) => (known - 2) * Math.log(at) - (known * at * at) / 2
  const most = Math.sqrt((known - 2) / known)
  const width = 8 / Math.sqrt(known)
  const highest = most > 0 ? logDensity(most) : 0
  return grid(Math.max(0, most - width), most + width)
    .filter((at) => at > 0 || known === 2)
    .map((at) => ({ at, density: at === 0 ? 0.5 : Math.exp(logDensity(at) - highest) }))
}

const steps = 200
const grid = (from: number, to: number) => Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps)
