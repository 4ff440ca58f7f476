/** Values of which so many move by one place count are moved by the engine, which costs as much as these before it begins. */
const fewValues = 24

/** The rows of a page: `count` of them from `row` on, of which `present` hold a value. */
export interface SpreadRows {
  row: number
  count: number
  present: number
}

/**
 * Moves a page's values, side by side from its first row on, to the rows that hold one; the others get 0. In place, backwards, so that
 * nothing is overwritten before it was moved. `stride` array elements make one value. `bitmap`: a bit per row of the column, 1 = present.
 */
export function spreadApart(
  values: Int32Array | Uint8Array,
  stride: number,
  { row, count, present }: SpreadRows,
  bitmap: Uint8Array,
): void {
  // Values from `from` on have been moved, and rows from `end` on hold what they should; where both meet, all rows below are present.
  let from = row + present
  let end = row + count
  for (let at = end - 1; from < end; at--) {
    if ((bitmap[at >> 3] & (1 << (at & 7))) !== 0) {
      if ((at & 7) === 7 && bitmap[at >> 3] === 255) at -= 7
      continue
    }
    const first = at + 1
    from -= end - first
    move(values, from * stride, first * stride, (end - first) * stride)
    for (let k = 0; k < stride; k++) values[at * stride + k] = 0
    end = at
  }
}

/** Moves `length` elements up from place `from` to place `to`. */
function move(values: Int32Array | Uint8Array, from: number, to: number, length: number): void {
  if (length > fewValues) values.copyWithin(to, from, from + length)
  else for (let i = length - 1; i >= 0; i--) values[to + i] = values[from + i]
}
