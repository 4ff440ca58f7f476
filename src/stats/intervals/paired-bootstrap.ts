import { bootstrap, type Figure } from "./bootstrap.js"
import type { Resampled, Resampling } from "./percentile-interval.js"

/**
 * Second figure less first figure over the same rows, with its interval: rows are drawn once for both, so what the two have in
 * common does not widen it. As `bootstrap` otherwise. Numbers: `bootstrap` in fixtures/golden/edge_more_metrics.json.
 */
export function pairedBootstrap(rows: number, first: Figure, second: Figure, options: Resampling = {}): Resampled {
  const gain: Figure = (weights) => {
    const [a, b] = [first(weights), second(weights)]
    return a === null || b === null ? null : b - a
  }
  return bootstrap(rows, gain, options)
}
