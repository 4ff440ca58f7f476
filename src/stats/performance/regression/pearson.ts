import { centralSums } from "../../central-sums.js"
import { usualConfidence, withoutInterval, type Estimate } from "../../intervals/estimate.js"
import { normalQuantile } from "../../special.js"

/**
 * Pearson's correlation of two columns of equal length, in [-1, 1], with Fisher's interval. Null where either never varies, without an
 * interval up to three rows. Source: Fisher (1921), Metron 1:3-32. Numbers: `regression` in fixtures/golden/edge_more_metrics.json.
 */
export function pearson(a: Float64Array, b: Float64Array, confidence = usualConfidence): Estimate {
  if (a.length < 2) return withoutInterval()
  const [first, second] = [centralSums(a), centralSums(b)]
  if (first.squares === 0 || second.squares === 0) return withoutInterval()
  let products = 0
  for (let i = 0; i < a.length; i++) products += (a[i] * first.scale - first.mean) * (b[i] * second.scale - second.mean)
  const value = Math.max(-1, Math.min(1, products / Math.sqrt(first.squares) / Math.sqrt(second.squares)))
  if (a.length <= 3) return withoutInterval(value)
  const half = normalQuantile((1 + confidence) / 2) / Math.sqrt(a.length - 3)
  return { value, low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) }
}
