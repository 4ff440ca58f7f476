import type { Cumulative } from "./places.js"

/**
 * At most (`Math.max`) or at least (`Math.min`) the sum over a side's rows of what each adds at the place where it lies. Rows that may
 * lie in any of several places add the most, or the least, of these.
 */
export function sumOverRows(
  { rows, least, most, slack }: Cumulative,
  sizes: Float64Array,
  pick: (a: number, b: number) => number,
): number {
  const sign = pick(0, 1) === 1 ? 1 : -1
  let [sum, seen, size, before] = [0, 0, sizes[0], sizes[0]]
  sizes.forEach((own, place) => {
    size = pick(size, own)
    if (most[place] - least[place] > 2 * slack) return
    const upTo = (least[place] + most[place]) / 2
    // So many rows may lie beyond the place, or before it.
    sum += (upTo - seen) * size + sign * 2 * slack * Math.abs(size - before)
    ;[seen, before, size] = [upTo, size, sizes[place + 1] ?? size]
  })
  return sum + (rows - seen) * before
}
