import Papa from "papaparse"
import { InputError } from "../../errors.js"
import type { Dialect } from "./dialect.js"
import { endOfRow, type RowText } from "./line-end.js"

/**
 * Turns text that arrives in pieces into rows of fields, all of the first row's width; blank lines are left out.
 * Papa.Parser is papaparse's core: it parses the complete rows of a string and says where they end. Its own streaming is not used,
 * because it guesses the line end again and cannot be held back.
 * Lines are counted as an editor does: line breaks inside quotes count, too.
 */
export class RowParser {
  /** Fields per row; 0 before the first. */
  width = 0
  /** Blank lines that have a row before and after them. */
  blankLines = 0
  private blankSinceRow = 0
  /** Text not yet turned into rows, the line it begins on, and the length at which to try again. */
  private rest = ""
  private line = 1
  private wanted = 0

  constructor(
    private readonly path: string,
    private readonly dialect: Dialect,
    /** In characters. A quote that is never closed ends here at the latest, well before the longest string that JavaScript allows. */
    private readonly longestRow = 2 ** 28,
  ) {}

  /** The rows completed so far and not yet given; those at the end of a long row may be given with the next. */
  push(text: string): string[][] {
    this.rest += text
    return this.rest.length < this.wanted ? [] : this.parse(false)
  }

  /** The rows left when the text has ended; a missing last line end is added. */
  end(): string[][] {
    if (this.rest !== "" && !this.rest.endsWith(this.dialect.newline)) this.rest += this.dialect.newline
    return this.parse(true)
  }

  private parse(final: boolean): string[][] {
    const input = this.rest
    const rows: string[][] = []
    const text: RowText = { input, start: 0, end: 0, nextOther: -1 }
    const step = ({ data, errors, meta }: Papa.ParseStepResult<string[][]>) => {
      text.end = meta.cursor
      if (errors.length > 0) throw this.quoteError(input, errors[0])
      if (this.accepts(data[0], text)) rows.push(data[0])
      text.start = text.end
    }
    new Papa.Parser({ ...this.dialect, step }).parse(input, 0, !final)
    this.keepFrom(text.start)
    return rows
  }

  private keepFrom(position: number): void {
    this.line += this.linesIn(this.rest, position)
    this.rest = this.rest.slice(position)
    // A row that spans many pieces is tried again only when its text has doubled, so that it is not parsed over and over.
    this.wanted = position === 0 ? Math.min(2 * this.rest.length, this.longestRow) : 0
    if (position === 0 && this.rest.length > this.longestRow)
      throw this.error(
        this.line,
        `a row of more than ${this.longestRow} characters`,
        "was a quote opened and never closed?",
      )
  }

  /** Whether the row is data (false: a blank line); its last field loses the carriage return of a CRLF. */
  private accepts(row: string[], text: RowText): boolean {
    if (row.length === 1 && this.isBlank(text)) {
      if (text.end > text.start) this.blankSinceRow++
      return false
    }
    if (!endOfRow(row, text, this.dialect)) throw this.lineEndError(text)
    if (this.width > 0) this.blankLines += this.blankSinceRow
    else this.width = row.length
    this.blankSinceRow = 0
    if (row.length !== this.width) throw this.raggedError(row.length, text)
    return true
  }

  /** White space alone is a value where there is one column; elsewhere it is a blank line. */
  private isBlank({ input, start, end }: RowText): boolean {
    const line = input.slice(start, end)
    return this.width === 1 ? /^[\r\n]*$/.test(line) : line.trim() === ""
  }

  private raggedError(fields: number, text: RowText): InputError {
    const count = fields === 1 ? "1 field" : `${fields} fields`
    return this.error(
      this.lineAt(text.input, text.start),
      `${count}, header has ${this.width}`,
      `fields are separated by ${JSON.stringify(this.dialect.delimiter)}; a field that holds it needs quotes`,
    )
  }

  private lineEndError(text: RowText): InputError {
    const stray = this.dialect.newline === "\n" ? "carriage return" : "line feed"
    return this.error(
      this.lineAt(text.input, text.start),
      `a ${stray} outside quotes, where lines end otherwise`,
      "give all lines the same end, or put quotes around the field",
    )
  }

  private quoteError(input: string, { code, index = 0 }: Papa.ParseError): InputError {
    const line = this.lineAt(input, index)
    if (code === "MissingQuotes") return this.error(line, "a quote is opened here and never closed")
    return this.error(
      line,
      "a quoted field begins here and has text after its closing quote",
      'a quote inside a quoted field is written twice: "5"" disk"; or is a quote never closed?',
    )
  }

  private lineAt(input: string, position: number): number {
    return this.line + this.linesIn(input, position)
  }

  /** Line ends in the first `length` characters. */
  private linesIn(text: string, length: number): number {
    const { newline } = this.dialect
    let lines = 0
    for (let i = text.indexOf(newline); i >= 0 && i < length; i = text.indexOf(newline, i + 1)) lines++
    return lines
  }

  private error(line: number, message: string, hint?: string): InputError {
    return new InputError(`${this.path} line ${line}: ${message}`, { hint })
  }
}
