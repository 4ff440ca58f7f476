import { randomNumbers } from "../../src/stats/random.js"

/** Numbers in [0, 1), the same for the same seed. */
export const random: (seed: number) => Random = randomNumbers

export type Random = () => number
/** A whole number from 0 to n - 1. */
export const below = (next: Random, n: number) => Math.floor(next() * n)
export const oneOf = <T>(next: Random, values: readonly T[]): T => values[below(next, values.length)]
