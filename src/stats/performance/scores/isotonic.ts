import { countByScore } from "./count-by-score.js"

/** A function that never falls: straight between its knots, which ascend, and level before the first and behind the last. */
export interface Isotonic {
  at: Float64Array
  values: Float64Array
}

/**
 * The function that never falls and lies nearest to the labels by least squares: shares of label 1 by score, pooled where they would
 * fall. At least one row; scores finite. n log n.
 * Sources: Barlow, Bartholomew, Bremner and Brunk (1972), Statistical Inference under Order Restrictions (pool adjacent violators);
 * Zadrozny and Elkan (2002), KDD 8:694-699. Numbers: `calibration` in fixtures/golden/edge_more_metrics.json.
 */
export function fitIsotonic(labels: Uint8Array, scores: Float64Array): Isotonic {
  const { at, rows, positives } = countByScore(labels, scores)
  return knotsOf(at, poolViolators(rows, positives))
}

/** Shares of `hits` in `rows` by level, neighbours pooled until they never fall. */
function poolViolators(rows: Float64Array, hits: Float64Array): Float64Array {
  // Pools so far: where they start, their rows and hits.
  const [starts, poolRows, poolHits] = [new Int32Array(rows.length + 1), rows.slice(), hits.slice()]
  let pools = 0
  for (let level = 0; level < rows.length; level++) {
    starts[pools] = level
    poolRows[pools] = rows[level]
    poolHits[pools] = hits[level]
    while (pools > 0 && poolHits[pools] * poolRows[pools - 1] <= poolHits[pools - 1] * poolRows[pools]) {
      pools--
      poolRows[pools] += poolRows[pools + 1]
      poolHits[pools] += poolHits[pools + 1]
    }
    pools++
  }
  const shares = new Float64Array(rows.length)
  starts[pools] = rows.length
  for (let pool = 0; pool < pools; pool++) shares.fill(poolHits[pool] / poolRows[pool], starts[pool], starts[pool + 1])
  return shares
}

/** The first and last level of each pool: between them nothing changes. */
function knotsOf(at: Float64Array, values: Float64Array): Isotonic {
  const isInside = (i: number) =>
    i > 0 && i < at.length - 1 && values[i] === values[i - 1] && values[i] === values[i + 1]
  const isKnot = (_: number, i: number) => !isInside(i)
  return { at: at.filter(isKnot), values: values.filter(isKnot) }
}
