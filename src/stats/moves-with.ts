import { median } from "./median.js"
import { tTwoSided } from "./special.js"

/** How two series move together from day to day. */
export interface Movement {
  /** Spearman's rank correlation of the daily changes, in [−1, 1]. */
  rho: number
  /** Two-sided. */
  p: number
  /** Days with a change in both. */
  days: number
}

/** Days without which nothing is said. */
export const fewestMoves = 30
const week = 7
const mostLags = 10

/**
 * Whether `y` moves with what `x` did `lag` days before: Spearman's correlation of their changes from day to day, each less the median change
 * of its weekday. One value a day in order without gaps, null for a day without one; null below 30 days with both, and where one does not
 * move. Nights follow each other: on levels, two independent series that trend or wander are called related by 40 to 100 % of tests at
 * 0.05. On changes, with the effective number of days of Bartlett's formula, 5 to 6 % are (test/stats/moves-with.test.ts).
 * Source: Bartlett (1946), J. R. Statist. Soc. Suppl. 8:27-41; as in Pyper and Peterman (1998), Can. J. Fish. Aquat. Sci. 55:2127-2140.
 */
export function movesWith(x: readonly (number | null)[], y: readonly (number | null)[], lag: number): Movement | null {
  return together(dailyChanges(x), dailyChanges(y), lag)
}

/** Each day's change less the median change of its weekday; null where the day or the one before has no value, and on the first. */
export function dailyChanges(values: readonly (number | null)[]): (number | null)[] {
  const changes = values.map((value, i) => {
    const before = i === 0 ? null : values[i - 1]
    return value === null || before === null ? null : value - before
  })
  const medians = Array.from({ length: week }, (_, weekday) => {
    const own = changes.filter((change, i) => change !== null && i % week === weekday)
    return own.length === 0 ? 0 : median(own as number[])
  })
  return changes.map((change, i) => (change === null ? null : change - medians[i % week]))
}

/** `movesWith` of series that are changes already. */
export function together(x: readonly (number | null)[], y: readonly (number | null)[], lag: number): Movement | null {
  const pairs = y.flatMap((value, i) => {
    const before = i < lag ? null : x[i - lag]
    return value === null || before === null ? [] : [{ before, value }]
  })
  const days = pairs.length
  if (days < fewestMoves) return null
  const [a, b] = [centredRanks(pairs.map(({ before }) => before)), centredRanks(pairs.map(({ value }) => value))]
  const squares = Math.sqrt(dot(a, a) * dot(b, b))
  if (squares === 0) return null
  const rho = dot(a, b) / squares
  return { rho, p: pOf(rho, effectiveDays(a, b)), days }
}

function pOf(rho: number, days: number): number {
  const rest = 1 - rho * rho
  return rest <= 0 ? 0 : tTwoSided(Math.abs(rho) * Math.sqrt((days - 2) / rest), days - 2)
}

/** 1 + 2 Σ (1 − k/n) r(k) s(k) times fewer than there are, and never more. */
function effectiveDays(a: readonly number[], b: readonly number[]): number {
  const n = a.length
  let sum = 1
  for (let k = 1; k <= Math.min(mostLags, n >> 2); k++)
    sum += 2 * (1 - k / n) * autocorrelation(a, k) * autocorrelation(b, k)
  return Math.max(4, n / Math.max(1, sum))
}

const autocorrelation = (ranks: readonly number[], k: number) =>
  dot(ranks.slice(k), ranks.slice(0, ranks.length - k)) / dot(ranks, ranks)

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0)

/** Ranks from the middle one; ties share the middle of theirs. */
function centredRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b])
  const ranks = new Array<number>(values.length)
  for (let start = 0; start < order.length;) {
    let end = start
    while (end + 1 < order.length && values[order[end + 1]] === values[order[start]]) end++
    for (let k = start; k <= end; k++) ranks[order[k]] = (start + end - order.length + 1) / 2
    start = end + 1
  }
  return ranks
}
