import type { DateOrder, How, InstantUnit, NumberFacts, Reading, SideEvidence } from "../model.js"
import { type Found, isMost } from "./reading.js"
import { tallyDates, type DateTally } from "./spellings/date-tally.js"
import { dateOrders } from "./spellings/date-text.js"
import { formatReader } from "./spellings/date-format.js"
import { isMissingWord } from "./spellings/null-words.js"
import { wholeTextFacts } from "./spellings/number-facts.js"

/**
 * Texts that are dates, whole numbers that stand for instants; null where a side is neither. Day and month are told apart over all
 * values of a side, else by the other side; where nothing decides (no day above 12) the column is left open, except that dates
 * with points are day, month, year.
 */
export function decideDates(sides: readonly SideEvidence[], name: string, declared: boolean): Found | null {
  const tallies = sides.map(({ texts }) => (texts === null ? null : tallyDates(texts)))
  const dates = sides.map((side, i) => (side.info.kind === "datetime" ? "stored" : datesOf(tallies[i])))
  const units = sides.map((side, i) => (dates[i] === null ? instantUnit(side, name, declared, dates) : null))
  if (!sides.every((_, i) => dates[i] !== null || units[i] !== null)) return null
  if (dates.every((order) => order === "stored")) return null
  const known = dates.find(isOrder) ?? (tallies.some(allDotted) ? "dmy" : undefined)
  if (dates.includes("open") && known === undefined)
    return { open: "dates such as 01/02/2024, and no day above 12 tells the day from the month" }
  const readings = sides.map((side, i): Reading | null => {
    const unit = units[i]
    const info = { ...side.info, kind: "datetime" as const, integer: false }
    if (unit !== null) return { how: { as: "instants", unit }, info }
    if (dates[i] === "stored") return null
    const order = isOrder(dates[i]) ? dates[i] : (known ?? "ymd")
    return { how: { as: "dates", order }, info }
  })
  return { readings, note: noteOf(readings, tallies) }
}

const isOrder = (order: unknown): order is DateOrder => dateOrders.some((known) => known === order)
const allDotted = (tally: DateTally | null) => tally !== null && tally.open > 0 && tally.dotted === tally.open

/** In which order one side writes its dates: "either" where every text says so itself, "open" where nothing tells; null for no dates. */
function datesOf(tally: DateTally | null): DateOrder | "either" | "open" | null {
  if (tally === null) return null
  const best = Math.max(...dateOrders.map((order) => tally.readable[order]))
  if (!isMost(best, tally.rows)) return null
  if (tally.open === 0) return "either"
  const fitting = dateOrders.filter((order) => tally.readable[order] === best)
  return fitting.length === 1 ? fitting[0] : "open"
}

/** Names of columns that hold times: created_at, event_ts, timeStamp, birthDate. */
const timeNames = [
  /(^|[^a-z])(date|time|datetime|timestamp|ts|epoch|unix|day|dt|when|since|created|updated|modified|at|on)($|[^a-z])/i,
  /(date|time|timestamp|epoch)$/i,
  /[a-z](At|On|Ts|Date|Time|Day)$/,
]
/** Names of columns that hold months: ym, yyyymm, year_month, reporting_period. */
const monthNames = [/(^|[^a-z])(ym|yyyymm|months?|periods?|yearmonth)($|[^a-z])/i, /[a-z](Month|Period|YM)$/]
export const namesMonth = (name: string) => monthNames.some((pattern) => pattern.test(name))

export const namesTime = (name: string) => timeNames.some((pattern) => pattern.test(name))

/** From 1990 on and up to 2100, in seconds. */
const earliest = 631_152_000
const latest = 4_102_444_800
const perSecond: readonly (readonly ["s" | "ms" | "us" | "ns", number])[] = [
  ["s", 1],
  ["ms", 1e3],
  ["us", 1e6],
  ["ns", 1e9],
]
const fewestDays = 3
/** Of six digits every eighth ends in a month by chance, of eight digits every thirty-fifth in a day. */
const fewestMonths = 8

