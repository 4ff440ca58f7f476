import { InputError } from "../../errors.js"
import { ByteWindow } from "./byte-window.js"
import type { Dialect } from "./dialect.js"
import type { Fields } from "./fields.js"
import { likelyCause } from "./likely-cause.js"
import { grown } from "./grown.js"
import { isFooter, isTotal } from "./total-row.js"
import { countByte, markLength, notUtf8 } from "../shared/text.js"

const [lineFeed, carriageReturn, space, capitalN] = Buffer.from("\n\r N")
/** No byte is that. */
const none = -1

interface ParserOptions {
  /** In bytes. */
  longestRow?: number
  /** The number of the first line. */
  firstLine?: number
  /** Whether a last row that reads like a total is left out. */
  totals?: boolean
}

const mostFooters = 3
/** The header and rows that a total has to follow. */
const fewestAbove = 4

/**
 * Turns bytes that arrive in pieces into rows of fields, all of the first row's width; blank lines are left out.
 * A field that begins with a quote ends with one; two quotes inside it are one, and white space may follow the last. A quote anywhere
 * else is a character like any other. Lines are counted as an editor does: line breaks inside quotes count, too.
 */
export class RowParser {
  /** Fields per row; 0 before the first. */
  width = 0
  /** Blank lines that have a row before and after them. */
  blankLines = 0
  private blankSinceRow = 0
  private rowsGiven = 0
  /** Where the last row of those being parsed begins (-1: none), and what had been counted before it. */
  private readonly last = { from: -1, line: 1, blankLines: 0, blankSinceRow: 0 }
  /** Rows at the end that read like totals and are left out, and the error for the first of them should a row of the table follow. */
  readonly footer: string[] = []
  private footerError: InputError | null = null

  private readonly window = new ByteWindow()
  /** How many bytes have to be there before they are looked at again. */
  private wanted = 0

  /** The fields found, and which of them hold doubled quotes or escaped characters. */
  private starts = new Int32Array(1024)
  private ends = new Int32Array(1024)
  private count = 0
  private doubled: number[] = []

  /** The line being read, that on which its row began, and that of the last quote opened. */
  private line = 1
  private rowLine = 1
  private quoteLine = 1

  private readonly delimiter: Buffer
  private readonly quote: number
  private readonly escape: number
  private readonly comment: number
  private readonly padded: boolean
  private readonly trailing: boolean
  /** In bytes. A quote that is never closed ends here at the latest. */
  private readonly longestRow: number
  private readonly newline: number
  private readonly totals: boolean
  /** 1 for the bytes that a field without quotes may end at. */
  private readonly stops = new Uint8Array(256)

  constructor(
    private readonly path: string,
    dialect: Dialect,
    { longestRow = 2 ** 28, firstLine = 1, totals = false }: ParserOptions = {},
  ) {
    this.totals = totals
    this.longestRow = longestRow
    this.line = firstLine
    this.delimiter = Buffer.from(dialect.delimiter)
    this.newline = dialect.newline.charCodeAt(0)
    this.quote = byteOf(dialect.quote ?? '"')
    this.escape = byteOf(dialect.escape ?? "")
    this.comment = byteOf(dialect.comment ?? "")
    this.padded = dialect.padded === true
    this.trailing = dialect.trailing === true
    for (const byte of [this.delimiter[0], lineFeed, carriageReturn]) this.stops[byte] = 1
    if (this.escape !== none) this.stops[this.escape] = 1
  }

  /** The rows completed so far and not yet given; those at the end of a long row may be given with the next. */
  push(piece: Uint8Array): Fields {
    this.window.append(piece)
    this.checkUtf8(false)
    return this.window.length < this.wanted ? this.fields(0) : this.parse(false)
  }

  /** The rows left when the bytes have ended; a missing last line end is added. */
  end(): Fields {
    const { window, newline } = this
    window.append(new Uint8Array(0))
    this.checkUtf8(true)
    if (window.length > 0 && window.bytes[window.length - 1] !== newline) window.append(Uint8Array.of(newline))
    return this.parse(true)
  }

  /** Lines read so far. */
  get lines(): number {
    return this.line - 1
  }

  private parse(final: boolean): Fields {
    const { window } = this
    const start = window.offset === 0 ? markLength(window.bytes) : 0
    this.count = 0
    this.doubled = []
    this.last.from = -1
    let from = start
    while (from < window.length) {
      const first = this.count
      this.rowLine = this.line
      const after = this.afterComment(from)
      if (after === none) break
      if (after > from) {
        this.line++
        from = after
        continue
      }
      const next = this.row(from)
      if (next < 0) {
        if (final) throw this.error(this.quoteLine, "a quote is opened here and never closed")
        this.count = first
        this.line = this.rowLine
        break
      }
      this.settle(first, from, next)
      this.line++
      from = next
    }
    if (this.totals) from = final ? this.withoutTotal(from) : this.holdBack(from)
    this.keepFrom(from, from === start)
    for (const at of this.doubled) if (at < this.count) this.ends[at] = this.unescaped(this.starts[at], this.ends[at])
    const rows = this.width === 0 ? 0 : this.count / this.width
    this.rowsGiven += rows
    return this.fields(rows)
  }

