import { rowNumbers } from "./row-numbers.js"

/**
 * Row numbers in [0, rows), ascending: all of them up to `most`, beyond that `most` drawn without replacement with `next`,
 * which gives numbers in [0, 1). Every choice is equally likely.
 * Source: Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S.
 */
export function sampleWithoutReplacement(rows: number, most: number, next: () => number): Int32Array {
  if (rows <= most) return rowNumbers(rows)
  const taken = new Int32Array(most)
  let count = 0
  for (let row = 0; count < most; row++) if ((rows - row) * next() < most - count) taken[count++] = row
  return taken
}
