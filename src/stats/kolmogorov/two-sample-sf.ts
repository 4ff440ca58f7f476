import { rememberKeys } from "../remember-keys.js"

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
  return known(`${n} ${m} ${steps}`, () => exact(n, m, divisor, steps))
}

/** Gaps are whole numbers of steps: many columns and windows of as many rows share a few hundred of them. */
const known = rememberKeys<number>(2000)

function exact(n: number, m: number, divisor: number, steps: number): number {
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

/** Counting begins in the middle with a number so large that what is far from it is still one. */
const largeNumber = 2 ** 900

/**
 * Share of the paths from (0, 0) to (m, n), m > n, that touch a point where the scaled gap is at least `steps`.
 * `left[j]` is that share among paths that end at (i, j); column by column, each from the one before and the cell below. The corridor
 * is the same seen from its end, so half of the columns are enough: a path goes from the middle one to the next at some height, and
 * either part of it may have left.
 */
function shareLeavingCorridor(m: number, n: number, divisor: number, steps: number): number {
  const [mScaled, nScaled] = [m / divisor, n / divisor]
  const first = (i: number) => Math.max(0, Math.floor((nScaled * i - steps) / mScaled) + 1)
  const last = (i: number) => Math.min(n, Math.ceil((nScaled * i + steps) / mScaled) - 1)
  const middle = (m - 1) >> 1
  for (let i = 0; i <= m - middle; i++) if (last(i) < first(i)) return 1
  const inverse = new Float64Array(n + middle + 2)
  for (let i = 1; i < inverse.length; i++) inverse[i] = 1 / i
  const left = new Float64Array(n + 1).fill(1)
  left.fill(0, first(0), last(0) + 1)
  let i = 1
  for (; i < middle; i += 2) fillTwo(left, i, [first(i), last(i), first(i + 1), last(i + 1)], inverse)
  if (i === middle) fillColumn({ left, inverse, i }, first(i), last(i), 1)
  const before = left.slice().fill(1, 0, first(middle))
  // The column behind the middle one, seen from the end, is the same one, or the next.
  if (m % 2 === 1) return eitherPart(before, before, m, middle)
  fillColumn({ left, inverse, i: middle + 1 }, first(middle + 1), last(middle + 1), 1)
  return eitherPart(before, left.fill(1, 0, first(middle + 1)), m, middle)
}

/** Share of the paths that left before they step on from column `middle`, or behind; `after[j]` is of those that come to n − j. */
function eitherPart(before: Float64Array, after: Float64Array, m: number, middle: number): number {
  const n = before.length - 1
  const leaves = (j: number) => before[j] + after[n - j] * (1 - before[j])
  // How many paths step on at height j + 1 in place of j.
  const growth = (j: number) => ((middle + j + 1) * (n - j)) / ((j + 1) * (m - middle - 1 + n - j))
  const top = Math.floor((n * middle) / m)
  let [all, touching] = [0, 0]
  for (let j = top, paths = largeNumber; j <= n && paths > 0; paths *= growth(j++)) {
    all += paths
    touching += paths * leaves(j)
  }
  for (let j = top - 1, paths = largeNumber; j >= 0 && paths > 0; j--) {
    paths /= growth(j)
    all += paths
    touching += paths * leaves(j)
  }
  return touching / all
}

interface Column {
  left: Float64Array
  inverse: Float64Array
  i: number
}

/** Fills cells of column i from `first` to `last`; `below` is the share below the first, and the last one's comes back. */
function fillColumn({ left, inverse, i }: Column, first: number, last: number, below: number): number {
  for (let j = first; j <= last; j++) {
    const weight = inverse[i + j]
    below = i * weight * left[j] + j * weight * below
    left[j] = below
  }
  return below
}

/**
 * Fills the columns i and i + 1, the second one cell behind the first: a cell waits for the one below it, and meanwhile the other column
 * goes on, which takes little longer than one of them.
 */
function fillTwo(
  left: Float64Array,
  i: number,
  [first, last, nextFirst, nextLast]: readonly [number, number, number, number],
  inverse: Float64Array,
): void {
  const start = Math.min(last, nextFirst)
  let a = fillColumn({ left, inverse, i }, first, start, 1)
  let b = 1
  for (let j = start + 1; j <= last; j++) {
    const weight = inverse[i + j] // Both cells lie on one diagonal.
    a = i * weight * left[j] + j * weight * a
    b = (i + 1) * weight * left[j - 1] + (j - 1) * weight * b
    left[j] = a
    left[j - 1] = b
  }
  fillColumn({ left, inverse, i: i + 1 }, Math.max(nextFirst, last), nextLast, b)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
