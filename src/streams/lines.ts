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

/** Some lines of many, in order. They keep the bytes of all. */
export class KeptLines {
  private readonly runs: { lines: Lines; from: number; to: number }[] = []
  private last = { lines: Lines.from([]), from: 0, to: 0 }

  add(lines: Lines, i: number): void {
    const { last } = this
    if (last.lines === lines && last.to === i) last.to++
    else this.runs.push((this.last = { lines, from: i, to: i + 1 }))
  }

  texts(): string[] {
    return this.runs.flatMap(({ lines, from, to }) => Array.from({ length: to - from }, (_, i) => lines.text(from + i)))
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
    const positions = Float64Array.from(starts, (start) => this.position + start)
    this.position += bytes.length + lastFeed
    positions[starts.length - 1] = this.position
    return { lines: Lines.of(bytes, starts), positions }
  }
}
