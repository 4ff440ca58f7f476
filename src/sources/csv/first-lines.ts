import type { CutRow } from "./sample-rows.js"
import { isFooter } from "./total-row.js"

/** Lines before the header that hold no row of the table. */
export interface FirstLines {
  /** How many rows of the sample they are. */
  rows: number
  /** What was left out, for the user; "" for nothing. */
  note: string
}

const none: FirstLines = { rows: 0, note: "" }
/** A title is a few lines. */
const mostTitles = 20
const fewestRows = 5

/**
 * Lines of a title, comments (# or %) or Excel's `sep=;` before the header: rows of one field (a comment of any number) before the
 * first that has as many fields as nearly all others. None where the table has one column, or where the rows do not agree.
 */
export function firstLines(rows: readonly CutRow[]): FirstLines {
  const width = commonWidth(rows)
  if (width < 2) return none
  const start = headerAt(rows, width)
  const after = rows.slice(start)
  if (start <= 0 || start > mostTitles || after.length < fewestRows) return none
  if (!withoutFooter(after).every(({ fields }) => fields.length === width)) return none
  const isNote = ({ fields, text }: CutRow) => fields.length === 1 || isComment(text) || isSeparator(text)
  if (!rows[start].afterBlank && !rows.slice(0, start).every(isNote)) return none
  const header = namesBelow(rows, start)
  return { rows: header, note: noteOf(rows.slice(0, header).map(({ text }) => text)) }
}

const mostFooters = 3

/** The rows without totals and counts below the table. */
function withoutFooter(rows: readonly CutRow[]): readonly CutRow[] {
  const last = rows.slice(-mostFooters).findIndex(({ text }) => isFooter(text))
  return last < 0 ? rows : rows.slice(0, Math.max(0, rows.length - mostFooters) + last)
}

/** The first row as wide as most; behind a title and a blank line also where the title has other rows as wide. */
function headerAt(rows: readonly CutRow[], width: number): number {
  const first = rows.findIndex((row) => row.fields.length === width && !isComment(row.text))
  const behind = rows.slice(0, mostTitles).findIndex((row) => row.afterBlank && row.fields.length === width)
  return first > 0 && behind > first ? behind : first
}

const mostNotes = 5

/** Behind a title, the last of the next rows that stands above a column of numbers without being one: notes may be as wide as the table. */
function namesBelow(rows: readonly CutRow[], from: number): number {
  if (from <= 0) return from
  const isName = (at: number) =>
    rows[at].fields.some((cell, i) => {
      const below = rows.slice(at + 1).map(({ fields }) => fields[i] ?? "")
      return !isNumber(cell) && below.length >= fewestRows && below.every(isNumber)
    })
  const found = rows.slice(from, from + mostNotes).findLastIndex((_, i) => isName(from + i))
  return found < 0 ? from : from + found
}

const isNumber = (text: string) => text.trim() !== "" && Number.isFinite(Number(text))
const isComment = (text: string) => /^[#%]/.test(text)
const isSeparator = (text: string) => /^sep=.?\s*$/i.test(text)

/** The delimiter that a first line such as `sep=;` states, as Excel writes it; undefined without. */
export function statedDelimiter(sample: string): string | undefined {
  return /^"?sep=(.)"?[ \t]*\r?\n/i.exec(sample)?.[1]
}

/** The number of fields that most rows have. */
function commonWidth(rows: readonly CutRow[]): number {
  const counts = new Map<number, number>()
  for (const { fields } of rows) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
  return Array.from(counts).reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0]
}

const shown = 40

function noteOf(texts: readonly string[]): string {
  const first = texts[0].length > shown ? `${texts[0].slice(0, shown)}…` : texts[0]
  const what = texts.every(isSeparator)
    ? "names the separator"
    : texts.every(isComment)
      ? "is a comment"
      : "is no row of the table"
  return texts.length === 1
    ? `the first line ${what} and was left out: ${JSON.stringify(first)}`
    : `the first ${texts.length} lines are no rows of the table and were left out; the first: ${JSON.stringify(first)}`
}
