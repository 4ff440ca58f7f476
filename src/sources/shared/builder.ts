import { grown } from "../csv/grown.js"
import type { ColumnStore } from "./column-store.js"
import type { Frame, Gathered } from "./gathered.js"
import { absent, token } from "./token.js"

/** Takes a column's values one by one, and gives them all as plain data. */
export abstract class Builder {
  length = 0
  private nullCount = 0
  /** One bit per row, 1 = present; null while nothing is missing. */
  private valid: Uint8Array | null = null

  constructor(protected readonly store: ColumnStore) {}

  /** The tokens that `add` can take. */
  abstract readonly holds: number
  /** Those of them that stand for a missing value here. */
  protected readonly missing: number = absent | token.nan

  /** Writes a value at row `length`. */
  protected abstract put(text: string): void
  /** All of them; add nothing afterwards. */
  abstract gathered(): Gathered

  /** Takes a value whose token is `kind`. */
  add(text: string, kind: number): void {
    if (kind & this.missing) {
      this.addMissing()
    } else {
      this.put(text)
      this.length++
    }
  }

  addMissing(count = 1): void {
    this.nullCount += count
    for (const end = this.length + count; this.length < end; this.length++) this.markMissing(this.length)
  }

  private markMissing(row: number): void {
    const valid = this.validUpTo(row + 1)
    valid[row >> 3] &= ~(1 << (row & 7))
  }

  private validUpTo(rows: number): Uint8Array {
    let valid = this.valid ?? new Uint8Array(1024).fill(255)
    while (valid.length * 8 < rows) valid = grown(valid).fill(255, valid.length)
    this.valid = valid
    return valid
  }

  /** What every Arrow array needs beside its values. */
  protected frame(): Frame {
    const { length, nullCount } = this
    if (nullCount === 0) return { length, nullCount }
    return { length, nullCount, nullBitmap: this.validUpTo(length).subarray(0, Math.ceil(length / 8)) }
  }
}