/**
 * What the whole numbers of a side count as instants, null where they are plain numbers: days written yyyymmdd, or months yyyymm,
 * where every value is one; seconds, milliseconds … since 1970 where all lie in 1990 to 2100 and the name, the other side or the user says time.
 */
function instantUnit(
  { info, numbers, texts }: SideEvidence,
  name: string,
  declared: boolean,
  others: readonly unknown[],
): InstantUnit | null {
  const facts = info.kind === "number" ? numbers : texts === null ? null : wholeTextFacts(texts)
  if (facts === null || !facts.whole || facts.values === 0) return null
  const expected = declared || namesTime(name) || others.some((other) => other !== null)
  if (facts.days === facts.values && (expected || facts.differentDays >= fewestDays)) return "yyyymmdd"
  const isMonths = expected || namesMonth(name) || facts.differentMonths >= fewestMonths
  if (facts.months === facts.values && isMonths) return "yyyymm"
  return expected ? epochUnit(facts) : null
}

function epochUnit({ min, max }: NumberFacts): InstantUnit | null {
  return perSecond.find(([, factor]) => min >= earliest * factor && max <= latest * factor)?.[0] ?? null
}

function noteOf(readings: readonly (Reading | null)[], tallies: readonly (DateTally | null)[]): string {
  const hows = readings.flatMap((reading) => (reading === null ? [] : [reading.how]))
  const unit = hows.find((how) => how.as === "instants")
  if (unit?.as === "instants") return `read as ${unitWords[unit.unit]}`
  const orders = Array.from(new Set(hows.flatMap(orderOf)))
  if (!tallies.some((tally) => tally !== null && tally.open > 0)) return "read as dates"
  return `read as dates: ${orders.map((order) => orderWords[order]).join(" on one side, ")}${orders.length > 1 ? " on the other" : ""}`
}

const orderOf = (how: How): DateOrder[] => (how.as === "dates" ? [how.order] : [])
const orderWords = { ymd: "year, month, day", dmy: "day, month, year", mdy: "month, day, year" }
const unitWords = {
  yyyymmdd: "dates written yyyymmdd",
  yyyymm: "months written yyyymm",
  s: "instants: seconds since 1970",
  ms: "instants: milliseconds since 1970",
  us: "instants: microseconds since 1970",
  ns: "instants: nanoseconds since 1970",
}

/** Texts that are times of day, 12:30:09 or 9:05 PM; null where a side holds others. */
export function decideClocks(sides: readonly SideEvidence[]): Found | null {
  const fits = ({ info, texts }: SideEvidence) => {
    if (texts === null) return info.kind === "time"
    const { clocks, rows } = tallyDates(texts)
    return isMost(clocks, rows)
  }
  if (!sides.every(fits) || sides.every(({ texts }) => texts === null)) return null
  const readings = sides.map(({ info, texts }): Reading | null =>
    texts === null ? null : { how: { as: "clocks" }, info: { ...info, kind: "time", integer: false } },
  )
  return { readings, note: "read as times of day" }
}

/** Texts in the format that the user states; null without one, or where nearly all texts of a side are in another. */
export function decideFormat(sides: readonly SideEvidence[], format: string | null): Found | null {
  const read = format === null ? null : formatReader(format)
  if (format === null || read === null) return null
  const fits = ({ info, texts }: SideEvidence) => {
    if (texts === null) return info.kind === "datetime"
    const told = texts.values.map((text, i) => (isMissingWord(text) ? 0 : texts.counts[i]))
    const inFormat = texts.values.map((text, i) => (Number.isNaN(read(text)) ? 0 : told[i]))
    return isMost(total(inFormat), total(told))
  }
  if (!sides.every(fits)) return null
  const readings = sides.map(({ info, texts }): Reading | null =>
    texts === null ? null : { how: { as: "format", format }, info: { ...info, kind: "datetime", integer: false } },
  )
  return { readings, note: `read as dates in the format ${JSON.stringify(format)}` }
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
