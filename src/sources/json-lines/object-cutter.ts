import { isUtf8 } from "node:buffer"
import { InputError } from "../../errors.js"
import { otherEncoding } from "../shared/text.js"

const [quote, backslash, lineFeed, openBrace, closeBrace, openBracket, closeBracket, comma] = Buffer.from('"\\\n{}[],')

/** The text of an object and the number of the line that it begins on. */
export interface CutObject {
  text: string
  line: number
}

/**
 * Cuts the objects out of a JSON document that comes in pieces: those in its outermost array, in several arrays that stand one after the
 * other (batches, a line each), or those that stand so themselves.
 * Throws InputError for anything else between them, and where the document ends too early.
 */
export class ObjectCutter {
  private line = 1
  private depth = 0
  /** Brackets around the objects: 1 inside an array, 0 without one. */
  private around = 0
  private inString = false
  private escaped = false
  private ended = false
  /** Pieces of the object that is being read, and where it began. */
  private pieces: Buffer[] = []
  private size = 0
  private startLine = 1

  constructor(
    private readonly path: string,
    private readonly longest: number,
  ) {}

  /** The objects that end in this piece. */
  push(piece: Buffer): CutObject[] {
    const found: CutObject[] = []
    let start = this.depth > this.around ? 0 : -1
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at]
      if (byte === lineFeed) this.line++
      if (this.inString) {
        if (this.escaped) this.escaped = false
        else if (byte === backslash) this.escaped = true
        else if (byte === quote) this.inString = false
      } else if (byte === quote) {
        if (this.depth === this.around) throw this.noObject()
        this.inString = true
      } else if (byte === openBrace || byte === openBracket) {
        if (this.depth === this.around) {
          if (byte === openBracket) {
            this.openArray()
            continue
          }
          if (this.ended) throw this.noObject()
          start = at
          this.startLine = this.line
        }
        this.depth++
      } else if (byte === closeBrace || byte === closeBracket) {
        this.depth--
        if (this.depth < this.around) this.closeArray(byte)
        else if (this.depth === this.around) {
          found.push({ text: this.taken(piece.subarray(start, at + 1)), line: this.startLine })
          start = -1
        }
      } else if (this.depth === this.around && byte > 32 && byte !== comma) throw this.noObject()
    }
    if (start >= 0) this.keep(piece.subarray(start))
    return found
  }

  /** Throws InputError where the document ends inside an object or an array. */
  end(): void {
    if (this.depth === 0) return
    throw new InputError(`${this.path} line ${this.startLine}: what begins here is never closed`, {
      hint: "Was the file copied or downloaded completely?",
    })
  }

  private openArray(): void {
    if (this.around > 0) throw this.noObject()
    this.around = 1
    this.depth = 1
    this.ended = false
  }

  private closeArray(byte: number): void {
    if (byte !== closeBracket || this.around === 0) throw this.noObject()
    this.around = 0
    this.depth = 0
    this.ended = true
  }

  private keep(piece: Buffer): void {
    this.pieces.push(Buffer.from(piece))
    this.size += piece.length
    if (this.size > this.longest)
      throw new InputError(`${this.path} line ${this.startLine}: an object of more than ${this.longest} bytes`, {
        hint: "Write one object per row: df.to_json(orient='records', lines=True)",
      })
  }

  private taken(piece: Buffer): string {
    const bytes = this.pieces.length === 0 ? piece : Buffer.concat([...this.pieces, piece])
    if (!isUtf8(bytes))
      throw new InputError(`${this.path} line ${this.startLine}: the object that begins here is not UTF-8`, {
        hint: otherEncoding(bytes),
      })
    const text = bytes.toString()
    this.pieces = []
    this.size = 0
    return text
  }

  private noObject(): InputError {
    return new InputError(`${this.path} line ${this.line}: not a JSON object`, {
      hint: "A table is an array of objects, or one object per line: df.to_json(orient='records', lines=True)",
    })
  }
}
