import { lnGamma } from "../special.js"

/** From so many expected hits on, rejection is faster than counting up. */
const rejectFrom = 10

/**
 * Hits among `n` rows that are each a hit with probability `share`, at random and exactly by the binomial law; `next` gives
 * numbers in [0, 1). Source: Hörmann (1993), J. Statist. Comput. Simul. 46:101-110, algorithm BTRS.
 */
export function drawBinomial(n: number, share: number, next: () => number): number {
  if (share <= 0 || n === 0) return 0
  if (share >= 1) return n
  const rare = Math.min(share, 1 - share)
  const hits = n * rare < rejectFrom ? countUp(n, rare, next) : reject(n, rare, next)
  return share === rare ? hits : n - hits
}

/** By adding up probabilities from 0 on. */
function countUp(n: number, share: number, next: () => number): number {
  let term = Math.exp(n * Math.log1p(-share))
  let left = next() - term
  let hits = 0
  while (left > 0 && hits < n && term > 0) {
    term *= ((n - hits) / (hits + 1)) * (share / (1 - share))
    hits++
    left -= term
  }
  return hits
}

/** From a hat over the law's shape; nearly all draws are taken without asking for a logarithm. */
function reject(n: number, share: number, next: () => number): number {
  const spread = Math.sqrt(n * share * (1 - share))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * share
  const alpha = (2.83 + 5.1 / b) * spread
  const mode = Math.floor((n + 1) * share)
  for (;;) {
    const u = next() - 0.5
    const v = next()
    const side = 0.5 - Math.abs(u)
    const hits = Math.floor(((2 * a) / side + b) * u + n * share + 0.5)
    if (side >= 0.07 && v <= 0.92 - 4.2 / b) return hits
    if (hits < 0 || hits > n) continue
    const height = Math.log((v * alpha) / (a / (side * side) + b))
    if (height <= logRatio(hits, mode, n, share)) return hits
  }
}

/** ln of the probability of `hits` over that of `mode`. */
function logRatio(hits: number, mode: number, n: number, share: number): number {
  const ways = lnGamma(mode + 1) + lnGamma(n - mode + 1) - lnGamma(hits + 1) - lnGamma(n - hits + 1)
  return ways + (hits - mode) * Math.log(share / (1 - share))
}
