/** What the reference's own periods change of the verdict: a column drifts only where it moved further than they do. */
import type {
  ColumnLocation,
  ColumnPeriod,
  ColumnPeriods,
  ColumnResult,
  DistancesOff,
  MeasuredColumn,
  MissingTest,
  PeriodCut,
  PeriodFacts,
  PeriodFigures,
  PeriodLocations,
  TestedColumn,
} from "../model.js"
import type { CompareOptions } from "../options/options.js"
import { isoTime } from "../stats/iso-time.js"
import { ordinaryDistances, periodLimit, periodLimitBounds } from "../stats/periods/period-limit.js"
import { lastingBound } from "../stats/periods/lasting-bound.js"
import { tableTest } from "../stats/periods/table-test.js"
import { openPeriodSentence } from "../words/left-open.js"
import { ordinarySentence, weekdays } from "../words/period.js"
import { noAnswer } from "./judge.js"

/** How often an unchanged period is called unusual, over all columns. */
const unusually = 0.05
/** In limits: so far, outer values alone are enough. */
const clearly = 2
/** How often 14 unchanged nights together are called changed, over all columns. */
const lasting = 0.05
/** Periods of the same day of the week are used where they make the limit narrower than this share of the other. */
const narrower = 0.9
/** Periods that are named because they stand out. */
const mostNamed = 3

/** A column that has figures for each period. */
interface Known {
  name: string
  /** Whether it is one of all columns together: no accepted one is. */
  counts: boolean
  figures: ColumnPeriods & { values: PeriodFigures }
}

/** The columns as the reference's periods have them, and the facts about these; unchanged where there are none. */
export function holdToPeriods(
  results: ColumnResult[],
  measured: readonly MeasuredColumn[],
  cut: PeriodCut | null,
  options: CompareOptions,
): { results: ColumnResult[]; periods: PeriodFacts | null } {
  if (cut === null) return { results, periods: null }
  const figures = new Map(measured.map(({ name, periods }) => [name, periods]))
  const byShares = new Set(measured.filter(({ judgedAs }) => judgedAs !== "numeric").map(({ name }) => name))
  const known = results.flatMap(({ name, status, accepted }): Known[] => {
    const found = figures.get(name)
    return isTested(status) && found?.values
      ? [{ name, counts: accepted === undefined, figures: { ...found, values: found.values } }]
      : []
  })
  const { falseAlarm } = options.periods
  const level = falseAlarm / Math.max(1, known.length)
  const facts = factsOf(cut, known, falseAlarm, level)
  const hold = (column: ColumnResult): ColumnResult => {
    const own = figures.get(column.name) ?? null
    const checked = holdMissing(column, own?.missing ?? null, level, cut)
    if (!judgedByRule(checked, options)) return checked
    const open = checked.status === "drift" && own !== null ? openBeside(own, level, cut.independent) : null
    if (open !== null) return { ...checked, ...noAnswer, status: "not_tested", reason: open }
    const method = byShares.has(column.name) ? "jensen-shannon" : "wasserstein"
    return holdColumn(checked, named(method, periodOf(checked, own, { level, falseAlarm, cut })), facts)
  }
  return { results: results.map(hold), periods: facts }
}

const isTested = (status: ColumnResult["status"]) => status === "drift" || status === "ok"

/** Whether the policy judged it: a method that somebody asked for keeps its word. */
function judgedByRule(column: ColumnResult, { perColumn, perType }: CompareOptions): column is TestedColumn {
  return (
    isTested(column.status) &&
    perColumn.get(column.name)?.method === undefined &&
    perType.get(column.type) === undefined
  )
}

interface Range {
  low: number
  high: number
}

interface Level {
  /** How often each column alone may pass its limit. */
  level: number
  /** How often any column may. */
  falseAlarm: number
  cut: PeriodCut
}

