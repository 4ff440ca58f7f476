import { randomNumbers } from "../random.js"
import { total } from "../total.js"
import { drawBinomial } from "./draw-binomial.js"
import { percentileInterval, usualResampling, type Resampled, type Resampling } from "./percentile-interval.js"

/**
 * A figure of counts (the cells of a confusion matrix) with its bootstrap interval, the same for the same seed. All rows drawn anew
 * with replacement are new counts by the multinomial law, so those are drawn: the same result in a time that does not grow with
 * the rows. `figure` may be called with an array that is used again. Null where the figure is not defined.
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 6 and 13.
 * Numbers: `bootstrap` in fixtures/golden/edge_more_metrics.json.
 */
export function bootstrapCounts(
  counts: Float64Array,
  figure: (counts: Float64Array) => number | null,
  options: Resampling = {},
): Resampled {
  const { confidence, resamples, seed } = { ...usualResampling, ...options }
  const next = randomNumbers(seed)
  const drawn = new Float64Array(counts.length)
  const draws = Array.from({ length: resamples }, () => figure(drawCounts(counts, drawn, next)))
  return percentileInterval(figure(counts), draws, confidence)
}

/** As many rows as `counts` holds, each in a cell with the chance that is the cell's share, into `drawn`. */
function drawCounts(counts: Float64Array, drawn: Float64Array, next: () => number): Float64Array {
  let rows = total(counts)
  let left = rows
  for (let cell = 0; cell < counts.length; cell++) {
    drawn[cell] = drawBinomial(rows, counts[cell] / left, next)
    rows -= drawn[cell]
    left -= counts[cell]
  }
  return drawn
}
