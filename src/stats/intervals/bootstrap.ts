import { jackknifeError } from "../jackknife-error.js"
import { randomNumbers } from "../random.js"
import { symmetric, withoutInterval } from "./estimate.js"
import { percentileInterval, usualResampling, type Resampled, type Resampling } from "./percentile-interval.js"
import { tQuantile } from "./t-quantile.js"

/** A figure of rows when each row counts as often as its weight says, a whole number from 0; null where it is not defined. */
export type Figure = (weights: Int32Array) => number | null

/** Above so many rows the jackknife takes the bootstrap's place. */
const mostRows = 10_000
const groups = 50

/**
 * A figure of `rows` rows with its interval, the same for the same seed. Up to 10,000 rows: between the percentiles of the figure
 * over rows drawn anew with replacement. Above: as far on both sides as the jackknife over 50 random groups of rows says, by
 * Student's law; that needs 50 passes over the rows where drawing them anew needs 2,000, and at that size the two agree.
 * Sources: Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 6 and 13; Shao and Tu (1995), The Jackknife and
 * Bootstrap, 2.3. Numbers: `bootstrap` in fixtures/golden/edge_more_metrics.json.
 */
export function bootstrap(rows: number, figure: Figure, options: Resampling = {}): Resampled {
  const { confidence, resamples, seed } = { ...usualResampling, ...options }
  const value = figure(new Int32Array(rows).fill(1))
  const next = randomNumbers(seed)
  if (rows > mostRows) return jackknife(value, rows, figure, { confidence, next })
  const weights = new Int32Array(rows)
  const draws = Array.from({ length: resamples }, () => figure(drawRows(weights, next)))
  return percentileInterval(value, draws, confidence)
}

function drawRows(weights: Int32Array, next: () => number): Int32Array {
  weights.fill(0)
  for (let i = 0; i < weights.length; i++) weights[Math.floor(next() * weights.length)]++
  return weights
}

function jackknife(
  value: number | null,
  rows: number,
  figure: Figure,
  { confidence, next }: { confidence: number; next: () => number },
): Resampled {
  const groupOf = Uint8Array.from({ length: rows }, () => Math.floor(next() * groups))
  const weights = new Int32Array(rows)
  const error = jackknifeError(groups, (without) => {
    for (let i = 0; i < rows; i++) weights[i] = Number(groupOf[i] !== without)
    return figure(weights)
  })
  if (value === null || error === null) return { ...withoutInterval(value), error: null }
  return { ...symmetric(value, tQuantile(1 - confidence, groups - 1) * error), error }
}
