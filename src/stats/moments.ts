import { centralSumsOnce } from "./central-sums.js"

export interface Moments {
  count: number
  /** Null when it is beyond the largest double. */
  sum: number | null
  mean: number
  /** Of a sample (n − 1). Null below two values or when it is beyond the largest double; 0 for a constant. */
  std: number | null
  /** Biased. Null for a constant, and where rounding is all that varies. */
  skew: number | null
  /** Excess, biased. Null as for `skew`. */
  kurtosis: number | null
}

/**
 * Count, sum, mean, standard deviation, skewness and kurtosis of finite values in any order; of none, zeros and nulls.
 * Numbers: fixtures/golden/edge_summary.json.
 */
export function moments(values: Float64Array): Moments {
  const count = values.length
  if (count === 0) return { count, sum: 0, mean: 0, std: null, skew: null, kurtosis: null }
  const { scale, sum, mean, squares, cubes, fourths } = centralSumsOnce(values)
  const variance = squares / count
  const blurred = variance <= (Number.EPSILON * mean) ** 2
  return {
    count,
    sum: finiteOrNull(sum / scale),
    mean: mean / scale,
    std: count < 2 ? null : finiteOrNull(Math.sqrt(squares / (count - 1)) / scale),
    skew: blurred ? null : cubes / count / variance ** 1.5,
    kurtosis: blurred ? null : fourths / count / variance ** 2 - 3,
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