  /** Leaves the last row for the next time, as it may be the file's last; where it begins. `from`: where all rows end. */
  private holdBack(from: number): number {
    const { last } = this
    if (last.from < 0 || this.count <= this.width) return from
    this.footer.length = 0
    this.footerError = null
    this.count -= this.width
    this.line = last.line
    this.blankLines = last.blankLines
    this.blankSinceRow = last.blankSinceRow
    return last.from
  }

  /** Takes the file's last row out where it reads like a total. */
  private withoutTotal(from: number): number {
    const { last, window, width } = this
    if (last.from < 0 || this.rowsGiven + this.count / width <= fewestAbove) return from
    const first = window.bytes.toString("utf8", this.starts[this.count - width], this.ends[this.count - width])
    if (!isTotal(first)) return from
    this.count -= width
    this.footer.unshift(window.bytes.toString("utf8", last.from, from).trim())
    return from
  }

  private fields(rows: number): Fields {
    return { bytes: this.window.bytes, rows, width: this.width, starts: this.starts, ends: this.ends }
  }

  /** `stuck`: not a single row was complete. Such a long row is tried again when its bytes have doubled, not over and over. */
  private keepFrom(position: number, stuck: boolean): void {
    const kept = this.window.length - position
    this.window.dropTo(position)
    this.wanted = stuck ? Math.min(2 * kept, this.longestRow) : 0
    if (stuck && kept > this.longestRow)
      throw this.error(this.line, `a row of more than ${this.longestRow} bytes`, "was a quote opened and never closed?")
  }

  /** Position after the comment that begins at `from`; `from` where none does, -1 where it is not complete. */
  private afterComment(from: number): number {
    const { bytes, length } = this.window
    if (bytes[from] !== this.comment) return from
    const end = bytes.indexOf(this.newline, from)
    return end < 0 || end >= length ? none : end + 1
  }

  /** Position after the row that begins at `from`, line end included; -1 where it is not complete. Its fields are added. */
  private row(from: number): number {
    const { bytes, length } = this.window
    const { stops, quote, padded } = this
    for (let at = from; ; at += this.delimiter.length) {
      if (padded) at = this.beforeQuote(at)
      if (bytes[at] === quote) {
        at = this.quoted(at)
      } else {
        const start = at
        for (; ; at++) {
          while (stops[bytes[at]] === 0) at++
          if (bytes[at] === this.escape) at = this.escaped(at)
          else if (bytes[at] === lineFeed || bytes[at] === carriageReturn || this.isDelimiter(at)) break
        }
        this.add(start, at)
      }
      if (at < 0 || at === length) return -1
      if (bytes[at] === lineFeed || bytes[at] === carriageReturn) return this.lineEnd(from, at)
    }
  }

  /** Position of the quote that stands behind the spaces from `at` on; `at` where none does. */
  private beforeQuote(at: number): number {
    const { bytes } = this.window
    let next = at
    while (bytes[next] === space) next++
    return bytes[next] === this.quote ? next : at
  }

  /** Position of the character that the sign at `at` escapes; of the row's last byte where there is none. */
  private escaped(at: number): number {
    const { bytes, length } = this.window
    if (this.doubled.at(-1) !== this.count) this.doubled.push(this.count)
    if (at + 1 >= length) return at
    if (bytes[at + 1] === this.newline) this.line++
    return at + 1
  }

  private isDelimiter(at: number): boolean {
    const { delimiter } = this
    const { bytes } = this.window
    for (let i = 0; i < delimiter.length; i++) if (bytes[at + i] !== delimiter[i]) return false
    return true
  }

  /** Position after the line end at `at`; -1 where it is not complete. */
  private lineEnd(from: number, at: number): number {
    const { bytes, length } = this.window
    if (bytes[at] === this.newline) return at + 1
    if (bytes[at] === carriageReturn) {
      if (at + 1 === length) return -1
      if (bytes[at + 1] === lineFeed) return at + 2
    }
    // Between white space alone, stray line ends make no row, but a blank line.
    const end = bytes.indexOf(this.newline, at)
    if (end < 0 || end >= length) return -1
    if (this.isBlank(from, end + 1)) return end + 1
    throw this.error(
      this.rowLine,
      `a ${this.newline === lineFeed ? "carriage return" : "line feed"} outside quotes, where lines end otherwise`,
      "give all lines the same end, or put quotes around the field",
    )
  }

