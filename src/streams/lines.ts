const lineFeed = 10

/** Whole lines of a text that comes in chunks, with the position in bytes of each; what follows the last line feed waits for more. */
export class LineCutter {
  private rest: Buffer[] = []
  private restLength = 0

  /** `position`: of the first byte. */
  constructor(private position: number) {}

  /** The lines that this chunk completes; null where it completes none. */
  take(chunk: Buffer): { lines: string[]; positions: Float64Array } | null {
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
  end(): { lines: string[]; positions: Float64Array } | null {
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

  private cut(bytes: Buffer, lastFeed: 0 | 1): { lines: string[]; positions: Float64Array } {
    const text = bytes.toString("utf8")
    const lines = text.split("\n")
    const isAscii = text.length === bytes.length
    const positions = new Float64Array(lines.length + 1)
    let at = 0
    for (let i = 0; i < lines.length; i++) {
      positions[i] = this.position + at
      // Bytes that are no UTF-8 are other characters in the text.
      at = isAscii ? at + lines[i].length + 1 : bytes.indexOf(lineFeed, at) + 1
    }
    this.position += bytes.length + lastFeed
    positions[lines.length] = this.position
    return { lines, positions }
  }
}
