/** Numbers in [0, 1) that are the same in every run. Source: mulberry32 (Ettinger 2017, public domain). */
export function random(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Random = () => number
/** A whole number from 0 to n - 1. */
export const below = (next: Random, n: number) => Math.floor(next() * n)
export const oneOf = <T>(next: Random, values: readonly T[]): T => values[below(next, values.length)]
