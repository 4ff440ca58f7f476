import type { Vector } from "apache-arrow"
import {
  emptySummary,
  type ColumnInfo,
  type ColumnSummary,
  type CountedTexts,
  type TimeSummary,
  type ValueCount,
} from "../model.js"
import { countDistinct } from "../stats/count-distinct.js"
import { moments } from "../stats/moments.js"
import { mostCommon } from "../stats/most-common.js"
import { countAtOrBelow, countBelow } from "../stats/count-below.js"
import { meanDecimals } from "../stats/mean-decimals.js"
import { quantile } from "../stats/quantile.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { isoTime } from "../stats/iso-time.js"
import { timeFacts } from "../stats/time-facts.js"
import { eachInteger, sortedIntegers } from "./exact-integers.js"
import { codeCounts, countBooleans, countedTexts, dictionaryBytes, dictionaryReader } from "./vector-counts.js"
import type { Numbers } from "./vector-numbers.js"
import { contentHash } from "./content-hash.js"
import { isNullWord, mayBeNullWord } from "../stats/null-words.js"
import { RowTally } from "../stats/row-tally.js"
import { textFigures } from "../stats/text-figures.js"
import { total } from "../stats/total.js"

/** The quantiles of a summary. */
export const percents = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100]
const topValues = 3
const mostNullWords = 10

/**
 * One side of one column in figures. `numbers` is what `vectorNumbers` gives, its finite values already ascending;
 * null for kinds that are not ordered. Where they lie over the vector's own doubles, its `content_hash` was taken before.
 */
export function summarise(
  vector: Vector,
  info: ColumnInfo,
  numbers: Numbers | null,
  content_hash = contentHash(vector, info),
): ColumnSummary {
  const base = { ...emptySummary, rows: vector.length, missing: vector.nullCount, content_hash }
  switch (info.kind) {
    case "number":
      return numbers === null ? base : { ...base, ...numberFigures(vector, numbers) }
    case "datetime":
    case "time":
      return numbers === null ? base : { ...base, ...instantFigures(vector, numbers, info.kind === "time") }
    case "boolean":
      return { ...base, ...booleanFigures(vector) }
    case "string":
    case "binary": {
      const texts = countedTexts(vector)
      return { ...base, ...(texts === null ? binaryFigures(vector) : stringFigures(texts)) }
    }
    case "null":
      return { ...base, missing: vector.length, distinct: 0 }
    case "nested":
      return base
  }
}

function numberFigures(vector: Vector, numbers: Numbers): Partial<ColumnSummary> {
  const { finite, missing, nan, infinite } = numbers
  const { distinct, top } = countedNumbers(vector, finite)
  const counted = { missing, nan, infinite, distinct }
  if (finite.length === 0) return counted
  const { sum, mean, std, skew, kurtosis } = moments(finite)
  return {
    ...counted,
    sum,
    mean,
    std,
    skew,
    kurtosis,
    min: finite[0],
    max: finite[finite.length - 1],
    at_min: countAtOrBelow(finite, finite[0]),
    at_max: finite.length - countBelow(finite, finite[finite.length - 1]),
    zeros: countAtOrBelow(finite, 0) - countBelow(finite, 0),
    negative: countBelow(finite, 0),
    quantiles: Object.fromEntries(percents.map((percent) => [String(percent), quantile(finite, percent / 100)])),
    decimals_mean: meanDecimals(finite),
    top,
  }
}

/** Exact for 64-bit integers as well, which doubles would merge. */
function distinctNumbers(vector: Vector, finite: Float64Array): number {
  const exact = sortedIntegers(vector)
  if (exact === null) return countDistinct(finite)
  let distinct = 0
  eachInteger(exact, () => distinct++)
  return distinct
}

/** How many different numbers there are, and the most common of them; of equally common ones the smaller first. */
function countedNumbers(vector: Vector, finite: Float64Array): Pick<ColumnSummary, "distinct" | "top"> {
  const exact = sortedIntegers(vector)
  if (exact !== null) return countedIntegers(exact)
  const { distinct, top } = mostCommon(finite, topValues)
  return { distinct, top: top.map(({ value, count }) => ({ value: String(value), count })) }
}

function countedIntegers(sorted: BigInt64Array | BigUint64Array): Pick<ColumnSummary, "distinct" | "top"> {
  let distinct = 0
  let top: ValueCount[] = []
  eachInteger(sorted, (place, count) => {
    distinct++
    if (top.length === topValues && count <= top[topValues - 1].count) return
    // Sorting keeps the order of equals.
    top = [...top, { value: String(sorted[place]), count }].sort((a, b) => b.count - a.count).slice(0, topValues)
  })
  return { distinct, top }
}

function instantFigures(vector: Vector, numbers: Numbers, ofDay: boolean): Partial<ColumnSummary> {
  const { finite, missing } = numbers
  const text = (ms: number): string => (ofDay ? new Date(ms).toISOString().slice(11, 23) : isoTime(ms))
  return {
    missing,
    distinct: distinctNumbers(vector, finite),
    min: finite.length > 0 ? text(finite[0]) : null,
    max: finite.length > 0 ? text(finite[finite.length - 1]) : null,
    time: ofDay || finite.length === 0 ? null : timeSummary(finite),
  }
}

