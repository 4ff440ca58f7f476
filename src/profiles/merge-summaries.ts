import { makeData, makeVector, Float64 } from "apache-arrow"
import { createHash } from "node:crypto"
import { summarise } from "../columns/summarise.js"
import type { ColumnInfo, ColumnSummary, ValueCount } from "../model.js"
import { mergeMoments } from "./merge-moments.js"

const topValues = 3
const mostNullWords = 10

/** Values of a merged column as far as the parts hold them: an ascending sample, rows per category, or neither. */
export interface MergedValues {
  sample: Float64Array | null
  counts: ReadonlyMap<string, number> | null
  /** Whether these are all values with their exact rows. */
  exact: boolean
}

/**
 * One summary for the rows of all parts. Counts, sums and extremes are exact and moments to rounding; quantiles and gaps are
 * those of the merged sample. Different values: exact where `exact`, otherwise at most as many as the parts have together.
 */
export function mergeSummaries(parts: readonly ColumnSummary[], info: ColumnInfo, values: MergedValues): ColumnSummary {
  const [first] = parts
  const filled = parts.filter(({ rows, missing, infinite }) => rows > missing + infinite)
  const [shape] = filled.length > 0 ? filled : [first]
  const together = {
    ...shape,
    rows: total(parts, "rows") ?? 0,
    missing: total(parts, "missing") ?? 0,
    nan: total(parts, "nan") ?? 0,
    infinite: total(parts, "infinite") ?? 0,
    zeros: total(filled, "zeros"),
    negative: total(filled, "negative"),
    empty: total(filled, "empty"),
    blank: total(filled, "blank"),
    ...end(filled, "min", "at_min", (a, b) => a < b),
    ...end(filled, "max", "at_max", (a, b) => a > b),
    length_min: extreme(filled, "length_min", Math.min),
    length_max: extreme(filled, "length_max", Math.max),
    length_mean: average(filled, "length_mean"),
    spaced: average(filled, "spaced"),
    decimals_mean: average(filled, "decimals_mean"),
    ...mergeMoments(filled),
    null_words:
      shape.null_words === null
        ? null
        : largest(
            filled.flatMap((part) => part.null_words ?? []),
            mostNullWords,
          ),
    top: largest(
      filled.flatMap(({ top }) => top),
      topValues,
    ),
    distinct: total(parts, "distinct"),
    content_hash: joinedHash(parts),
  }
  const ordered = values.sample === null ? {} : orderFigures(values.sample, info, values.exact)
  const counted = values.counts === null ? {} : countFigures(values.counts)
  return { ...together, ...ordered, ...counted }
}

type Figure = { [K in keyof ColumnSummary]: ColumnSummary[K] extends number | null ? K : never }[keyof ColumnSummary]

function total(parts: readonly ColumnSummary[], figure: Figure): number | null {
  return parts.some((part) => part[figure] === null) ? null : parts.reduce((sum, part) => sum + Number(part[figure]), 0)
}

/** The outermost value and the rows that hold it. */
function end(
  parts: readonly ColumnSummary[],
  figure: "min" | "max",
  rows: "at_min" | "at_max",
  outer: (a: number | string, b: number | string) => boolean,
): Partial<ColumnSummary> {
  const values = parts.map((part) => part[figure]).filter((value) => value !== null)
  if (values.length === 0) return {}
  const value = values.reduce((best, each) => (outer(each, best) ? each : best))
  const holding = parts.filter((part) => part[figure] === value)
  return { [figure]: value, [rows]: total(holding, rows) }
}

function extreme(parts: readonly ColumnSummary[], figure: Figure, pick: (...of: number[]) => number): number | null {
  const known = parts.map((part) => part[figure]).filter((value) => value !== null)
  return known.length === 0 ? null : pick(...known)
}

/** Mean over the rows that hold a value. */
function average(parts: readonly ColumnSummary[], figure: Figure): number | null {
  if (parts.length === 0 || parts.some((part) => part[figure] === null)) return null
  const weight = ({ rows, missing, infinite }: ColumnSummary) => rows - missing - infinite
  const weights = parts.reduce((sum, part) => sum + weight(part), 0)
  return parts.reduce((sum, part) => sum + Number(part[figure]) * (weight(part) / weights), 0)
}

function largest(counts: readonly ValueCount[], most: number): ValueCount[] {
  const sums = new Map<string, number>()
  for (const { value, count } of counts) sums.set(value, (sums.get(value) ?? 0) + count)
  return Array.from(sums, ([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, most)
}

/** Figures that follow from the order of the values. */
function orderFigures(sample: Float64Array, info: ColumnInfo, exact: boolean): Partial<ColumnSummary> {
  const vector = makeVector(makeData({ type: new Float64(), length: sample.length, nullCount: 0, data: sample }))
  const numbers = { finite: sample, missing: 0, nan: 0, infinite: 0 }
  const { min, max, at_min, at_max, quantiles, time, distinct, top } = summarise(vector, info, numbers)
  return { min, max, at_min, at_max, quantiles, time, ...(exact ? { distinct, top } : {}) }
}

function countFigures(counts: ReadonlyMap<string, number>): Partial<ColumnSummary> {
  const top = Array.from(counts, ([value, count]) => ({ value, count }))
  return { distinct: counts.size, top: largest(top, topValues) }
}

/** Equal for two columns whose parts all had equal hashes. */
function joinedHash(parts: readonly ColumnSummary[]): string | null {
  const hashes = parts.map(({ content_hash }) => content_hash)
  if (hashes.every((hash) => hash === null)) return null
  return createHash("sha256").update(JSON.stringify(hashes)).digest("hex").slice(0, 16)
}
