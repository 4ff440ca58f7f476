import { isDrifted } from "./accepted.js"
import type { ColumnPeriod, ColumnResult, PeriodFacts } from "../model.js"
import { nameText } from "./escape.js"
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

/** "An ordinary day moves temp by 0.42 to 1.6 sd, at most 2 (84 days, limit 3.5); current 1.5: ordinary." */
export function ordinarySentence(name: string, period: ColumnPeriod, facts: PeriodFacts): string {
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
  const usual = `An ordinary ${day} moves ${nameText(name, 40)} by ${low} to ${high}${unit}, at most ${score(ordinary.largest, limit)} (${many}, limit ${score(limit, distance)})`
  return `${usual}; current ${score(distance, limit)}: ${judgement(period)}.`
}

function judgement({ distance, limit, beyond, unusual, decides }: ColumnPeriod): string {
  if (distance === null || limit === null) return "no limit"
  if (beyond) return decides ? "drift" : "beyond the limit, but not enough by itself"
  if (distance > limit) return "beyond the limit by its outermost values alone"
  return unusual ? "unusual" : "ordinary"
}

/** "Ordinary for a day of this data: 7 columns differ from the whole reference, none more than its own days do." Empty where none does. */
export function ordinaryNotes(columns: readonly ColumnResult[], facts: PeriodFacts): string[] {
  const held = columns.flatMap((column) => (column.status === "ok" && column.period?.moved ? [column] : []))
  if (held.length === 0) return []
  const day = periodWord(facts)
  const drifted = columns.some(isDrifted)
  const differ = held.length === 1 ? "column differs" : "columns differ"
  const which = `${count(held.length)} ${drifted ? "more " : ""}${differ} from the whole reference`
  const unusual = held.filter(({ period }) => period?.unusual)
  const names = unusual.slice(0, 3).map(({ name }) => nameText(name, 40))
  const rest = unusual.length > names.length ? ", …" : ""
  return [
    `${drifted ? "" : `Ordinary for a ${day} of this data: `}${which}, ${drifted ? "but no" : "none"} more than its own ${day}s do.`,
    ...(unusual.length > 0 ? [`Unusual, though not drift: ${names.join(", ")}${rest}.`] : []),
  ]
}

/** What a reader should know of the periods before trusting them. */
export function periodNotes(facts: PeriodFacts): string[] {
  const {
    timestamp,
    named,
    timezone,
    standing_out: standing,
    rows_inside_current: inside,
    rows_excepted: excepted,
  } = facts
  const day = periodWord(facts)
  const many = periodsText(facts.periods, facts)
  const found = named ? "" : `, the only column of times that fits (--no-periods: not held to them)`
  const few = facts.independent_periods < fewPeriods
  const apart = Math.round((Date.parse(facts.current[0]) - Date.parse(facts.reference[1])) / dayMs)
  const far = apart > farApart && apart > facts.width
  const days = standing.map(({ period, columns }) => `${period} (${nameText(columns[0] ?? "", 40)})`)
  return [
    ...(named
      ? []
      : [`Current is held to the reference's ${many} by ${nameText(timestamp, 40)} (${timezone})${found}.`]),
    ...(few ? [`Only ${many} to compare with: the limits are wide.`] : []),
    ...(inside > 0 ? [`${plural(inside, "row")} of the reference inside current's time left out of its ${day}s.`] : []),
    ...(excepted > 0 ? [`${plural(excepted, "row")} of the reference on excepted days left out of its ${day}s.`] : []),
    ...(far
      ? [
          `The newest ${day} of the reference is ${count(apart)} days before current: season may be part of what is seen.`,
        ]
      : []),
    ...(days.length > 0
      ? [
          `In the reference, ${days.join(", ")} ${days.length === 1 ? "stands" : "stand"} out and may widen limits` +
            (facts.unit === "day" && facts.width === 1
              ? `: periods: { except: [${standing.map(({ period }) => period).join(", ")}] } leaves ${days.length === 1 ? "it" : "them"} out.`
              : "."),
        ]
      : []),
  ]
}

/** Fewer periods give limits that are wide. */
const fewPeriods = 14
const dayMs = 86_400_000
/** Days between the reference and current from which on season may have changed. */
const farApart = 30

/** "temp: held to 84 days by scheduled (UTC)". */
export const heldTo = (facts: PeriodFacts): string =>
  `held to the reference's own ${periodsText(facts.periods, facts)} by ${nameText(facts.timestamp, 40)} (${facts.timezone}): ` +
  `one unchanged ${periodWord(facts)} in ${count(Math.round(1 / facts.false_alarm))} is called drifted`
