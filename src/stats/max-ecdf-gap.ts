import { walkTies } from "./walk-ties.js"

/**
 * Largest vertical gap between two empirical distribution functions, in [0, 1], the smallest value where it is reached,
 * and its sign: 1 when the first function is above the second there.
 * Both samples ascending, each of length ≥ 1. Ties count once: the gap is read only after the last equal value.
 * Source: Hodges (1958), Arkiv för Matematik 3:469-486. Numbers: `ks` in fixtures/golden.
 */
export function maxEcdfGap(a: Float64Array, b: Float64Array): { gap: number; at: number; sign: 1 | -1 } {
  const { gap, at, sign } = walkTies(a, b)
  return { gap, at, sign }
}