/** How instants run, ascending; at least one. */
export function timeSummary(instants: Float64Array): TimeSummary {
  const { spanDays, duplicates, medianGapMs, largestGapMs, largestGapFrom, period, rowsPer, emptyPeriods } =
    timeFacts(instants)
  const rows = sortAscending(Float64Array.from(rowsPer, (each) => each.rows))
  return {
    span_days: spanDays,
    repeated: duplicates,
    median_gap_ms: medianGapMs,
    largest_gap_ms: largestGapMs,
    largest_gap_from: largestGapFrom === null ? null : isoTime(largestGapFrom),
    period: period.every === 1 ? period.unit : `${period.every} ${period.unit}s`,
    periods: rowsPer.length,
    empty_periods: emptyPeriods,
    rows_per_period: { min: rows[0], median: quantile(rows, 0.5), max: rows[rows.length - 1] },
  }
}

function booleanFigures(vector: Vector): Partial<ColumnSummary> {
  const { yes, no } = countBooleans(vector)
  const rows = [
    { value: "false", count: no },
    { value: "true", count: yes },
  ].filter(({ count }) => count > 0)
  return { distinct: rows.length, top: rows.sort((a, b) => b.count - a.count) }
}

function stringFigures(texts: CountedTexts): Partial<ColumnSummary> {
  const { values, counts } = texts
  if (counts.length === 0) return { distinct: 0 }
  const { points, blank, spaced } = textFigures(texts)
  const { figures: lengths, rows } = points
  return {
    distinct: values.length,
    ...lengthFigures(lengths, rows),
    empty: lengths[0] === 0 ? rows[0] : 0,
    blank,
    spaced: spaced / total(rows),
    null_words: largest(nullWords(texts), mostNullWords),
    top: topEntries(counts, (place) => values.at(place) ?? ""),
  }
}

function nullWords({ values, counts }: CountedTexts): Map<string, number> {
  const found = new Map<string, number>()
  const { utf8 } = values
  for (let place = 0; place < counts.length; place++) {
    if (utf8 !== undefined && !mayBeNullWord(utf8.bytes[utf8.starts[place]], utf8.ends[place] - utf8.starts[place]))
      continue
    const text = values.at(place) ?? ""
    if (isNullWord(text)) found.set(text, counts[place])
  }
  return found
}

/** `lengths` ascending, with the rows of each; at least one. */
function lengthFigures(lengths: Float64Array, rows: Float64Array): Partial<ColumnSummary> {
  const sum = lengths.reduce((sum, length, i) => sum + length * rows[i], 0)
  return { length_min: lengths[0], length_max: lengths[lengths.length - 1], length_mean: sum / total(rows) }
}

function binaryFigures(vector: Vector): Partial<ColumnSummary> {
  const stored = dictionaryBytes(vector)
  if (stored === null) return { distinct: 0 }
  const counts = codeCounts(vector, stored.offsets.length - 1)
  const lengths = new RowTally()
  counts.forEach((count, code) => lengths.add(stored.offsets[code + 1] - stored.offsets[code], count))
  const { figures, rows } = lengths.rowsBy()
  if (figures.length === 0) return { distinct: 0 }
  return {
    distinct: counts.reduce((distinct, count) => distinct + Number(count > 0), 0),
    ...lengthFigures(figures, rows),
    empty: null,
    blank: null,
    spaced: null,
    top: topEntries(counts, dictionaryReader(vector)),
  }
}

/** So many entries at most are looked at for the most common ones: of texts that are all different, all are as common. */
const mostLookedAt = 10_000

/** The most common entries; only those that can be among them are turned into text. */
function topEntries(counts: CountedTexts["counts"], read: (place: number) => string): ValueCount[] {
  const bar = nthLargest(counts, topValues)
  let top: ValueCount[] = []
  for (let place = 0, looked = 0; place < counts.length && looked < mostLookedAt; place++) {
    if (counts[place] === 0 || counts[place] < bar) continue
    looked++
    const entry = { value: read(place), count: counts[place] }
    if (top.length < topValues || commonestFirst(entry, top[topValues - 1]) < 0) top = withEntry(top, entry)
  }
  return top
}

function withEntry(top: readonly ValueCount[], entry: ValueCount): ValueCount[] {
  const others = top.filter(({ value }) => value !== entry.value)
  return [...others, entry].sort(commonestFirst).slice(0, topValues)
}

/** The `n`th largest count; 0 where there are fewer. */
function nthLargest(counts: CountedTexts["counts"], n: number): number {
  const largest = new Float64Array(n)
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] <= largest[0]) continue
    largest[0] = counts[i]
    largest.sort()
  }
  return largest[0]
}

/** The most common values; of equally common ones the first by code point. */
export function largest(counts: ReadonlyMap<string, number>, most = topValues): ValueCount[] {
  return Array.from(counts, ([value, count]) => ({ value, count }))
    .sort(commonestFirst)
    .slice(0, most)
}

function commonestFirst(a: ValueCount, b: ValueCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1)
}
