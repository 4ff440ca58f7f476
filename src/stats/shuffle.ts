/** The same array in random order, drawn with `next`, which gives numbers in [0, 1). Source: Durstenfeld (1964), Comm. ACM 7:420. */
export function shuffle(values: Int32Array, next: () => number): Int32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    ;[values[i], values[j]] = [values[j], values[i]]
  }
  return values
}
