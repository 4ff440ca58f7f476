import type { Dialect } from "./dialect.js"

/** A row as one delimiter cuts it. Unsound: its quotes do not fit, as in `a;"b` where the comma should be a semicolon. */
export interface CutRow {
  fields: number
  sound: boolean
  /** Where in the sample it begins, and its text without the line end. */
  start: number
  text: string
  /** Whether a blank line stands before it. */
  afterBlank: boolean
}

const quote = '"'

/**
 * The rows of a sample, blank lines left out. For a guess it takes everything as it comes, faults included; RowParser does not.
 * A row cut off by the sample's end is left out, unless the sample is `whole` or it is the only one.
 */
export function cutRows(sample: string, dialect: Dialect, whole: boolean): CutRow[] {
  const rows: CutRow[] = []
  let afterBlank = false
  for (let start = 0; start < sample.length;) {
    const { row, end, complete } = cutRow(sample, start, dialect)
    const blank = row.fields === 1 && sample.slice(start, end).trim() === ""
    const text = sample.slice(start, end).replace(/[\r\n]+$/, "")
    if (!blank && (complete || whole || rows.length === 0)) rows.push({ ...row, start, text, afterBlank })
    afterBlank = blank
    start = end
  }
  return rows
}

/** The row that begins at `start`, where the next one begins, and whether this one ended before the sample did. */
function cutRow(sample: string, start: number, { delimiter, newline }: Dialect) {
  const row = { fields: 1, sound: true }
  for (let at = start; ; row.fields++) {
    const field = sample[at] === quote ? quotedField(sample, at, delimiter, newline) : { end: at, sound: true }
    const end = nextOf(sample, field.end, delimiter, newline)
    const quotes = sample.slice(field.end, end).split(quote).length - 1
    row.sound &&= field.sound && quotes % 2 === 0
    if (!sample.startsWith(delimiter, end)) return { row, end: end + newline.length, complete: end < sample.length }
    at = end + delimiter.length
  }
}

/** The end of the field that opens with the quote at `open`: its closing quote is followed by white space at most. */
function quotedField(sample: string, open: number, delimiter: string, newline: string) {
  let sound = true
  for (let at = sample.indexOf(quote, open + 1); at >= 0; at = sample.indexOf(quote, at + 1)) {
    if (sample[at + 1] === quote) {
      at++
      continue
    }
    const end = nextOf(sample, at + 1, delimiter, newline)
    if (sample.slice(at + 1, end).trim() === "") return { end, sound }
    sound = false
  }
  return { end: sample.length, sound: false }
}

/** Where the next delimiter or line end stands, or the sample ends. */
function nextOf(sample: string, from: number, delimiter: string, newline: string): number {
  let at = from
  while (at < sample.length && sample[at] !== newline && !sample.startsWith(delimiter, at)) at++
  return at
}
