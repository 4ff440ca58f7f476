import { lnGamma } from "../special.js"
import { scaledBesselKQuarter } from "./bessel-k-quarter.js"

/** Up to here the distribution function loses nothing when taken from 1; from here on the tail is integrated directly. */
const seriesUpTo = 0.4
const fewestNodes = 64

/**
 * Probability that the integral of a squared Brownian bridge exceeds `x`: the limit law of Cramér–von Mises, to some 13
 * digits down to the smallest doubles. scipy adds the series only to terms of 1e-7 and takes it from 1, so its p-values
 * below 1e-6 are noise that grows with the statistic; these are not.
 * Sources: Anderson and Darling (1952), Ann. Math. Statist. 23:193-212; Smirnov (1936), C. R. Acad. Sci. Paris 202:449-452.
 * Numbers: `cvm_inf_sf` in fixtures/golden/edge_special_functions.json.
 */
export function cramerLimitSf(x: number): number {
  if (x < 0.003) return 1
  return x <= seriesUpTo ? 1 - besselSeries(x) : alternatingIntegral(x)
}

function besselSeries(x: number): number {
  let sum = 0
  for (let j = 0; ; j++) {
    const q = (4 * j + 1) ** 2 / (16 * x)
    const weight = Math.exp(lnGamma(j + 0.5) - lnGamma(j + 1) - 2 * q) * Math.sqrt(4 * j + 1)
    const term = weight * scaledBesselKQuarter(q)
    sum += term
    if (term <= sum * 1e-18) return Math.min(1, sum / (Math.PI ** 1.5 * Math.sqrt(x)))
  }
}

/** Between the odd and even multiples of π, where the characteristic function's root is real; the ends are smoothed away. */
function alternatingIntegral(x: number): number {
  // The integrand narrows as 1/√x.
  const nodes = Math.max(fewestNodes, Math.ceil(20 * Math.sqrt(x)))
  let sum = 0
  for (let j = 1; ; j++) {
    let piece = 0
    for (let node = 0; node < nodes; node++) {
      const angle = (Math.PI * (node + 0.5)) / nodes
      const s = (2 * j - 1) * Math.PI + (Math.PI * (1 - Math.cos(angle))) / 2
      piece += Math.sqrt(-s / Math.sin(s)) * Math.exp((-x * s * s) / 2) * (2 / s) * Math.sin(angle)
    }
    sum += j % 2 === 1 ? piece : -piece
    if (piece <= sum * 1e-17) return Math.max(0, (sum * Math.PI) / 2 / nodes)
  }
}
