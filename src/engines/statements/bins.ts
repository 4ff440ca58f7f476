/** Statements about a column whose values are too many to be fetched: how many rows lie where. */
import type { Dialect } from "../engine.js"
import { finite, literal, type EngineColumn } from "./column.js"

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
