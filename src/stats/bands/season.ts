import { median } from "../median.js"

/** A value of a series. `day`: a whole number, 0 a Monday. */
export interface Dated {
  day: number
  value: number
}

export interface Season {
  name: "none" | "weekend" | "weekday"
  /** The median of the values of such a day. */
  level: number
  /** Each value less the median of its kind of day, in the order given. */
  residuals: number[]
}

/** How much better a season has to be than the simpler one before it, in log-likelihood and penalty. */
const margin = 4
/** The share of the smallest absolute residuals that judges a season, so that an incident does not. */
const trimmed = 0.9
/** Kinds of day with fewer values have no median. */
const fewestOfKind = 2

const kinds: Record<Season["name"], (day: number) => number> = {
  none: () => 0,
  weekend: (day) => (weekdayOf(day) >= 5 ? 1 : 0),
  weekday: weekdayOf,
}

/** From 0 on Monday to 6 on Sunday, for days before day 0 as well. */
function weekdayOf(day: number): number {
  return ((day % 7) + 7) % 7
}

/**
 * Whether the values of a series, at least one, differ between weekdays and weekends, or from weekday to weekday: the cheapest by
 * n log(mean absolute residual) + log n for each median, where each step has to win 4. A season without values of the kind of `day` is
 * passed over.
 */
export function seasonOf(history: readonly Dated[], day: number): Season {
  const possible = (["none", "weekend", "weekday"] as const).flatMap((name) => fit(history, day, name))
  const [simplest, ...others] = possible
  return others.reduce((best, other) => (other.cost < best.cost - margin ? other : best), simplest)
}

function fit(history: readonly Dated[], day: number, name: Season["name"]): (Season & { cost: number })[] {
  const kindOf = kinds[name]
  const groups = new Map<number, number[]>()
  for (const each of history) groups.set(kindOf(each.day), [...(groups.get(kindOf(each.day)) ?? []), each.value])
  const medians = new Map(Array.from(groups, ([kind, values]) => [kind, median(values)]))
  const level = medians.get(kindOf(day))
  const fewest = Math.min(...Array.from(groups.values(), (values) => values.length))
  if (level === undefined || (name !== "none" && fewest < fewestOfKind)) return []
  const residuals = history.map((each) => each.value - (medians.get(kindOf(each.day)) ?? 0))
  const n = history.length
  const cost = n * Math.log(Math.max(trimmedDeviation(residuals), Number.MIN_VALUE)) + Math.log(n) * groups.size
  return [{ name, level, residuals, cost }]
}

function trimmedDeviation(residuals: readonly number[]): number {
  const smallest = residuals.map(Math.abs).sort((a, b) => a - b)
  const kept = smallest.slice(0, Math.ceil(trimmed * smallest.length))
  return kept.reduce((sum, each) => sum + each, 0) / kept.length
}
