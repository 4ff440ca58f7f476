import { firstInvalid, wholeCharacters } from "../shared/text.js"

const lineFeed = 10

/** The part of a file that is being read, in one buffer that is used again and again. */
export class ByteWindow {
  /** The bytes are the first `length` of these; a line feed follows them, where every search for a line end stops. */
  bytes = Buffer.alloc(1024)
  length = 0
  /** Where in the file the first byte is from. */
  offset = 0
  private dropped = 0
  private checked = 0

  /** Adds bytes at the end. What was dropped goes, and what follows it moves to the front. */
  append(piece: Uint8Array): void {
    const kept = this.length - this.dropped
    const length = kept + piece.length
    const target = length < this.bytes.length ? this.bytes : Buffer.alloc(Math.max(length + 1, 2 * this.bytes.length))
    this.bytes.copy(target, 0, this.dropped, this.length)
    target.set(piece, kept)
    target[length] = lineFeed
    this.bytes = target
    this.offset += this.dropped
    this.checked = Math.max(0, this.checked - this.dropped)
    this.dropped = 0
    this.length = length
  }

  /** The first `position` bytes are not needed any more; they stay where they are until more are added. */
  dropTo(position: number): void {
    this.dropped = position
  }

  /** Position of the first character that is not UTF-8, -1 where there is none. The last one may still be unfinished, unless `final`. */
  invalidAt(final: boolean): number {
    const added = this.bytes.subarray(this.checked, this.length)
    const whole = final ? added.length : wholeCharacters(added)
    const invalid = firstInvalid(added.subarray(0, whole))
    if (invalid >= 0) return this.checked + invalid
    this.checked += whole
    return -1
  }
}
