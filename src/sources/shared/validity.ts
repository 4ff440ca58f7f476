/** Which rows of a column hold a value, as Arrow wants it: a bit per row, 1 = present, lowest bit first. */
export interface Validity {
  /** Null as long as every row holds a value. */
  bitmap: Uint8Array | null
  nullCount: number
}

/** All rows present; the bitmap is made when the first row is found missing. */
export function allPresent(): Validity {
  return { bitmap: null, nullCount: 0 }
}

/** Notes that `row` holds no value; once per row. */
export function markMissing(validity: Validity, row: number, rows: number): void {
  validity.bitmap ??= new Uint8Array(Math.ceil(rows / 8)).fill(255)
  validity.bitmap[row >> 3] &= ~(1 << (row & 7))
  validity.nullCount++
}
