import { countAtOrBelow } from "../count-below.js"
/** A sample that many others are held to: the area below its cumulative curve is known at every value. */
export interface Curve {
  /** Ascending. */
  values: Float64Array
  /** Sum of the first i values, one more than there are values. */
  sums: Float64Array
}

/** The curve of an ascending sample of at least one value, of ordinary size: some deviations around 0. */
export function curveOf(values: Float64Array): Curve {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i]
  return { values, sums }
}

/**
 * Area between the cumulative curves of an ascending sample of at least one value and of the sample that it is a part of: their
 * Wasserstein distance, in n·log N steps. Between two values of the part its curve is flat and the whole's crosses it once.
 */
export function areaToWhole(part: Float64Array, whole: Curve): number {
  const { values } = whole
  const n = part.length
  const last = Math.max(part[n - 1], values[values.length - 1])
  let total = below(whole, part[0])
  for (let i = 1; i <= n; i++) {
    const [from, to] = [part[i - 1], i === n ? last : part[i]]
    if (to > from) total += flatArea(whole, i / n, from, to)
  }
  return total
}

/** Area between the whole's curve and the height `share`, from one value to a larger one. */
function flatArea(whole: Curve, share: number, from: number, to: number): number {
  const { values } = whole
  // The first value at which the curve reaches the height.
  const reach = values[Math.min(values.length, Math.max(1, Math.ceil(share * values.length - 1e-9))) - 1]
  const cross = Math.min(to, Math.max(from, reach))
  const [a, b, c] = [below(whole, from), below(whole, cross), below(whole, to)]
  return Math.abs(share * (cross - from) - (b - a)) + Math.abs(c - b - share * (to - cross))
}

/** Area below the whole's curve, up to `at`. */
function below({ values, sums }: Curve, at: number): number {
  const count = countAtOrBelow(values, at)
  return (count * at - sums[count]) / values.length
}

/** ∫√(F·(1−F))dx of an ascending sample's cumulative curve F: what its rows' noise grows with. */
export function noiseArea(values: Float64Array): number {
  let total = 0
  for (let i = 1; i < values.length; i++)
    if (values[i] > values[i - 1]) total += Math.sqrt(i * (values.length - i)) * (values[i] - values[i - 1])
  return total / values.length
}
