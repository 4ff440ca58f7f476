import { makeData, makeVector, Utf8, type Vector } from "apache-arrow"
import { InputError } from "../../errors.js"
import { grown } from "./grown.js"

/** Arrow's offsets are 32-bit. */
const largestPool = 2 ** 31 - 1
/** A JavaScript Map takes 2^24 keys. */
const largestMap = 2 ** 24 - 1

/** Gives each different text a number, 0, 1, 2 … in first-seen order, and keeps it once, as UTF-8. */
export class TextPool {
  private codes = [new Map<string, number>()]
  private bytes = Buffer.alloc(1024)
  private offsets = new Int32Array(256)
  private size = 0

  code(text: string): number {
    for (const codes of this.codes) {
      const code = codes.get(text)
      if (code !== undefined) return code
    }
    return this.add(text)
  }

  private add(text: string): number {
    const start = this.offsets[this.size]
    this.reserve(start + 3 * text.length)
    const end = start + this.bytes.write(text, start)
    this.offsets[this.size + 1] = end
    // The text read back is a copy: the text given is a view that would keep its whole piece of the file in memory.
    this.newest().set(this.bytes.toString("utf8", start, end), this.size)
    return this.size++
  }

  private newest(): Map<string, number> {
    if (this.codes.at(-1)!.size >= largestMap) this.codes.push(new Map())
    return this.codes.at(-1)!
  }

  private reserve(bytes: number): void {
    if (bytes > largestPool) throw new InputError("a column holds more than 2 GB of different texts")
    if (this.size + 2 > this.offsets.length) this.offsets = grown(this.offsets)
    if (bytes <= this.bytes.length) return
    const larger = Buffer.alloc(Math.min(largestPool, Math.max(bytes, 2 * this.bytes.length)))
    this.bytes.copy(larger)
    this.bytes = larger
  }

  /** The texts in the order of their numbers. */
  vector(): Vector<Utf8> {
    const valueOffsets = this.offsets.subarray(0, this.size + 1)
    const data = new Uint8Array(this.bytes.buffer, this.bytes.byteOffset, valueOffsets[this.size])
    return makeVector(makeData({ type: new Utf8(), length: this.size, valueOffsets, data }))
  }
}
