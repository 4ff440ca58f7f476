import { safeScale } from "../../safe-scale.js"

/**
 * Per row the prediction less the truth, in the unit of the truth; above 0 where too much was predicted. Columns of equal length,
 * finite; an error beyond the largest double is that double.
 */
export function errorsOf(truth: Float64Array, predicted: Float64Array): Float64Array {
  return predicted.map((value, i) => atMost(value - truth[i]))
}

/** The same number, or the largest double with its sign. */
export function atMost(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value))
}

/** A power of two that brings the columns' numbers where sums of their squares are ordinary doubles. */
export function commonScale(...columns: Float64Array[]): number {
  let largest = 0
  for (const column of columns) for (let i = 0; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i]))
  return safeScale(largest)
}
