/** One column of a table in an engine in figures, as `summarise` gives them for a file's. */
import { emptySummary } from "../model.js"
import { largest, percents, timeSummary } from "../columns/summarise.js"
import { isoTime } from "../stats/iso-time.js"
import type { ColumnSummary, ValueCount } from "../model.js"
import { resolutionOf, type Points } from "../profiles/points.js"
import { codePoints } from "../stats/code-points.js"
import { meanDecimals } from "../stats/mean-decimals.js"
import { moments } from "../stats/moments.js"
import { isNullWord } from "../stats/null-words.js"
import { quantile } from "../stats/quantile.js"
import type { ManyTexts } from "./engine-table.js"
import type { ColumnFacts } from "./facts.js"
import { momentsFrom, type PowerSums } from "./grid.js"
import type { ColumnRead } from "./read-column.js"

const topValues = 3
const mostNullWords = 10

/** Missing is what is not there, and NaN. */
export function countedOf(rows: number, facts: ColumnFacts, isOrdered: boolean) {
  const missing = rows - facts.present + facts.nan
  return { ...emptySummary, rows, missing, nan: facts.nan, infinite: isOrdered ? rows - missing - facts.finite : 0 }
}

/** What is known of a column of numbers. */
interface NumbersKnown {
  facts: ColumnFacts
  read: ColumnRead
  /** How many different ones there are. */
  distinct: number
  exactInteger: boolean
}

/** `sample`: the values, or at most so many of them as are handed over. */
export function numberFigures(
  { facts, read, distinct, exactInteger }: NumbersKnown,
  points: Points,
  sample: Float64Array,
): Partial<ColumnSummary> {
  const { counts, sums } = read
  if (facts.finite === 0 || facts.min === null || facts.max === null) return { distinct: 0 }
  const { min, max, zeros, negative } = facts
  const { sum, ...shape } = momentsOf(facts, points, sample, sums)
  return {
    ...{ distinct, min, max, zeros, negative, sum, ...shape },
    at_min: points.at[0],
    at_max: points.at[points.at.length - 1],
    quantiles: Object.fromEntries(percents.map((percent) => [String(percent), quantile(sample, percent / 100)])),
    decimals_mean: meanDecimals(resolutionOf(points) === 0 ? sample : points.values.filter((_, i) => points.at[i] > 0)),
    top: counts !== null && exactInteger ? mostCommon(counts) : topOf(points, counts !== null),
  }
}

function momentsOf({ finite, min, max }: ColumnFacts, points: Points, sample: Float64Array, sums: PowerSums | null) {
  if (sums === null && sample.length === finite) {
    const { mean, std, sum, skew, kurtosis } = moments(sample)
    return { mean, std, sum, skew, kurtosis }
  }
  const found = momentsFrom(sums ?? sumsOf(points, min ?? 0, max ?? 0), finite, min ?? 0, max ?? 0)
  const sum = found.mean * finite
  return { ...found, sum: Number.isFinite(sum) ? sum : null, std: Number.isFinite(found.std) ? found.std : null }
}

/** The sums that the engine gives for bins, of values that are known. */
function sumsOf({ values, at }: Points, min: number, max: number): PowerSums {
  const sums: [number, number, number, number] = [0, 0, 0, 0]
  const reach = max / 2 - min / 2
  values.forEach((value, i) => {
    const d = reach === 0 ? 0 : (value / 2 - (min / 4 + max / 4)) / (reach / 2)
    for (let power = 0, term = d; power < 4; power++, term *= d) sums[power] += at[i] * term
  })
  return sums
}

/** Of values in order: of equally common ones the smaller first. */
function mostCommon(counts: ReadonlyMap<string, number>): ValueCount[] {
  let top: ValueCount[] = []
  for (const [value, count] of counts)
    if (top.length < topValues || count > top[topValues - 1].count)
      top = [...top, { value, count }].sort((a, b) => b.count - a.count).slice(0, topValues)
  return top
}

/** The most common values; where not all are known, of those that have a point of their own because so many rows hold them. */
function topOf({ values, at }: Points, allKnown: boolean): ValueCount[] {
  const rows = Array.from(values, (value, i) => [String(value), at[i]] as const)
  return mostCommon(new Map(rows.filter(([, n]) => allKnown || n > 1)))
}

/** Instants or times of day. */
export function instantFigures(
  facts: ColumnFacts,
  sample: Float64Array,
  distinct: number,
  ofDay: boolean,
): Partial<ColumnSummary> {
  if (facts.finite === 0 || facts.min === null || facts.max === null) return { distinct: 0 }
  const text = (ms: number) => (ofDay ? new Date(ms).toISOString().slice(11, 23) : isoTime(ms))
  const summary = { distinct, min: text(facts.min), max: text(facts.max) }
  if (ofDay) return summary
  const time = timeSummary(sample)
  const times = facts.finite / sample.length
  const { min, median, max } = time.rows_per_period
  const rows_per_period = { min: Math.round(min * times), median: median * times, max: Math.round(max * times) }
  return { ...summary, time: { ...time, rows_per_period, repeated: facts.finite - distinct } }
}

/** Texts whose rows are all known. */
export function textFigures(counts: ReadonlyMap<string, number>): Partial<ColumnSummary> {
  if (counts.size === 0) return { distinct: 0 }
  const figures = { length_min: Infinity, length_max: 0, empty: 0, blank: 0, spaced: 0 }
  let [rows, lengths] = [0, 0]
  for (const [text, count] of counts) {
    const length = codePoints(text)
    rows += count
    lengths += length * count
    figures.length_min = Math.min(figures.length_min, length)
    figures.length_max = Math.max(figures.length_max, length)
    const trimmed = text.trim()
    if (text === "") figures.empty += count
    if (trimmed === "") figures.blank += count
    else if (/\s/.test(trimmed)) figures.spaced += count
  }
  return {
    ...figures,
    distinct: counts.size,
    length_mean: lengths / rows,
    spaced: figures.spaced / rows,
    null_words: largest(new Map(Array.from(counts).filter(([text]) => isNullWord(text))), mostNullWords),
    top: largest(counts),
  }
}

export const booleanFigures = (counts: ReadonlyMap<string, number>): Partial<ColumnSummary> => ({
  distinct: counts.size,
  top: largest(counts),
})

/** Texts that are too many to be fetched, by what the engine counted: see `textsSql`. */
export function manyTextFigures(
  { figures, top, short }: ManyTexts,
  present: number,
  distinct: number,
): Partial<ColumnSummary> {
  const [shortest, longest, lengths, empty, blank, spaced] = figures
  const words = new Map(short.filter(({ value }) => isNullWord(value)).map(({ value, count }) => [value, count]))
  return {
    ...{ distinct, length_min: shortest, length_max: longest, length_mean: lengths / present },
    ...{ empty, blank, spaced: spaced / present, null_words: largest(words, mostNullWords), top },
  }
}
