/** What a column's change looks like, from the figures of a report alone: pure guesses, each with what speaks for it and what to do next. */
import type { CheckResult, ColumnResult, ColumnSummary, CorrelationPair, Histogram, Report } from "../model.js"
import { nameText } from "../words/escape.js"
import { number, points, share, times } from "../words/format.js"
import { categoryShares, type CategoryShare } from "../words/shares.js"

export interface Diagnosis {
  kind:
    | "schema"
    | "unit"
    | "default value"
    | "spelling"
    | "missing values"
    | "one source"
    | "filter"
    | "calendar"
    | "season"
    | "open"
  /** What speaks for it, sentences. */
  because: string
  /** What to do about it, a sentence. */
  next: string
}

/** What each kind is called after "looks like". */
export const kindWords: Record<Diagnosis["kind"], string> = {
  schema: "a change of the schema",
  unit: "another unit",
  "default value": "a default value in place of what is not known",
  spelling: "another spelling",
  "missing values": "missing values",
  "one source": "one source that sends more, or others that send less",
  filter: "a filter",
  calendar: "the calendar",
  season: "a season, a trend or a recalibration",
  open: "nothing usual",
}

type Look = (column: ColumnResult, report: Report) => Diagnosis | null

/** The first that fits, from the surest to the vaguest. */
export function diagnose(column: ColumnResult, report: Report): Diagnosis {
  for (const look of looks) {
    const found = look(column, report)
    if (found !== null) return found
  }
  return {
    kind: "open",
    because: "It fits no usual fault: neither a unit, a filter, a default value, one source nor another spelling.",
    next: "Look at it by parts: `driftcheck compare … --segment <column>` for a column that names sources, regions or versions.",
  }
}

const longestName = 40

/** What a check of this id found of the column; null where it passed. */
const finding = ({ checks }: Report, column: string, ...ids: readonly string[]): CheckResult | null =>
  checks.find(
    ({ id, column: of, status }) => of === column && ids.includes(id) && (status === "warn" || status === "fail"),
  ) ?? null

const schema: Look = ({ name, status }, { schema: { renamed, removed, added, type_changed: retyped } }) => {
  const to = renamed.find(({ reference, current }) => reference === name || current === name)
  if (to !== undefined)
    return {
      kind: "schema",
      because: `${nameText(to.reference, longestName)} is probably called ${nameText(to.current, longestName)} now: ${to.reason}.`,
      next: "Rename it back where the data are written, or rename it in the reference.",
    }
  if (removed.includes(name))
    return {
      kind: "schema",
      because: "It is no longer there.",
      next: "Ask who writes the data whether it was dropped on purpose; `only_in: reference` says that it was.",
    }
  if (added.includes(name))
    return {
      kind: "schema",
      because: "It is new.",
      next: "Make a reference that has it, or say `only_in: current` of it.",
    }
  const type = retyped.find(({ column }) => column === name)
  if (type === undefined || (type.comparable && status === "drift")) return null
  return {
    kind: "schema",
    because: `Its type went from ${type.reference} to ${type.current}.`,
    next: "Look at how it is written: a column that became text often holds one word among its numbers.",
  }
}

const unit: Look = ({ name }, report) => {
  const found = finding(report, name, "unit-change")
  return found === null ? null : { kind: "unit", because: `${found.message}.`, next: askForUnit }
}

const askForUnit =
  "Ask who writes the column for its unit; if it changed on purpose, convert it, or make a new reference."

const standIn: Look = ({ name }, report) => {
  const found = finding(report, name, "mixed-nulls")
  if (found === null) return null
  return {
    kind: "default value",
    because: `${found.message}.`,
    next: "Find the source that writes it, and read it as missing.",
  }
}

const spelling: Look = ({ name }, report) => {
  const found = finding(report, name, "category-spelling", "blank-strings")
  if (found === null) return null
  return {
    kind: "spelling",
    because: `${found.message}.`,
    next: "One source writes them otherwise: find it, or put the spelling right before the comparison.",
  }
}

const missing: Look = (column, report) => {
  const found = finding(report, column.name, "missing-values")
  const test = column.missing_test
  if (found === null && test?.changed !== true) return null
  const because =
    found === null
      ? `Missing values: ${share(test?.reference_share ?? 0)} → ${share(test?.current_share ?? 0)}.`
      : `${found.message}.`
  return {
    kind: "missing values",
    because,
    next: "A source no longer fills it, or a join finds no partner: look at the rows that lack it for what they have in common.",
  }
}

/** One value, at an end of the values or unknown to the reference, that many more rows hold. */
const oneValue: Look = ({ type, reference, current }) => {
  if (type !== "numeric" || reference === null || current === null) return null
  const shareIn = (side: typeof current, value: string) =>
    (side.top.find((each) => each.value === value)?.count ?? 0) / Math.max(1, side.rows - side.missing)
  const risen = current.top
    .map(({ value }) => ({ value, from: shareIn(reference, value), to: shareIn(current, value) }))
    .filter(({ value, from, to }) => isAtAnEnd(Number(value), current) && to - from >= 0.05 && to >= 3 * from)
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .at(0)
  if (risen === undefined || (current.distinct ?? 0) < 3) return null
  return {
    kind: "default value",
    because: `One value, ${risen.value}, went from ${share(risen.from)} to ${share(risen.to)} of the rows.`,
    next: "A default seems to stand for what is not known: find the source that writes it, and read it as missing.",
  }
}

