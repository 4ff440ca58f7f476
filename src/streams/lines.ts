import { isUtf8 } from "node:buffer"

const [lineFeed, brace] = Buffer.from("\n{")

/** A text in UTF-8: bytes[start … end). */
export interface TextBytes {
  bytes: Buffer
  start: number
  end: number
}

export const textOf = ({ bytes, start, end }: TextBytes): string => bytes.toString("utf8", start, end)

/** Lines in UTF-8, all in the same bytes: one byte, a line feed, stands between them. */
export class Lines {
  private constructor(
    readonly bytes: Buffer,
    /** Where each line begins, and where one more would. */
    readonly starts: readonly number[],
  ) {}

  /** What is no UTF-8 becomes the character that stands for such. */
  static of(bytes: Buffer, starts: readonly number[]): Lines {
    const lines = new Lines(bytes, starts)
    return isUtf8(bytes) ? lines : Lines.from(lines.texts())
  }

  /** Of bytes in UTF-8 that are filled in while `starts` grows. */
  static over(bytes: Buffer, starts: readonly number[]): Lines {
    return new Lines(bytes, starts)
  }

  /** From texts, or from the bytes of each. */
  static from(each: readonly (string | Uint8Array)[]): Lines {
    const parts = each.map((one) => (typeof one === "string" ? Buffer.from(one) : one))
    const bytes = Buffer.alloc(
      parts.reduce((sum, { length }) => sum + length + 1, 0),
      lineFeed,
    )
    let start = 0
    const starts = parts.map((part) => {
      bytes.set(part, start)
      return (start += part.length + 1)
    })
    return Lines.of(bytes, [0, ...starts])
  }

  get length(): number {
    return this.starts.length - 1
  }

  /** Where line `i` ends. */
  endOf(i: number): number {
    return this.starts[i + 1] - 1
  }

  /** Whether it holds nothing but space. */
  isBlank(i: number): boolean {
    return this.bytes[this.starts[i]] !== brace && this.text(i).trim() === ""
  }

  text(i: number): string {
    return this.bytes.toString("utf8", this.starts[i], this.endOf(i))
  }

  texts(): string[] {
    return Array.from({ length: this.length }, (_, i) => this.text(i))
  }
}

/** Bytes that lines which are copied have together. */
const pageBytes = 2 ** 20

/** Lines `from` up to, but not with, `to`. */
interface Run {
  lines: Lines
  from: number
  to: number
}

/** Some lines of many, in order. Where they are less than half of the bytes that they stand in, they are copied and the others let go. */
export class KeptLines {
  /** Of the lines themselves. */
  bytes = 0
  private readonly runs: Run[] = []
  private last: Run = { lines: Lines.from([]), from: 0, to: 0 }
  /** How many of the runs stand in the bytes that came last. */
  private lastRuns = 0
  private page: { lines: Lines; starts: number[] } | null = null

  add(lines: Lines, i: number): void {
    const { last } = this
    this.bytes += lines.endOf(i) - lines.starts[i]
    if (last.lines === lines && last.to === i) {
      last.to++
      return
    }
    if (last.lines !== lines) this.settle()
    this.lastRuns++
    this.runs.push((this.last = { lines, from: i, to: i + 1 }))
  }

  /** Each as a text. */
  *texts(): Generator<string> {
    for (const { lines, from, to } of this.runs) for (let i = from; i < to; i++) yield lines.text(i)
  }

  /** Each where it stands; they are let go meanwhile. */
  *drain(): Generator<[lines: Lines, i: number]> {
    this.runs.reverse()
    for (let run = this.runs.pop(); run !== undefined; run = this.runs.pop())
      for (let i = run.from; i < run.to; i++) yield [run.lines, i]
  }

  /** Copies the lines that came last, where they are few of those that stand there. */
  private settle(): void {
    const { runs, last, lastRuns } = this
    const came = runs.slice(runs.length - lastRuns)
    this.lastRuns = 0
    const bytes = came.reduce((sum, { lines: { starts }, from, to }) => sum + starts[to] - starts[from], 0)
    if (2 * bytes >= last.lines.bytes.length) return
    runs.length -= came.length
    for (const { lines, from, to } of came) for (let i = from; i < to; i++) this.copy(lines, i)
  }

  private copy({ bytes, starts }: Lines, i: number): void {
    const [start, end] = [starts[i], starts[i + 1] - 1]
    let at = this.page?.starts.at(-1) ?? 0
    if (this.page === null || at + end - start >= this.page.lines.bytes.length) {
      const own = [0]
      this.page = { lines: Lines.over(Buffer.alloc(Math.max(pageBytes, end - start + 1), lineFeed), own), starts: own }
      at = 0
    }
    const { lines, starts: own } = this.page
    bytes.copy(lines.bytes, at, start, end)
    own.push(at + end - start + 1)
    const [last, place] = [this.runs.at(-1), own.length - 2]
    if (last?.lines === lines) last.to++
    else this.runs.push({ lines, from: place, to: place + 1 })
  }
}

/** Whole lines with the position in bytes of each, and of what follows them. */
export interface CutLines {
  lines: Lines
  positions: Float64Array
}

/** Whole lines of a text that comes in chunks; what follows the last line feed waits for more. */
export class LineCutter {
  private rest: Buffer[] = []
  private restLength = 0

  /** `position`: of the first byte. */
  constructor(private position: number) {}

  /** The lines that this chunk completes; null where it completes none. */
  take(chunk: Buffer): CutLines | null {
    const end = chunk.lastIndexOf(lineFeed)
    if (end < 0) {
      this.keep(chunk)
      return null
    }
    const whole = chunk.subarray(0, end)
    const bytes = this.restLength === 0 ? whole : Buffer.concat([...this.rest, whole])
    this.rest = []
    this.restLength = 0
    if (end + 1 < chunk.length) this.keep(chunk.subarray(end + 1))
    return this.cut(bytes, 1)
  }

  /** What is left where nothing follows; null where nothing is. */
  end(): CutLines | null {
    if (this.restLength === 0) return null
    const bytes = Buffer.concat(this.rest)
    this.rest = []
    this.restLength = 0
    return this.cut(bytes, 0)
  }

  private keep(bytes: Buffer): void {
    this.rest.push(Buffer.from(bytes))
    this.restLength += bytes.length
  }

  private cut(bytes: Buffer, lastFeed: 0 | 1): CutLines {
    const starts = [0]
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) starts.push(at + 1)
    starts.push(bytes.length + 1)
    const positions = new Float64Array(starts.length)
    for (let i = 0; i < starts.length; i++) positions[i] = this.position + starts[i]
    this.position += bytes.length + lastFeed
    positions[starts.length - 1] = this.position
    return { lines: Lines.of(bytes, starts), positions }
  }
}
