import type { ColumnPeriod, PeriodFacts } from "../model.js"
import { count, plural, score } from "./format.js"

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

type Length = Pick<PeriodFacts, "unit" | "width">

/** "day", "week", "3 days", "hour". */
export function periodWord({ unit, width }: Length): string {
  if (unit === "day" && width === 7) return "week"
  return width === 1 ? unit : `${count(width)} ${unit}s`
}

/** "84 days", "78 weeks", "70 periods of 3 days". */
export function periodsText(n: number, { unit, width }: Length): string {
  if (width === 1) return plural(n, unit)
  return unit === "day" && width === 7 ? plural(n, "week") : `${plural(n, "period")} of ${periodWord({ unit, width })}`
}

/** "An ordinary day moves it by 0.42 to 1.6 sd (84 days, limit 3.5). Today 1.5: ordinary." */
export function ordinarySentence(period: ColumnPeriod, facts: PeriodFacts): string {
  const { distance, limit, unusual, ordinary, same_weekday: sameWeekday } = period
  if (distance === null || limit === null || ordinary === null)
    return unusual
      ? "It has no limit from the reference's own periods, so that it is unusual at most and decides nothing."
      : "It has no limit from the reference's own periods."
  const unit = period.method === "wasserstein" ? " sd" : ""
  const day = sameWeekday && facts.weekday !== null ? facts.weekday : periodWord(facts)
  const many = sameWeekday && facts.weekday !== null ? `${facts.weekday}s alone` : periodsText(period.periods, facts)
  const low = score(ordinary.low, limit)
  const high = score(ordinary.high, limit)
  const usual = `An ordinary ${day} moves it by ${low} to ${high}${unit}, at most ${score(ordinary.largest, limit)} (${many}, limit ${score(limit, distance)})`
  return `${usual}; current ${score(distance, limit)}: ${judgement(period)}.`
}

function judgement({ distance, limit, unusual, decides }: ColumnPeriod): string {
  if (distance === null || limit === null) return "no limit"
  if (distance > limit) return decides ? "drift" : "beyond the limit, but not enough by itself"
  return unusual ? "unusual" : "ordinary"
}
