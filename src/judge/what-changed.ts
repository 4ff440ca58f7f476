import type { Change, ColumnResult, ColumnSummary, MovedWord } from "../model.js"
import { nameText } from "../words/escape.js"
import { capital, count, number, pair, plural, relativeChange, share, timeRange } from "../words/format.js"
import { categoryShares } from "../words/shares.js"
import type { Atom } from "../stats/quantile-curves.js"
import { movementsOf, type Movement } from "./movement.js"

/** With fewer different values than this a median only jumps; the mean says more. */
const valuesForMedian = 13

/**
 * The one line that says what changed in a column; null where a side has nothing to show. A category is named with at most
 * `longestValue` letters.
 */
export function whatChanged(column: ColumnResult, longestValue = 60): Change | null {
  const change = valuesChanged(column, longestValue)
  const missing = column.missing_test
  if (missing?.changed !== true) return change
  // Values that went missing must never read as "no change": they come first where the values themselves did not drift.
  const text = `Missing ${share(missing.reference_share)} → ${share(missing.current_share)}`
  if (change === null || column.status !== "drift") return { text, note: change?.text ?? null }
  return { text: change.text, note: joined(change.note, text) }
}

function valuesChanged(column: ColumnResult, longestValue: number): Change | null {
  const { reference, current } = column
  if (!reference || !current) return null
  if (column.distribution?.kind === "categories") return categories(column, longestValue)
  switch (column.type) {
    case "numeric":
      return numbers(column, reference, current)
    case "datetime":
      return ranges(reference, current)
    case "text":
      return texts(column, longestValue)
    case "identifier":
      return distinct(reference, current)
    default:
      return null
  }
}

/** What the current side holds, where there is no other: "1.2 – 99.5" with "median 10.9"; the most common category. */
export function valuesNow({ type, current, distribution }: ColumnResult): Change | null {
  if (!current) return null
  if (distribution?.kind === "categories") {
    const first = categoryShares(distribution).rows.at(0)
    if (!first) return null
    const note = plural(distribution.current_distinct, "value")
    return { text: `${nameText(first.value, 60)} ${share(first.current)}`, note }
  }
  const { min, max, quantiles, distinct: different } = current
  if (type === "numeric" && typeof min === "number" && typeof max === "number") {
    const median = quantiles?.["50"]
    return { text: pair(min, max).join(" – "), note: median === undefined ? null : `median ${number(median)}` }
  }
  if (type === "datetime" && typeof min === "string" && typeof max === "string")
    return { text: timeRange(min, max), note: null }
  return different === null ? null : { text: plural(different, "different value"), note: null }
}

/** Where the note belongs into the same sentence: "Median 10.9 → 14.7 (+34.4%)". */
export const inOneLine = ({ text, note }: Change): string => (note === null ? text : `${text} (${note})`)

function numbers(column: ColumnResult, reference: ColumnSummary, current: ColumnSummary): Change | null {
  if (reference.distinct === 1 || current.distinct === 1) return constants(reference, current)
  const told = movementsOf(column).map((movement) => movementWords(movement, column, reference, current))
  const [first = null, second = null] = told.filter((change) => change !== null)
  return first && second ? { text: first.text, note: joined(first.note, second.text) } : first
}

function movementWords(
  movement: Movement,
  { distribution }: ColumnResult,
  reference: ColumnSummary,
  current: ColumnSummary,
): Change | null {
  switch (movement.part) {
    case "location":
      return location(reference, current)
    case "spread":
      return spread(reference, current)
    case "share": {
      const { value, reference: from, current: to } = movement.atom
      const what = value === 0 ? "Zeros" : `Share of ${number(value)}:`
      return { text: `${what} ${share(from)} → ${share(to)}`, note: null }
    }
    case "others": {
      const { atom } = movement
      return moved(
        "Mean of the others",
        meanBeside(reference, atom, atom.reference),
        meanBeside(current, atom, atom.current),
      )
    }
    case "tail":
      return moved(pointName(movement.percent), movement.reference, movement.current)
    case "gap": {
      const gap = distribution?.kind === "histogram" ? distribution.gap : null
      const middle = location(reference, current)
      if (gap === null) return middle
      const text = `Up to ${number(gap.at)}: ${share(gap.reference)} → ${share(gap.current)}`
      return { text, note: middle && lowered(middle.text) }
    }
  }
}

/** Mean of the rows that do not hold the atom's value, of whose share it is. */
function meanBeside({ mean }: ColumnSummary, { value }: Atom, share: number): number | null {
  return mean === null || share === 1 ? null : (mean - share * value) / (1 - share)
}

/** A note with one more thing behind it. */
const joined = (note: string | null, next: string) => `${note === null ? "" : `${note}; `}${lowered(next)}`

