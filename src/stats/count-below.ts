/** How many values of an ascending sample are smaller than `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** So many values are looked at one after the other before any is skipped: steps of a length known beforehand are the cheaper ones. */
const nearby = 32

/**
 * How many values of an ascending sample are smaller than `value` or equal to it. `from`: how many are known to be, when
 * many are asked for in ascending order; near it the answer is found in few steps.
 */
export function countAtOrBelow(sorted: Float64Array, value: number, from = 0): number {
  let low = from
  let high = sorted.length
  const near = from > 0 ? Math.min(high, from + nearby) : from
  while (low < near && sorted[low] <= value) low++
  if (low < near) return low
  for (let step = 1; from > 0 && low + step < high; step *= 2)
    if (sorted[low + step - 1] <= value) low += step
    else high = low + step - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
