/** The statements that are sent: one generator for all engines; a dialect says what differs. */
import type { ColumnInfo, TimeUnits } from "../model.js"
import type { Dialect, EngineAddress, NativeColumn } from "./engine.js"

/** A column of a table in an engine. */
export interface EngineColumn {
  info: ColumnInfo
  /** Its type in the engine's words. */
  nativeType: string
}

const largest = "1.7976931348623157E308"

/** A double that every engine reads as one. */
export function literal(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} has no literal`)
  if (value === 0) return "0E0"
  const text = String(value).toUpperCase()
  return text.includes("E") ? text.replace("E+", "E") : `${text}E0`
}

/** What stands behind "from": the table or the query, with the condition on its rows and the share of them. */
export function relationOf(
  { table, query, where, sample }: EngineAddress,
  dialect: Dialect,
  all: readonly NativeColumn[],
): string {
  const name = query === null ? table.map(dialect.quote).join(".") : `(${query}\n) q`
  const conditions = [
    ...(where === null ? [] : [`(${where}\n)`]),
    ...(sample === null ? [] : [sampled(sample, dialect, all)]),
  ]
  return conditions.length === 0 ? name : `(select * from ${name} where ${conditions.join(" and ")}) s`
}

/** Whether the key's hash lies in the lowest share of all. Without a key all columns together are one. */
function sampled(
  { share, key }: NonNullable<EngineAddress["sample"]>,
  dialect: Dialect,
  all: readonly NativeColumn[],
): string {
  const keys = key.map((name) => all.find((column) => column.name === name) ?? { name })
  const hash = hashOf(key.length === 0 ? all : keys, dialect)
  return `abs(${hash} % 1000000) < ${Math.round(share * 1e6)}`
}

/** One whole number for these columns of a row, the same for rows that are equal in them. */
export function hashOf(columns: readonly Partial<NativeColumn>[], dialect: Dialect): string {
  return dialect.hash(columns.map(({ name = "", type }) => `coalesce(${dialect.text(dialect.quote(name), type)}, '␀')`))
}

/** A column's numbers or instants as doubles; infinite ones included. */
function doubles({ info, nativeType }: EngineColumn, dialect: Dialect): string {
  const x = dialect.quote(info.name)
  if (info.kind === "datetime") return dialect.instant(x, nativeType)
  return info.kind === "time" ? dialect.timeOfDay(x) : dialect.double(x, nativeType)
}

/** Its finite values, null for all others: NaN lies beyond the largest double or compares with nothing. −0 is 0. */
export function finite(column: EngineColumn, dialect: Dialect): string {
  const x = doubles(column, dialect)
  return `case when ${x} >= -${largest} and ${x} <= ${largest} then ${x} + 0E0 end`
}

const ordered: ReadonlySet<ColumnInfo["kind"]> = new Set(["number", "datetime", "time"])
export const isOrdered = ({ info }: EngineColumn): boolean => ordered.has(info.kind)

/** Whether the column may hold NaN. */
export const isReal = ({ info }: EngineColumn): boolean => info.kind === "number" && !info.integer

/** What can be told apart: there are types of texts whose values cannot, such as JSON. */
const comparable = ({ info, nativeType }: EngineColumn, x: string, dialect: Dialect) =>
  info.kind === "string" ? dialect.text(x, nativeType) : x

/** Figures of a column that the first scan brings, in this order. */
export const factNames = ["present", "nan", "finite", "min", "max", "zeros", "negative", "distinct"] as const

/** One scan: rows, and the figures of these columns. The first two cells are the rows and those with a missing value. */
export function factsSql(
  relation: string,
  columns: readonly EngineColumn[],
  all: readonly EngineColumn[],
  dialect: Dialect,
): string {
  const inner = columns.flatMap((column, i) => [
    `${dialect.quote(column.info.name)} as c${i}`,
    ...(isOrdered(column) ? [`${finite(column, dialect)} as v${i}`] : []),
  ])
  const facts = columns.flatMap((column, i) => factsOf(column, i, dialect))
  const missing = all.map((column) => isMissing(column, dialect)).join(" or ")
  return [
    `select count(*) as n, sum(m) as m${facts.map((fact) => `, ${fact}`).join("")}`,
    `from (select case when ${missing} then 1 else 0 end as m${inner.map((each) => `, ${each}`).join("")} from ${relation}) t`,
  ].join(" ")
}

function isMissing(column: EngineColumn, dialect: Dialect): string {
  const x = dialect.quote(column.info.name)
  return isReal(column) ? `${x} is null or ${dialect.isNan(dialect.double(x))}` : `${x} is null`
}

function factsOf(column: EngineColumn, i: number, dialect: Dialect): string[] {
  const [c, v] = [`c${i}`, `v${i}`]
  const nan = isReal(column) ? `sum(case when ${dialect.isNan(dialect.double(c))} then 1 else 0 end)` : "0"
  if (!isOrdered(column)) {
    const counts = column.info.kind === "nested" ? "0" : dialect.distinct(comparable(column, c, dialect))
    return [`count(${c})`, "0", "0", "null", "null", "0", "0", counts]
  }
  const where = (condition: string) => `sum(case when ${condition} then 1 else 0 end)`
  return [
    ...[`count(${c})`, nan, `count(${v})`, `min(${v})`, `max(${v})`],
    ...[where(`${v} = 0E0`), where(`${v} < 0E0`), dialect.distinct(v)],
  ]
}

/** Different values with their rows, one more than `most` at most. `exact`: as texts, for numbers that doubles do not hold. */
export function valuesSql(
  relation: string,
  column: EngineColumn,
  most: number,
  exact: boolean,
  dialect: Dialect,
): string {
  const x = dialect.quote(column.info.name)
  const value = valueOf(column, exact, dialect)
  return `select v, count(*) as n from (select ${value} as v from ${relation} where ${x} is not null) t where v is not null group by v limit ${most + 1}`
}

function valueOf(column: EngineColumn, exact: boolean, dialect: Dialect): string {
  const x = dialect.quote(column.info.name)
  if (column.info.kind === "boolean") return `case when ${x} then 'true' else 'false' end`
  return isOrdered(column) && !exact ? finite(column, dialect) : dialect.text(x, column.nativeType)
}

/** A part of a column's range: its bins are numbered from `first` on. Both ends are values, in bins of their own. */
export interface Segment {
  low: number
  high: number
  bins: number
  first: number
}

/** Numbers that are taken by a segment. */
export const binsOf = ({ bins }: Pick<Segment, "bins">): number => bins + 3

/** Each bin's number grows with the value, whatever is rounded: rows up to the end of a bin are exact. */
function binOf({ low, high, bins, first }: Segment): string {
  // Halves, so that a range beyond the largest double has a width.
  const scale = Math.min(Number.MAX_VALUE, bins / (high / 2 - low / 2))
  const place = `cast(floor((v / 2E0 - ${literal(low / 2)}) * ${literal(scale)}) as bigint)`
  return `case when v = ${literal(low)} then ${first} when v = ${literal(high)} then ${first + bins + 2} else ${first + 1} + ${place} end`
}

/** Per bin: rows, smallest and largest value. `moments`: and the sums of d, d², d³, d⁴, where d is the value in the range from −1 to 1. */
export function gridSql(
  relation: string,
  column: EngineColumn,
  segments: readonly Segment[],
  moments: boolean,
  dialect: Dialect,
): string {
  const bin =
    segments.length === 1
      ? binOf(segments[0])
      : `case ${segments.map((each) => `when v <= ${literal(each.high)} then ${binOf(each)}`).join(" ")} end`
  const inside = segments.map(({ low, high }) => `v >= ${literal(low)} and v <= ${literal(high)}`).join(" or ")
  const d = moments ? `, ${unitValue(segments[0])} as d` : ""
  const sums = moments ? ", sum(d) as d1, sum(d * d) as d2, sum(d * d * d) as d3, sum(d * d * d * d) as d4" : ""
  return (
    `select b, count(*) as n, min(v) as mn, max(v) as mx${sums} from (select ${bin} as b, v${d} from ` +
    `(select ${finite(column, dialect)} as v from ${relation}) t where ${inside}) u group by b`
  )
}

function unitValue({ low, high }: Segment): string {
  const reach = high / 2 - low / 2
  return `(v / 2E0 - ${literal(low / 4 + high / 4)}) / ${literal(reach / 2)}`
}

const hourMs = "3600000E0"

/** Per hour: its number since 1970, rows, rows at its very start, first and last instant. */
export function hoursSql(relation: string, column: EngineColumn, dialect: Dialect): string {
  return (
    `select b, count(*) as n, sum(case when v = b * ${hourMs} then 1 else 0 end) as a, min(v) as mn, max(v) as mx from ` +
    `(select floor(v / ${hourMs}) as b, v from (select ${finite(column, dialect)} as v from ${relation}) t where v is not null) u group by b`
  )
}

/** Rows below each of these edges. */
export function belowSql(relation: string, column: EngineColumn, edges: readonly number[], dialect: Dialect): string {
  const sums = edges.map((edge, i) => `sum(case when v < ${literal(edge)} then 1 else 0 end) as e${i}`)
  return `select ${sums.join(", ")} from (select ${finite(column, dialect)} as v from ${relation}) t`
}

/** How many different values, counted one by one. */
export function distinctSql(relation: string, column: EngineColumn, dialect: Dialect): string {
  const value = isOrdered(column)
    ? finite(column, dialect)
    : comparable(column, dialect.quote(column.info.name), dialect)
  return `select count(distinct ${value}) as n from ${relation}`
}

/** Figures of texts: shortest, longest and all lengths, empty, blank, and with white space between other characters. */
export function textsSql(relation: string, column: EngineColumn, dialect: Dialect): string {
  const where = (condition: string) => `sum(case when ${condition} then 1 else 0 end)`
  const figures = [
    ...["min(length(c))", "max(length(c))", "sum(length(c))", where("c = ''")],
    ...[
      where(dialect.matches("c", "^[[:space:]]*$")),
      where(dialect.matches("c", "[^[:space:]][[:space:]]+[^[:space:]]")),
    ],
  ]
  return `select ${figures.map((each, i) => `${each} as f${i}`).join(", ")} from (select ${dialect.text(dialect.quote(column.info.name), column.nativeType)} as c from ${relation}) t`
}

/** The most common texts with their rows; `longest`: of those of at most so many characters. */
export function topSql(
  relation: string,
  column: EngineColumn,
  most: number,
  longest: number | null,
  dialect: Dialect,
): string {
  const where = longest === null ? "c is not null" : `length(c) <= ${longest}`
  return `select c, count(*) as n from (select ${dialect.text(dialect.quote(column.info.name), column.nativeType)} as c from ${relation}) t where ${where} group by c order by n desc, c limit ${most}`
}

/** How many different rows there are in these columns. */
export function differentRowsSql(relation: string, columns: readonly NativeColumn[], dialect: Dialect): string {
  return `select count(distinct h) as n from (select ${hashOf(columns, dialect)} as h from ${relation}) t`
}

/** How numbers are joined where they are too many for each unit: bins from `low` to `high`, and one at each end. */
export interface Coarse {
  low: number
  high: number
  bins: number
}

/**
 * Rows by unit of time, by what is missing (0: a value; 1: null or NaN; 2: infinite) and by value, or by bin with the mean of its values:
 * [unit, state, value, rows].
 */
export function partsSql(
  relation: string,
  { column, time }: { column: EngineColumn; time: EngineColumn },
  units: TimeUnits,
  coarse: Coarse | null,
  dialect: Dialect,
): string {
  const x = dialect.quote(column.info.name)
  const infinite = isOrdered(column) ? ` when ${finite(column, dialect)} is null then 2` : ""
  const value = valueOf(column, false, dialect)
  const [from, to] = units.without.map(literal)
  const key = coarse === null ? "v" : coarseOf(coarse)
  return (
    `select u, m, ${coarse === null ? "v" : "avg(v)"} as v, count(*) as n from (select ${unitOf(units)} as u, m, v from ` +
    `(select ${finite(time, dialect)} as t, case when ${isMissing(column, dialect)} then 1${infinite} else 0 end as m, ` +
    `case when ${x} is not null then ${value} end as v from ${relation}) a where t is null or t < ${from} or t > ${to}) b group by u, m, ${key}`
  )
}

function unitOf({ unit, offsets }: TimeUnits): string {
  const last = offsets[offsets.length - 1]
  const arms = offsets
    .slice(0, -1)
    .map(({ offset }, i) => `when t < ${literal(offsets[i + 1].from)} then ${literal(offset)}`)
  const offset = arms.length === 0 ? literal(last.offset) : `case ${arms.join(" ")} else ${literal(last.offset)} end`
  return `floor((t + ${offset}) / ${literal(unit)})`
}

function coarseOf({ low, high, bins }: Coarse): string {
  const scale = literal(Math.min(Number.MAX_VALUE, bins / (high - low)))
  return `case when v < ${literal(low)} then -1 when v > ${literal(high)} then ${bins + 1} else floor((v - ${literal(low)}) * ${scale}) end`
}
