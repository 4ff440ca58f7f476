import { bridgeReplicates, pooledStretches, simulateBridges, upperPoint } from "./pooled-bridge.js"
import { safeScale } from "./safe-scale.js"

/**
 * The energy distance √(2·∫(F − G)²) that is exceeded in 5 % of cases if both samples, ascending, each of length ≥ 1, were
 * drawn from their pooled law; in the root of the unit of the values. The integral then tends to (1/n + 1/m)·∫B(F(x))²dx
 * with B a Brownian bridge, which is simulated with fixed random numbers; its mean, ∫F·(1 − F), is known and puts the
 * simulated point right. Source: Baringhaus and Franz (2004), J. Multivariate Analysis 88:190-206.
 */
export function energyNoiseFloor(a: Float64Array, b: Float64Array): number {
  const scale = safeScale(Math.max(-a[0], -b[0], a[a.length - 1], b[b.length - 1]))
  const stretches = pooledStretches(a, b, scale)
  if (stretches.length === 0) return 0
  const expected = stretches.reduce((sum, { height, width }) => sum + height * (1 - height) * width, 0)
  const squares = new Float64Array(bridgeReplicates)
  let replicate = 0
  simulateBridges(stretches, (bridge) => {
    let sum = 0
    for (let i = 0; i < bridge.length; i++) sum += bridge[i] * bridge[i] * stretches[i].width
    squares[replicate++] = sum
  })
  const mean = squares.reduce((sum, square) => sum + square, 0) / bridgeReplicates
  const point = (upperPoint(squares) / mean) * expected * (1 / a.length + 1 / b.length)
  return Math.sqrt(2 * point) / Math.sqrt(scale)
}
