const smallestDouble = Number.MIN_VALUE

/**
 * Probability of a gap of at least `gap` between the empirical distribution functions of two samples of one continuous
 * law: exact, in [0, 1]. With ties it is an upper bound. Takes n·m steps times the width of the corridor.
 * Every order of the pooled values is a lattice path, equally likely; counted are those that leave the corridor.
 * Source: Hodges (1958), Arkiv för Matematik 3:469-486; the form without subtraction is Viehmann's (2021), arXiv:2102.08037.
 * Numbers: `ks` in fixtures/golden/edge_two_sample.json, edge_ks_exact_law.json, edge_ks_big_law.json.
 */
export function twoSampleSf(gap: number, n: number, m: number): number {
  const divisor = greatestCommonDivisor(n, m)
  const steps = Math.round(gap * (n / divisor) * m)
  if (steps === 0) return 1
  if (upperBound(gap, n, m) < smallestDouble) return 0
  const p = n === m ? equalSizes(n, steps) : shareLeavingCorridor(Math.max(n, m), Math.min(n, m), divisor, steps)
  return Math.min(1, p)
}

/** Source: Wei and Dudley (2012), Statistics and Probability Letters 82:636-644. */
function upperBound(gap: number, n: number, m: number): number {
  return Math.E * Math.exp((-2 * n * m * gap * gap) / (n + m))
}

/** Source: Gnedenko and Korolyuk (1951), Doklady Akademii Nauk SSSR 80:525-528; the alternating sum, from its last term. */
function equalSizes(n: number, steps: number): number {
  let sum = 0
  for (let k = Math.floor(n / steps); k >= 0; k--) {
    let ratio = 1
    for (let j = 0; j < steps; j++) ratio *= (n - k * steps - j) / (n + k * steps + j + 1)
    sum = ratio * (1 - sum)
  }
  return 2 * sum
}

/**
 * Share of the paths from (0, 0) to (m, n), m > n, that touch a point where the scaled gap is at least `steps`.
 * `left[j]` is that share among paths that end at (i, j); column by column, each from the one before and the cell below.
 */
function shareLeavingCorridor(m: number, n: number, divisor: number, steps: number): number {
  const [mScaled, nScaled] = [m / divisor, n / divisor]
  const inverse = Float64Array.from({ length: n + m + 1 }, (_, i) => 1 / i)
  const left = new Float64Array(n + 1).fill(1)
  for (let i = 0; i <= m; i++) {
    const first = Math.max(0, Math.floor((nScaled * i - steps) / mScaled) + 1)
    const last = Math.min(n, Math.ceil((nScaled * i + steps) / mScaled) - 1)
    if (last < first) return 1
    if (i === 0) left.fill(0, first, last + 1)
    else fillColumn(left, i, first, last, inverse)
  }
  return left[n]
}

function fillColumn(left: Float64Array, i: number, first: number, last: number, inverse: Float64Array): void {
  let below = 1
  for (let j = first; j <= last; j++) {
    const weight = inverse[i + j]
    below = i * weight * left[j] + j * weight * below
    left[j] = below
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
