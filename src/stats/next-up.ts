const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)

/** The smallest double above `value`: a number is at or below `value` exactly when it is below this one. Infinity stays. */
export function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE
  if (value === Infinity) return value
  double[0] = value
  bits[0] += value > 0 ? 1n : -1n
  return double[0]
}