/** The column beside what ordinary periods do. */
function periodOf(
  column: TestedColumn,
  figures: ColumnPeriods | null,
  { level, falseAlarm, cut }: Level,
): Omit<ColumnPeriod, "method"> {
  const moved = column.status === "drift"
  const chosen = figures === null ? null : narrowest(figures, level, cut.independent)
  if (chosen === null) return { ...noLimit, unusual: moved, moved, decides: false }
  const { values, limit, sameWeekday } = chosen
  const wide = (level * Math.max(unusually, falseAlarm)) / falseAlarm
  const unusualLimit = periodLimit(values, wide, cut.independent)?.limit ?? limit
  const [low, middle, high, largest] = ordinaryDistances(values.distances)
  const distance = values.current
  const ratio = distance / limit
  const clipped = clippedBeside(figures?.clipped ?? null, level, cut.independent)
  const beyond = distance > limit && (clipped === null || clipped.distance > clipped.limit || ratio > clearly)
  return {
    distance,
    limit,
    unusual_limit: unusualLimit,
    clipped,
    beyond,
    unusual: moved && !beyond && distance > unusualLimit,
    ordinary: { low, middle, high, largest },
    periods: values.distances.filter((each) => each !== null).length,
    same_weekday: sameWeekday,
    moved,
    decides: limit > 0 && (moved || (column.ratio !== null && ratio < column.ratio)),
    locations: locationsOf(figures?.locations ?? [], (lasting * level) / falseAlarm),
  }
}

/** Why it is open whether a column that moved did so further than ordinary periods do, where not all values are known; null where it is not. */
function openBeside({ off, values, sameWeekday, clipped }: ColumnPeriods, level: number, independent: number) {
  if (off === undefined || values === null) return null
  const found = rangesOf({ values, sameWeekday }, off.values, level, independent)
  const inner = clipped === null ? null : rangesOf(clipped, off.clipped, level, independent)
  if (found === null) return null
  const isSure = found.distance.low > found.limit.high
  const isPossible = found.distance.high > found.limit.low
  const innerSure = inner === null || inner.distance.low > inner.limit.high
  const innerPossible = inner === null || inner.distance.high > inner.limit.low
  const certain = isSure && (innerSure || found.distance.low > clearly * found.limit.high)
  const possible = isPossible && (innerPossible || found.distance.high > clearly * found.limit.low)
  if (certain || !possible) return null
  return openPeriodSentence(isSure && inner !== null ? inner : found, off.side)
}

/** What the distance and its limit may be, by those of the same day of the week where they narrow it, or where they may. */
function rangesOf(
  { values, sameWeekday }: Pick<ColumnPeriods, "values" | "sameWeekday">,
  off: DistancesOff,
  level: number,
  independent: number,
): { distance: Range; limit: Range } | null {
  const boundsOf = (figures: PeriodFigures) => {
    const limit = periodLimitBounds(figures, off.periods, level, independent)
    const distance = { low: Math.max(0, figures.current - off.current), high: figures.current + off.current }
    return limit === null ? null : { distance, limit }
  }
  const plain = values === null ? null : boundsOf(values)
  const day = sameWeekday === null ? null : boundsOf(sameWeekday)
  if (plain === null || day === null || day.limit.low >= narrower * plain.limit.high) return plain
  if (day.limit.high < narrower * plain.limit.low) return day
  const both = (of: "distance" | "limit"): Range => ({
    low: Math.min(plain[of].low, day[of].low),
    high: Math.max(plain[of].high, day[of].high),
  })
  return { distance: both("distance"), limit: both("limit") }
}

/** Null where the column has no such figures. */
function clippedBeside(found: ColumnPeriods["clipped"], level: number, independent: number): ColumnPeriod["clipped"] {
  const chosen = found === null ? null : narrowest(found, level, independent)
  return chosen === null ? null : { distance: chosen.values.current, limit: chosen.limit }
}

/** `level`: how often 14 unchanged nights of the column may pass any of its bounds. */
function locationsOf(found: readonly PeriodLocations[], level: number): ColumnLocation[] {
  return found.flatMap(({ value, periods, current }) => {
    const bound = lastingBound(periods, level / found.length)
    return bound === null ? [] : [{ value, moved: current, bound }]
  })
}

const noLimit = {
  distance: null,
  limit: null,
  unusual_limit: null,
  clipped: null,
  beyond: false,
  ordinary: null,
  periods: 0,
  same_weekday: false,
  locations: [],
}

const named = (method: string, period: Omit<ColumnPeriod, "method">): ColumnPeriod => ({
  method: period.limit === null ? null : method,
  ...period,
})

/** The figures that give the limit: those of the same day of the week where they narrow it; null where there is none. */
function narrowest(
  { values, sameWeekday }: Pick<ColumnPeriods, "values" | "sameWeekday">,
  level: number,
  independent: number,
) {
  const plain = values === null ? null : periodLimit(values, level, independent)
  if (values === null || plain === null) return null
  const day = sameWeekday === null ? null : periodLimit(sameWeekday, level, independent)
  if (sameWeekday !== null && day !== null && day.limit < narrower * plain.limit)
    return { values: sameWeekday, limit: day.limit, sameWeekday: true }
  return { values, limit: plain.limit, sameWeekday: false }
}

