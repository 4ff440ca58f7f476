import type { Points } from "../model.js"

/** Different values up to which each is a point. */
const mostPoints = 20_000

/** The points of an ascending sample of length ≥ 1: all its values, or so many at even steps of the rank, the ends included. */
export function outlineOf(sorted: Float64Array): Points {
  const every = Math.max(1, Math.floor((2 * sorted.length) / mostPoints))
  const all = sorted.length <= mostPoints || isFew(sorted)
  const values: number[] = []
  const at: number[] = []
  const between: number[] = []
  let [passed, next] = [0, 0]
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const value = sorted[start] + 0
    while (end < sorted.length && sorted[end] === value) end++
    if (all || end > next || end === sorted.length) {
      values.push(value)
      at.push(end - start)
      between.push(passed)
      passed = 0
      next = (Math.floor((end - 1) / every) + 1) * every
    } else passed += end - start
  }
  const [points, rows, inside] = [values, at, between].map((each) => Float64Array.from(each))
  return { values: points, at: rows, between: inside, step: null, slack: 0 }
}

function isFew(sorted: Float64Array): boolean {
  let different = 1
  for (let i = 1; i < sorted.length && different <= mostPoints; i++) if (sorted[i] !== sorted[i - 1]) different++
  return different <= mostPoints
}
