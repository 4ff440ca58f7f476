/** |a − b| ≤ abs + rel·|b|: how fixtures/golden/README.md states its tolerances. */
export function isClose(a: number, b: number, rel: number, abs = 0): boolean {
  return a === b || Math.abs(a - b) <= abs + rel * Math.abs(b)
}