  /** Adds the field whose opening quote stands at `open`. Position of what follows it, a delimiter or a line end; -1 where it is not complete. */
  private quoted(open: number): number {
    const { bytes, length } = this.window
    const { newline, quote, escape } = this
    this.quoteLine = this.line
    let lines = 0
    for (let at = open + 1; at < length; at++) {
      if (bytes[at] === newline) lines++
      if (bytes[at] === escape && at + 1 < length) {
        if (this.doubled.at(-1) !== this.count) this.doubled.push(this.count)
        at++
        if (bytes[at] === newline) lines++
        continue
      }
      if (bytes[at] !== quote) continue
      if (bytes[at + 1] !== quote) {
        this.line += lines
        this.add(open + 1, at)
        return this.afterQuotes(at + 1)
      }
      if (this.doubled.at(-1) !== this.count) this.doubled.push(this.count)
      at++
    }
    return -1
  }

  /** Position of the delimiter or line end that follows closing quotes; white space may stand between. */
  private afterQuotes(from: number): number {
    const { bytes, length } = this.window
    let at = from
    while (bytes[at] !== lineFeed && bytes[at] !== carriageReturn && !this.isDelimiter(at)) at++
    if (at === length) return -1
    if (at > from && bytes.toString("utf8", from, at).trim() !== "")
      throw this.error(
        this.quoteLine,
        "a quoted field begins here and has text after its closing quote",
        'a quote inside a quoted field is written twice: "5"" disk"; or is a quote never closed?',
      )
    return at
  }

  /** Takes the escapes and doubled quotes out of bytes[start … end), in place; where they end now. `\N` alone stays: a missing value. */
  private unescaped(start: number, end: number): number {
    const { bytes } = this.window
    const { escape } = this
    if (end - start === 2 && bytes[start] === escape && bytes[start + 1] === capitalN) return end
    const quote = bytes[start - 1] === this.quote ? this.quote : none
    let to = start
    for (let from = start; from < end; from++) {
      if ((bytes[from] === quote || bytes[from] === escape) && from + 1 < end) from++
      bytes[to++] = bytes[from]
    }
    return to
  }

  private add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = grown(this.starts)
      this.ends = grown(this.ends)
    }
    this.starts[this.count] = start
    this.ends[this.count] = end
    this.count++
  }

  /** Takes the fields from `first` on as a row, or drops them: a blank line. */
  private settle(first: number, from: number, next: number): void {
    if (this.trailing && this.isTrailing(first)) this.count--
    const fields = this.count - first
    if (fields === 1 && this.isBlank(from, next)) {
      this.count = first
      this.blankSinceRow++
      return
    }
    const { last } = this
    if (this.width === 0) this.width = fields
    else if (fields !== this.width) {
      this.count = first
      this.ragged(fields, this.window.bytes.toString("utf8", from, next).trimEnd())
      return
    }
    if (this.footerError !== null) throw this.footerError
    last.from = from
    last.line = this.rowLine
    last.blankLines = this.blankLines
    last.blankSinceRow = this.blankSinceRow
    if (first > 0 || this.rowsGiven > 0) this.blankLines += this.blankSinceRow
    this.blankSinceRow = 0
  }

  /** Whether the last field of the row from `first` on is none: nothing behind a delimiter that the header does not have, or has itself. */
  private isTrailing(first: number): boolean {
    const [fields, last] = [this.count - first, this.count - 1]
    if (fields < 2 || this.starts[last] !== this.ends[last]) return false
    return this.width === 0 || fields === this.width + 1
  }

  /** Keeps a row of another width that reads like a total, should none of the table follow; throws for any other. */
  private ragged(fields: number, row: string): void {
    const error = this.raggedError(fields, row)
    if (!this.totals || !isFooter(row) || this.footer.length === mostFooters) throw this.footerError ?? error
    this.footer.push(row)
    this.footerError ??= error
  }

  /** White space alone is a value where there is one column; elsewhere it is a blank line. */
  private isBlank(from: number, next: number): boolean {
    const { bytes } = this.window
    if (bytes[from] > space && bytes[from] < 128) return false
    const line = bytes.toString("utf8", from, next)
    return this.width === 1 ? /^[\r\n]*$/.test(line) : line.trim() === ""
  }

  private checkUtf8(final: boolean): void {
    const { window } = this
    const at = window.invalidAt(final)
    if (at < 0) return
    const line = this.line + countByte(window.bytes.subarray(0, at), this.newline)
    throw notUtf8(this.path, line, window.bytes[at], window.offset + at, window.bytes.subarray(0, window.length))
  }

  private raggedError(fields: number, row: string): InputError {
    const more = fields - this.width
    return this.error(
      this.rowLine,
      `${fields === 1 ? "1 field" : `${fields} fields`}, header has ${this.width}`,
      likelyCause(row, this.delimiter.toString(), more),
    )
  }

  private error(line: number, message: string, hint?: string): InputError {
    return new InputError(`${this.path} line ${line}: ${message}`, { hint })
  }
}

const byteOf = (character: string) => (character === "" ? none : character.charCodeAt(0))