/** The column's status with its period's word: what moved no further than ordinary periods do has not drifted. */
function holdColumn(column: TestedColumn, period: ColumnPeriod, facts: PeriodFacts): TestedColumn {
  return {
    ...column,
    status: column.status === "drift" && period.beyond ? "drift" : "ok",
    reason: `${column.reason} ${ordinarySentence(column.name, period, facts)}`,
    ratio: period.decides ? ratioOf(period) : withoutLimit(column, period),
    period,
  }
}

/** In limits: by the clipped values where they alone keep it within. */
function ratioOf({ distance, limit, clipped, beyond }: ColumnPeriod): number | null {
  if (distance === null || limit === null) return null
  return clipped !== null && distance > limit && !beyond ? clipped.distance / clipped.limit : distance / limit
}

/** The column rule's own ratio; below 1 where it is not to decide. */
const withoutLimit = ({ ratio }: TestedColumn, { limit }: ColumnPeriod) =>
  limit === null && ratio !== null ? Math.min(ratio, 0.99) : ratio

function holdMissing(column: ColumnResult, figures: PeriodFigures | null, level: number, cut: PeriodCut): ColumnResult {
  const { missing_test: found } = column
  const limit =
    found === null || figures === null ? null : (periodLimit(figures, level, cut.independent)?.limit ?? null)
  if (found === null || figures === null || limit === null) return column
  const missing_test: MissingTest = {
    ...found,
    period_limit: limit,
    changed: found.changed && figures.current > limit,
  }
  return { ...column, missing_test }
}

function factsOf(cut: PeriodCut, known: readonly Known[], falseAlarm: number, level: number): PeriodFacts {
  const iso = (instants: [number, number]) => instants.map(isoTime) as [string, string]
  const day = cut.unit === "day" && cut.width === 1
  return {
    timestamp: cut.timestamp,
    named: cut.named,
    unit: cut.unit,
    width: cut.width,
    timezone: cut.timezone,
    periods: cut.periods.length,
    independent_periods: cut.independent,
    reference: iso(cut.reference),
    current: iso(cut.current),
    day: day ? cut.day : null,
    weekday: day ? weekdays[cut.weekday] : null,
    false_alarm: falseAlarm,
    rows_inside_current: cut.inside,
    rows_excepted: cut.excepted,
    table: tableTest(
      known.filter(({ counts }) => counts).map(({ figures }) => figures.values),
      falseAlarm,
      cut.independent,
    ),
    standing_out: standingOut(cut, known, level),
  }
}

/** Periods that the others would call drifted. */
function standingOut(cut: PeriodCut, known: readonly Known[], level: number): PeriodFacts["standing_out"] {
  const found = new Map<number, { column: string; ratio: number }[]>()
  for (const { name, figures } of known)
    for (const { place, ratio } of outliers(figures.values, level, cut.independent))
      found.set(place, [...(found.get(place) ?? []), { column: name, ratio }])
  const furthest = (columns: { ratio: number }[]) => Math.max(...columns.map(({ ratio }) => ratio))
  return Array.from(found)
    .sort(([a, one], [b, other]) => furthest(other) - furthest(one) || a - b)
    .slice(0, mostNamed)
    .map(([place, columns]) => ({
      period: cut.periods[place].start,
      columns: columns.sort((a, b) => b.ratio - a.ratio).map(({ column }) => column),
    }))
}

/** The periods, of the three furthest, that lie beyond the limit that all others give. */
function outliers(values: PeriodFigures, level: number, independent: number): { place: number; ratio: number }[] {
  const places = values.distances.flatMap((distance, place) => (distance === null ? [] : [{ place, distance }]))
  return places
    .sort((a, b) => b.distance - a.distance)
    .slice(0, mostNamed)
    .flatMap(({ place, distance }) => {
      const others = { ...values, distances: values.distances.map((each, i) => (i === place ? null : each)) }
      const limit = periodLimit({ ...others, noise_current: values.noise[place] ?? 0 }, level, independent - 1)?.limit
      return limit !== undefined && limit > 0 && distance > limit ? [{ place, ratio: distance / limit }] : []
    })
}
