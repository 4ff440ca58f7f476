import { countAtOrBelow, countBelow } from "./count-below.js"
import { fisherPValue } from "./fisher-p-value.js"
import { pooledCuts, type PooledCuts } from "./pooled-cuts.js"
import { rememberKeys } from "./remember-keys.js"
import { rememberPair } from "./remember-pair.js"
import { normalSf } from "./special.js"
import { splitNoiseFloor } from "./split-noise-floor.js"
import { total } from "./total.js"

/** Values of both sides beyond one cut. */
export interface Tail {
  /** How many they are. */
  reference: number
  current: number
  /** Share of the current values less share of the reference values, from -1 to 1: 0.015 is 1.5 points. */
  movement: number
  /** Two-sided p-value of Fisher's exact test of the two shares. */
  p: number
}

export interface TailTest extends PooledCuts {
  readonly below: Tail
  readonly above: Tail
  /** Twice the smaller of the two p-values, at most 1: Bonferroni over the two tails. */
  readonly p: number
  /** The larger of the two movements in size, in [0, 1]. */
  readonly shift: number
}

/**
 * Whether the tails of two ascending samples, each of length ≥ 1, hold different shares of their values: those below the
 * pooled 2.5 % point and those above the pooled 97.5 % point, equal ones not among them. Exact, however few lie there; a
 * chi-square test of the same counts marks far too many unchanged columns. Remembered for as long as both arrays live.
 * Numbers: `p_tail` and `tail_shift` in fixtures/golden/policy2.json.
 */
export const tailTest: (reference: Float64Array, current: Float64Array) => TailTest = rememberPair(
  (reference, current) => {
    const { low, high } = pooledCuts(reference, current)
    const above = (sorted: Float64Array) => sorted.length - countAtOrBelow(sorted, high)
    const [n, m] = [reference.length, current.length]
    const tails = {
      below: tail(countBelow(reference, low), n, countBelow(current, low), m),
      above: tail(above(reference), n, above(current), m),
    }
    const p = Math.min(1, 2 * Math.min(tails.below.p, tails.above.p))
    const shift = Math.max(Math.abs(tails.below.movement), Math.abs(tails.above.movement))
    return { low, high, ...tails, p, shift }
  },
)

function tail(reference: number, n: number, current: number, m: number): Tail {
  // From whole numbers, so that equal shares give exactly 0.
  const movement = (current * n - reference * m) / n / m
  return { reference, current, movement, p: fisherPValue(reference, n - reference, current, m - current) }
}

/** Rows of each tail that are expected on the smaller side from which on its share is as good as normal. */
const enoughExpected = 100

/**
 * The shift of a tail's share that is exceeded in 5 % of cases if nothing changed. Of tails that hold enough rows by the normal law
 * (within 1 % of its exact deviation); else the rows of both tails and the rest are dealt to the sides at random, seeded. Both samples
 * ascending, each of length ≥ 1.
 */
export function tailNoiseFloor(reference: Float64Array, current: Float64Array): number {
  const { below, above } = tailTest(reference, current)
  const [n, m] = [reference.length, current.length]
  const rows = [below, above].map((tail) => tail.reference + tail.current).filter((count) => count > 0)
  if (rows.every((count) => (count * Math.min(n, m)) / (n + m) >= enoughExpected))
    return normalFloor(rows.map((count) => deviationOf(count, n, m)))
  const cells = (side: "reference" | "current", rows: number) =>
    Float64Array.of(below[side], above[side], rows - below[side] - above[side])
  return floorOf(cells("reference", reference.length), cells("current", current.length))
}

/** Of the difference of a tail's shares, where so many rows of both sides lie in it. */
function deviationOf(rows: number, n: number, m: number): number {
  const all = n + m
  const share = rows / all
  return Math.sqrt((share * (1 - share) * (1 / n + 1 / m) * all) / (all - 1))
}

/**
 * What the largest of normal variables with these deviations passes, in size, in 5 % of cases; 0 without any. They are taken for
 * independent: two tails of 2.5 % correlate by −0.026, which moves the point by less than a thousandth.
 */
function normalFloor(deviations: readonly number[]): number {
  const within = (x: number) => deviations.reduce((all, each) => all * (1 - 2 * normalSf(x / each)), 1)
  let [low, high] = [0, 4 * Math.max(0, ...deviations)]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (within(middle) < 0.95) low = middle
    else high = middle
  }
  return high
}

/** Floors by the counts of both sides: many columns of as many rows have the same. */
const known = rememberKeys<number>(1000)

function floorOf(reference: Float64Array, current: Float64Array): number {
  const counts = `${reference.join()} ${current.join()}`
  return known(counts, () => splitNoiseFloor(reference, current, largestTailGap))
}

/** Over all cells but the last, which holds what is in no tail. */
function largestTailGap(reference: Float64Array, current: Float64Array): number {
  const [n, m] = [total(reference), total(current)]
  let largest = 0
  for (let i = 0; i + 1 < reference.length; i++)
    largest = Math.max(largest, Math.abs(reference[i] * m - current[i] * n) / n / m)
  return largest
}
