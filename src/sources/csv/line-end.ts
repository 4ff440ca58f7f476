import type { Dialect } from "./dialect.js"

const lineEnd = /[\r\n]/

/** A row's text: `input` from `start` to `end`, line end included. */
export interface RowText {
  input: string
  start: number
  end: number
  /** Where the other line-end character comes next at or after `start`, kept from row to row so that it is searched once; -1: not known yet. */
  nextOther: number
}

/**
 * Whether the row ends as the dialect says and holds no other line end outside quotes.
 * In a file of "\n" the carriage return of a CRLF is taken off the last field.
 */
export function endOfRow(row: string[], text: RowText, dialect: Dialect): boolean {
  const position = nextOther(text, dialect.newline === "\n" ? "\r" : "\n")
  if (position >= text.end) return true
  if (dialect.newline === "\n" && position === text.end - 2) {
    dropReturn(row)
    return true
  }
  return lineEndAmongQuotes(row, text, dialect)
}

function nextOther(text: RowText, sign: string): number {
  if (text.nextOther < text.start) {
    const found = text.input.indexOf(sign, text.start)
    text.nextOther = found < 0 ? Infinity : found
  }
  return text.nextOther
}

/** An unquoted last field still holds the carriage return; after a quoted one papaparse has dropped it as white space. */
function dropReturn(row: string[]): void {
  const last = row.length - 1
  if (row[last].endsWith("\r")) row[last] = row[last].slice(0, -1)
}

/** The careful reading, for rows with line ends inside quotes. */
function lineEndAmongQuotes(row: string[], text: RowText, { delimiter, newline }: Dialect): boolean {
  const line = text.input.slice(text.start, text.end - 1)
  const crlf = newline === "\n" && line.endsWith("\r")
  const fields = bareFields(crlf ? line.slice(0, -1) : line, delimiter)
  if (fields.some((field) => field !== null && lineEnd.test(field))) return false
  if (crlf && fields.at(-1) !== null) dropReturn(row)
  return true
}

/** The text of each field of a row, null for a quoted one. */
function bareFields(line: string, delimiter: string): (string | null)[] {
  const fields: (string | null)[] = []
  for (let at = 0; at <= line.length;) {
    const quoted = line[at] === '"'
    const from = quoted ? afterQuotes(line, at) : at
    const found = line.indexOf(delimiter, from)
    const end = found < 0 ? line.length : found
    const bare = line.slice(from, end)
    // Only white space stands between a closing quote and the delimiter; a line end is white space, too.
    fields.push(quoted && !lineEnd.test(bare) ? null : bare)
    at = end + delimiter.length
  }
  return fields
}

/** Position after the quote that closes the field opened at `open`. */
function afterQuotes(line: string, open: number): number {
  let at = line.indexOf('"', open + 1)
  while (at >= 0 && line[at + 1] === '"') at = line.indexOf('"', at + 2)
  return at < 0 ? line.length : at + 1
}