/** As it stands within a sentence. */
const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function location(reference: ColumnSummary, current: ColumnSummary): Change | null {
  const medians = [reference.quantiles?.["50"], current.quantiles?.["50"]] as const
  const few = Math.max(reference.distinct ?? 0, current.distinct ?? 0) < valuesForMedian
  if (!few && medians[0] !== medians[1]) return moved("Median", ...medians)
  return moved("Mean", reference.mean, current.mean) ?? moved("Median", ...medians)
}

/** "5–95% 1005–1030 → 1008–1025", and how much wider or narrower that is; the deviations where there are no quantiles. */
function spread(reference: ColumnSummary, current: ColumnSummary): Change | null {
  const ends = [reference, current].flatMap(({ quantiles }) => [quantiles?.["5"], quantiles?.["95"]])
  const [a, b, c, d] = ends
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    return moved("Standard deviation", reference.std, current.std)
  const [lowFrom, lowTo] = pair(a, c)
  const [highFrom, highTo] = pair(b, d)
  const to = Math.min(a, c) < 0 ? " to " : "–"
  const width = relativeChange(b - a, d - c)
  return {
    text: `5–95% ${lowFrom}${to}${highFrom} → ${lowTo}${to}${highTo}`,
    note: width === null ? null : `width ${width}`,
  }
}

/** A column that held a single value on a side is told by its values: no figure says more. */
function constants(reference: ColumnSummary, current: ColumnSummary): Change | null {
  const [from, to] = [valuesOf(reference), valuesOf(current)]
  return { text: `${capital(from)} → ${to}`, note: null }
}

/** "always 2", "1 to 12"; "a single value", "12 different values" where the values are private. */
function valuesOf({ min, max, distinct }: ColumnSummary): string {
  const known = typeof min === "number" && typeof max === "number"
  if (distinct === 1) return known ? `always ${number(min)}` : "a single value"
  return known ? pair(min, max).join(" to ") : plural(distinct ?? 0, "different value")
}

const pointName = (percent: number) => ({ 0: "Smallest value", 100: "Largest value" })[percent] ?? `${percent}% point`

function moved(what: string, from: number | null | undefined, to: number | null | undefined): Change | null {
  if (from == null || to == null) return null
  return { text: `${what} ${pair(from, to).join(" → ")}`, note: relativeChange(from, to) }
}

function categories(column: ColumnResult, longestValue: number): Change | null {
  if (column.distribution?.kind !== "categories") return null
  const { rows } = categoryShares(column.distribution)
  const distance = (row: (typeof rows)[number]) => Math.abs(row.current - row.reference)
  const furthest = rows.reduce<(typeof rows)[number] | null>(
    (best, row) => (best === null || distance(row) > distance(best) ? row : best),
    null,
  )
  const row = (column.type === "boolean" && rows.find(({ value }) => value === "true")) || furthest
  if (!row) return null
  const fresh = column.n_new_categories > 0 ? [`${count(column.n_new_categories)} new`] : []
  const gone = column.n_missing_categories > 0 ? [`${count(column.n_missing_categories)} gone`] : []
  return {
    text: `${nameText(row.value, longestValue)} ${share(row.reference)} → ${share(row.current)}`,
    note: [...fresh, ...gone].join(", ") || null,
  }
}

function ranges(reference: ColumnSummary, current: ColumnSummary): Change | null {
  if (reference.min === null || reference.max === null || current.min === null || current.max === null) return null
  return { text: `${timeRange(reference.min, reference.max)} → ${timeRange(current.min, current.max)}`, note: null }
}

/** The word whose share of rows moved most, or the length where it moved more, and beside it the word that went the other way. */
function texts({ reference, current, word_shift, measurements }: ColumnResult, longestWord: number): Change | null {
  const length = moved("Mean length", reference?.length_mean, current?.length_mean)
  const shift = ({ reference: from, current: to }: MovedWord) => Math.abs(to - from)
  const words = [word_shift?.more.at(0), word_shift?.fewer.at(0)]
    .filter((word) => word !== undefined)
    .sort((a, b) => shift(b) - shift(a))
  const [most = null, other = null] = words.map((word) => wordMoved(word, longestWord))
  if (most === null) return length
  // The largest gap between the curves of length is a share of rows, as the shift of a word is.
  const gap = measurements.find(({ method }) => method === "text-length")?.statistic ?? 0
  if (length !== null && gap > shift(words[0])) return { text: length.text, note: joined(length.note, most) }
  const rest = [other, length?.text ?? null].filter((part) => part !== null)
  return { text: most, note: rest.reduce<string | null>(joined, null) }
}

/** '"refund" in 1.2% → 14.5%': shares of the rows with a text. */
const wordMoved = ({ word, reference, current }: MovedWord, longest: number) =>
  `"${nameText(word, longest)}" in ${share(reference)} → ${share(current)}`

function distinct(reference: ColumnSummary, current: ColumnSummary): Change | null {
  if (reference.distinct === null || current.distinct === null) return null
  return { text: `${count(reference.distinct)} → ${plural(current.distinct, "different value")}`, note: null }
}
