/** The statement about a column over time. */
import type { TimeUnits } from "../../model.js"
import type { Dialect } from "../engine.js"
import { finite, isMissing, isOrdered, literal, valueOf, type EngineColumn } from "./column.js"

/** How numbers are joined where they are too many for each unit: bins from `low` to `high`, and one at each end, which goes to `min` and `max`. */
export interface Coarse {
  low: number
  high: number
  bins: number
  min: number
  max: number
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
