/** Puts the values in random order, in place; `next` gives numbers in [0, 1). Source: Durstenfeld (1964), Comm. ACM 7:420. */
export function shuffle(values: Uint32Array, next: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const value = values[i]
    values[i] = values[j]
    values[j] = value
  }
}
