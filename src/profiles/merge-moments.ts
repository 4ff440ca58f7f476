import type { ColumnSummary } from "../model.js"

/** Number of values, their mean, and the sums of powers of their distances from it. */
interface Central {
  n: number
  mean: number
  squares: number
  cubes: number
  fourths: number
}

type Moments = Pick<ColumnSummary, "sum" | "mean" | "std" | "skew" | "kurtosis">

/**
 * Sum, mean, deviation, skewness and kurtosis of the values of several summaries together; null where a part has none to give.
 * Source: Chan, Golub and LeVeque (1979), Stanford STAN-CS-79-773; third and fourth powers after Pébay (2008), SAND2008-6212.
 */
export function mergeMoments(parts: readonly ColumnSummary[]): Moments {
  const filled = parts.filter((part) => part.mean !== null)
  if (filled.length === 0) return { sum: null, mean: null, std: null, skew: null, kurtosis: null }
  const { n, mean, squares, cubes, fourths } = filled.map(toCentral).reduce(join)
  const variance = squares / n
  const flat = variance <= (Number.EPSILON * mean) ** 2
  const sums = filled.map(({ sum }) => sum)
  return {
    sum: sums.includes(null) ? null : finite(sums.reduce<number>((total, sum) => total + (sum ?? 0), 0)),
    mean: finite(mean),
    std: n < 2 ? null : finite(Math.sqrt(squares / (n - 1))),
    skew: flat ? null : finite(cubes / n / variance ** 1.5),
    kurtosis: flat ? null : finite(fourths / n / variance ** 2 - 3),
  }
}

function toCentral({ rows, missing, infinite, mean, std, skew, kurtosis }: ColumnSummary): Central {
  const n = rows - missing - infinite
  const squares = (std ?? 0) ** 2 * (n - 1)
  const variance = squares / n
  return {
    n,
    mean: mean ?? 0,
    squares,
    cubes: (skew ?? 0) * n * variance ** 1.5,
    fourths: variance === 0 ? 0 : ((kurtosis ?? -3) + 3) * n * variance ** 2,
  }
}

function join(a: Central, b: Central): Central {
  const n = a.n + b.n
  const step = b.mean - a.mean
  const part = step / n
  const [p, q] = [a.n, b.n]
  return {
    n,
    mean: a.mean + part * q,
    squares: a.squares + b.squares + step * part * p * q,
    cubes: a.cubes + b.cubes + step * part ** 2 * p * q * (p - q) + 3 * part * (p * b.squares - q * a.squares),
    fourths:
      a.fourths +
      b.fourths +
      step * part ** 3 * p * q * (p * p - p * q + q * q) +
      6 * part ** 2 * (p * p * b.squares + q * q * a.squares) +
      4 * part * (p * b.cubes - q * a.cubes),
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
