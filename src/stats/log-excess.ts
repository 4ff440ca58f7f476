/**
 * (1 + x)·ln(1 + x) − x for x ≥ -1: 0 or more, about x²/2 near 0, in a form that keeps all digits there.
 * What one cell adds to a log-likelihood when its count is (1 + x) times the expected one.
 */
export function logExcess(x: number): number {
  if (x === -1) return 1
  if (Math.abs(x) > 0.1) return (1 + x) * Math.log1p(x) - x
  let sum = 0
  for (let power = 18; power >= 2; power--) sum = 1 / (power * (power - 1)) - x * sum
  return x * x * sum
}