/** What writers put for what they do not know: the smallest or largest value, or 0 or −1. */
const isAtAnEnd = (value: number, { min, max }: ColumnSummary) =>
  value === min || value === max || value === 0 || value === -1

const barsOf = ({ distribution }: ColumnResult): Histogram | null =>
  distribution?.kind === "histogram" && !distribution.time ? distribution : null

/** Places of the deciles among 41 quantiles. */
const deciles = [4, 8, 12, 16, 20, 24, 28, 32, 36] as const

/** All values multiplied by about the same, while a column that it goes with closely stayed where it was. */
const multiplied: Look = (column, report) => {
  const bars = barsOf(column)
  if (bars === null || column.status !== "drift" || bars.reference_quantiles.length < 41) return null
  const ratios = deciles.map((i) => bars.current_quantiles[i] / bars.reference_quantiles[i])
  if (!ratios.every((ratio) => Number.isFinite(ratio) && ratio > 0)) return null
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
  const middle = ratios[4]
  if (most / least > 1.2 || Math.abs(Math.log(middle)) < Math.log(1.2)) return null
  const states = new Map(report.columns.map((each) => [each.name, each.status]))
  const still = partnersIn(column.name, report.correlations.pairs)
    .filter(({ name, strength }) => strength >= 0.7 && states.get(name) === "ok")
    .at(0)
  const beside = still === undefined ? "" : ` ${nameText(still.name, longestName)}, which goes with it, did not move.`
  return {
    kind: "unit",
    because: `All its values were multiplied by about the same, ${times(least)} to ${times(most)} over the deciles${nearUnit(middle)}.${beside}`,
    next: askForUnit,
  }
}

const factors: readonly [factor: number, words: string][] = [
  [1.609344, "miles to kilometres"],
  [2.54, "inches to centimetres"],
  [3.28084, "metres to feet"],
  [2.20462, "kilograms to pounds"],
  [3.6, "m/s to km/h"],
  [60, "minutes to seconds"],
  [100, "a hundredth, as in cents"],
  [1000, "a thousandth"],
]

/** Known factors that lie near: what else moved may hide which it is. */
function nearUnit(ratio: number): string {
  const near = factors.find(([factor]) => [factor, 1 / factor].some((each) => Math.abs(Math.log(ratio / each)) < 0.1))
  return near === undefined ? "" : `, near that of ${near[1]} (${number(near[0], 3)})`
}

/** A category that grew or went, while all others keep their proportions. */
const oneCategory: Look = ({ distribution, status }) => {
  if (distribution?.kind !== "categories" || status !== "drift") return null
  const { rows } = categoryShares(distribution)
  const [first] = [...rows].sort((a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference))
  const moved = first.current - first.reference
  if (Math.abs(moved) < 0.02 || shiftWithout(rows, first) > 0.6 * Math.abs(moved)) return null
  const figures = `${nameText(first.value, longestName)} went from ${share(first.reference)} to ${share(first.current)} of the rows`
  return moved > 0
    ? {
        kind: "one source",
        because: `${figures}, and the others keep their proportions but for chance.`,
        next: "Either that source sends more (twice, for instance: look for repeated rows), or a filter leaves others out: compare the numbers of rows.",
      }
    : {
        kind: "filter",
        because: `${figures}, and the others keep their proportions but for chance.`,
        next: "Look for what leaves these rows out: a filter, a source that did not deliver.",
      }
}

/** How far the shares of the others moved among themselves: half the sum of the differences. */
function shiftWithout(rows: readonly CategoryShare[], one: CategoryShare): number {
  const rest = rows.filter((row) => row !== one)
  const of = (side: "reference" | "current") => rest.reduce((sum, row) => sum + row[side], 0) || 1
  const [from, to] = [of("reference"), of("current")]
  return rest.reduce((sum, row) => sum + Math.abs(row.current / to - row.reference / from), 0) / 2
}

/** Values beyond a bound are gone. */
const bounded: Look = (column) => {
  const bars = barsOf(column)
  if (bars === null || column.status !== "drift" || bars.reference_quantiles.length < 41) return null
  const [from, to] = [bars.reference_quantiles, bars.current_quantiles]
  const span = from[40] - from[0]
  const low = from.filter((value) => value < to[0]).length
  const high = from.filter((value) => value > to[40]).length
  const [lost, end] = low >= high ? [low, "below"] : [high, "above"]
  const kept = low >= high ? to[40] >= from[36] : to[0] <= from[4]
  const rest = end === "below" ? from.slice(lost) : from.slice(0, 41 - lost)
  // The values that are left are as they were.
  const off = Math.abs(to[20] - rest[Math.floor(rest.length / 2)])
  if (lost < 3 || !kept || span === 0 || off > 0.1 * (from[36] - from[4])) return null
  return {
    kind: "filter",
    because: `Nothing lies ${end} ${number(end === "below" ? to[0] : to[40])} any more, where ${share(lost / 41)} of the reference's values are.`,
    next: "Look for a filter, or a part of the data that was not delivered.",
  }
}

