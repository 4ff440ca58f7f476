const square = Math.PI ** 2

/**
 * Probability that the empirical distribution function of `n` > 140 values stays within `gap` of the true one:
 * Kolmogorov's limit and its next three terms in 1/√n. Off by at most 6e-6 of the tail for n = 200, less for more.
 * Source: Pelz and Good (1976), J. R. Statist. Soc. B 38:152-156, as given by Simard and L'Ecuyer (2011).
 */
export function pelzGoodCdf(gap: number, n: number): number {
  const z = Math.sqrt(n) * gap
  const [z2, z4] = [z ** 2, z ** 4]
  const [z6, z8] = [z ** 6, z ** 8]
  // Terms at k + 1/2 (odd) and at k (even), over all k from 0 up.
  const odd = [0, 0, 0, 0]
  const even = [0, 0]
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 0; k--) {
    const u = square * (k + 0.5) ** 2
    const oddWeight = Math.exp(-u / (2 * z2))
    odd[0] += oddWeight
    odd[1] += oddWeight * (u - z2)
    odd[2] += oddWeight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * u + (1 - 2 * z2) * u ** 2)
    odd[3] +=
      oddWeight *
      ((5 - 30 * z2) * u ** 3 + (212 * z4 - 60 * z2) * u ** 2 + (135 * z4 - 96 * z6) * u - 30 * z6 - 90 * z8)
    const v = square * k ** 2
    const evenWeight = Math.exp(-v / (2 * z2))
    even[0] += evenWeight * v
    even[1] += evenWeight * (3 * v * z2 - v ** 2)
  }
  const terms = [
    odd[0] / z,
    odd[1] / (6 * z4),
    odd[2] / (72 * z ** 7) - even[0] / (36 * z ** 3),
    odd[3] / (6480 * z ** 10) + even[1] / (216 * z6),
  ]
  return Math.sqrt(2 * Math.PI) * terms.reduceRight((sum, term) => sum / Math.sqrt(n) + term, 0)
}
