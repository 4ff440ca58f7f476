/** The point from `low` to `high` at which `isBelow` turns from true to false, to the last digit of a double. */
export function bisect(isBelow: (x: number) => boolean, low: number, high: number): number {
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return high
    if (isBelow(middle)) low = middle
    else high = middle
  }
}