const calendarName = /(^|_)(year|month|week|day|hour|date|quarter|weekday)(_|$)/i

/** What every later table has: another month, another year. */
const calendar: Look = ({ name, type }) =>
  calendarName.test(name) && type !== "text"
    ? {
        kind: "calendar",
        because: "By its name it says when a row is from, and current is from another time.",
        next: "Leave it out of the comparison, since it moves by itself.",
      }
    : null

/** All values larger or smaller by about the same. */
const level: Look = (column, report) => {
  const bars = barsOf(column)
  if (bars === null || column.status !== "drift" || bars.reference_quantiles.length < 41) return null
  const shifts = deciles.map((i) => bars.current_quantiles[i] - bars.reference_quantiles[i])
  const mean = shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length
  const spread = Math.max(...shifts) - Math.min(...shifts)
  if (mean === 0 || spread > 1.5 * Math.abs(mean)) return null
  const together = movedWith(column, report)
  const others =
    together.length === 0
      ? ""
      : ` ${together.map(({ name }) => nameText(name, longestName)).join(", ")}, which go with it, moved as well.`
  return {
    kind: "season",
    because: `All its values moved by about ${number(mean)}, ${number(Math.min(...shifts))} to ${number(Math.max(...shifts))} over the deciles.${others}`,
    next: "A season or a trend moves values so, and so does a recalibrated source: compare with the same time of last year, or with `--reference-last 30d`.",
  }
}

const looks: readonly Look[] = [
  ...[schema, unit, standIn, spelling, missing],
  ...[calendar, oneValue, multiplied, oneCategory, bounded, level],
]

interface Partner {
  name: string
  /** The larger of both sides, from 0 to 1. */
  strength: number
}

/** Columns that go with this one on a side, the closest first. */
function partnersIn(name: string, pairs: readonly CorrelationPair[]): Partner[] {
  return pairs
    .flatMap(({ first, second, reference, current }) =>
      first === name || second === name
        ? [{ name: first === name ? second : first, strength: Math.max(Math.abs(reference), Math.abs(current)) }]
        : [],
    )
    .sort((a, b) => b.strength - a.strength)
}

/** Columns that drifted as well and go with this one, the closest first; at most five. */
export function movedWith({ name }: ColumnResult, { correlations, columns }: Report): Partner[] {
  const drifted = new Set(columns.filter(({ status }) => status === "drift").map((each) => each.name))
  return partnersIn(name, correlations.pairs)
    .filter((partner) => partner.strength >= 0.3 && drifted.has(partner.name))
    .slice(0, 5)
}

const mostParts = 5

/** Which part moved, in words: the deciles of numbers, the categories that moved most; empty where the report has none. */
export function partsMoved(column: ColumnResult): string[] {
  const { distribution, reference, current } = column
  if (reference === null || current === null) return []
  if (distribution?.kind === "categories") {
    const rows = categoryShares(distribution)
      .rows.filter(({ reference: from, current: to }) => from !== to)
      .sort((a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference))
    return rows
      .slice(0, mostParts)
      .map(
        (row) =>
          `${nameText(row.value, longestName)} ${share(row.reference)} → ${share(row.current)} (${points(row.current - row.reference)} points${row.state === "both" ? "" : `, ${row.state}`})`,
      )
  }
  const bars = barsOf(column)
  if (bars === null || bars.reference_quantiles.length < 41) return []
  return [0, 4, 10, 20, 30, 36, 40].map((i) => {
    const name = i === 0 ? "smallest" : i === 40 ? "largest" : i === 20 ? "median" : `${i * 2.5}%`
    return `${name} ${number(bars.reference_quantiles[i])} → ${number(bars.current_quantiles[i])}`
  })
}

/** What looks like a fault of the rows as a whole: a join, rows delivered twice; empty where nothing does. */
export function diagnoseRows({ checks }: Report): { kind: string; because: string; next: string }[] {
  const found = (id: string) =>
    checks.find((check) => check.id === id && (check.status === "warn" || check.status === "fail"))?.message
  const join = found("join-explosion") ?? found("duplicate-keys")
  const copies = found("duplicate-rows") ?? found("repeated-delivery")
  return [
    ...(join === undefined
      ? []
      : [
          {
            kind: "a join",
            because: join,
            next: "A join found several partners for a row: make its keys unique on the other side.",
          },
        ]),
    ...(copies === undefined
      ? []
      : [
          {
            kind: "copied rows",
            because: copies,
            next: "Something was written or read twice: look at the loads of that day.",
          },
        ]),
  ]
}
