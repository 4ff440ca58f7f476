/** Epps–Singleton's statistic of values of which only ranges are known. */
import { correction, figuresAt, frequencyOf } from "../stats/epps-singleton.js"
import { mergeSorted } from "../stats/merge-sorted.js"
import { quantile } from "../stats/quantile.js"
import { symmetricEigen } from "../stats/symmetric-eigen.js"
import type { Ranges } from "./thinned-ranges.js"

/** Eigenvalues above this part of the largest are surely no rounding. */
const surelyThere = 1e-9

/**
 * What the statistic may be; null where it may have no value. It is all · sup (v·d)²/(vᵀSv) over directions v, with d the difference of
 * the means and S the spread. A figure of a row (a point on two circles) moves no further than its angle, so that v·d and the root of
 * vᵀSv move by no more than the mean and the root mean square of that, times the length of v, which is at most the root of vᵀSv over
 * that of the smallest eigenvalue.
 */
export function waveBounds(x: Ranges, y: Ranges): { low: number; high: number; even: number } | null {
  const [n, m] = [x.low.length, y.low.length]
  const all = n + m
  const [a, b] = [middleOf(x), middleOf(y)]
  const pool = { low: mergeSorted(x.low, y.low), high: mergeSorted(x.high, y.high), even: mergeSorted(a, b) }
  const quartiles = (of: Float64Array) => [quantile(of, 0.25), quantile(of, 0.75)]
  const [[lowest, low], [most, high], [lower, upper]] = [pool.low, pool.high, pool.even].map(quartiles)
  if (low <= most || lower === upper) return null
  const middle = quantile(pool.even, 0.5)
  const frequency = frequencyOf(lower, upper)
  const frequencies = { least: frequencyOf(lowest, high), most: frequencyOf(most, low) }
  const { difference, spread } = figuresAt(a, b, middle, frequency)
  if (!spread.flat().every(Number.isFinite)) return null

  const { values, vectors } = symmetricEigen(spread)
  const [smallest, largest] = [Math.min(...values), Math.max(...values)]
  if (!(smallest > surelyThere * largest)) return null
  const even = values.reduce((sum, value, k) => {
    const part = vectors[k].reduce((along, entry, i) => along + entry * difference[i], 0)
    return sum + (part * part) / value
  }, 0)

  const off = Math.max(frequencies.most - frequency, frequency - frequencies.least)
  const moves = [movesOf(x, a, middle, frequencies.most, off), movesOf(y, b, middle, frequencies.most, off)]
  const ofMeans = (moves[0].mean + moves[1].mean) / Math.sqrt(smallest)
  const ofSpread = Math.sqrt(((all / n) * moves[0].square + (all / m) * moves[1].square) / smallest)
  if (!(ofSpread < 0.5)) return null
  const scale = all / correction(n, m)
  return {
    low: scale * (Math.max(0, Math.sqrt(even) - ofMeans) / (1 + ofSpread)) ** 2,
    high: scale * ((Math.sqrt(even) + ofMeans) / (1 - ofSpread)) ** 2,
    even: scale * even,
  }
}

const middleOf = ({ low, high }: Ranges) => low.map((value, i) => value / 2 + high[i] / 2)

/** How far the figures of a side's rows may move, on average and squared: by their values, and by a frequency that is `off` by so much. */
function movesOf({ low, high }: Ranges, even: Float64Array, middle: number, frequency: number, off: number) {
  let [sum, squares] = [0, 0]
  even.forEach((value, i) => {
    const angle = (frequency * (high[i] - low[i])) / 2 + off * Math.abs(value - middle)
    // Points on a circle are at most 2 apart.
    const square = Math.min(2, angle) ** 2 + Math.min(2, 2 * angle) ** 2
    sum += Math.sqrt(square)
    squares += square
  })
  return { mean: sum / even.length, square: squares / even.length }
}
