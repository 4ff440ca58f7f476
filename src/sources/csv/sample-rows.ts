import type { Dialect } from "./dialect.js"

/** A row as one delimiter cuts it. Unsound: its quotes do not fit, as in `a;"b` where the comma should be a semicolon. */
export interface CutRow {
  fields: readonly string[]
  sound: boolean
  /** Where in the sample it begins, and its text without the line end. */
  start: number
  text: string
  /** Whether a blank line stands before it. */
  afterBlank: boolean
}

/**
 * The rows of a sample, blank lines and comments left out. For a guess it takes everything as it comes, faults included; RowParser does
 * not. A row cut off by the sample's end is left out, unless the sample is `whole` or it is the only one.
 */
export function cutRows(sample: string, dialect: Dialect, whole: boolean): CutRow[] {
  const rows: CutRow[] = []
  let afterBlank = false
  for (let start = 0; start < sample.length;) {
    const isComment = dialect.comment ? sample.startsWith(dialect.comment, start) : false
    const { row, end, complete } = isComment
      ? cutRow(sample, start, { ...dialect, quote: "", escape: "" })
      : cutRow(sample, start, dialect)
    const blank = row.fields.length === 1 && sample.slice(start, end).trim() === ""
    const text = sample.slice(start, end).replace(/[\r\n]+$/, "")
    if (!isComment && !blank && (complete || whole || rows.length === 0)) rows.push({ ...row, start, text, afterBlank })
    afterBlank = blank
    start = end
  }
  return dialect.trailing === true ? withoutTrailing(rows) : rows
}

/** The rows without an empty last field that the header does not name. */
function withoutTrailing(rows: readonly CutRow[]): CutRow[] {
  const names = rows.at(0)?.fields ?? []
  const width = names.at(-1) === "" ? names.length - 1 : names.length
  return rows.map((row) =>
    row.fields.length === width + 1 && row.fields[width] === "" ? { ...row, fields: row.fields.slice(0, -1) } : row,
  )
}

/** The row that begins at `start`, where the next one begins, and whether this one ended before the sample did. */
function cutRow(sample: string, start: number, dialect: Dialect) {
  const { delimiter, newline, quote = '"', padded } = dialect
  const row = { fields: [] as string[], sound: true }
  for (let at = start; ;) {
    const open = padded === true ? beforeQuote(sample, at, quote) : at
    const quoted = quote !== "" && sample[open] === quote
    const field = quoted ? quotedField(sample, open, dialect) : { end: at, sound: true }
    const end = nextOf(sample, field.end, dialect)
    const quotes = quote === "" ? 0 : sample.slice(field.end, end).split(quote).length - 1
    row.sound &&= field.sound && quotes % 2 === 0
    row.fields.push(quoted ? sample.slice(open + 1, field.close ?? end) : sample.slice(at, end).replace(/\r$/, ""))
    if (!sample.startsWith(delimiter, end)) return { row, end: end + newline.length, complete: end < sample.length }
    at = end + delimiter.length
  }
}

function beforeQuote(sample: string, at: number, quote: string): number {
  let next = at
  while (sample[next] === " ") next++
  return sample[next] === quote ? next : at
}

/** The end of the field that opens with the quote at `open`: its closing quote is followed by white space at most. */
function quotedField(sample: string, open: number, dialect: Dialect): { end: number; sound: boolean; close?: number } {
  const { quote = '"', escape = "" } = dialect
  let sound = true
  for (let at = open + 1; at < sample.length; at++) {
    if (escape !== "" && sample[at] === escape) at++
    else if (sample[at] === quote && sample[at + 1] === quote) at++
    else if (sample[at] === quote) {
      const end = nextOf(sample, at + 1, dialect)
      if (sample.slice(at + 1, end).trim() === "") return { end, sound, close: at }
      sound = false
    }
  }
  return { end: sample.length, sound: false }
}

/** Where the next delimiter or line end stands, or the sample ends. */
function nextOf(sample: string, from: number, { delimiter, newline, escape = "" }: Dialect): number {
  let at = from
  while (at < sample.length && sample[at] !== newline && !sample.startsWith(delimiter, at))
    at += escape !== "" && sample[at] === escape ? 2 : 1
  return Math.min(at, sample.length)
}
