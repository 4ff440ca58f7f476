/** Answers from weighted points without a value for every row. */
import { expandPoints, rowsOf, type Points } from "./points.js"

/**
 * The points' values in order, one for every row up to `most` rows. Beyond that so many at even steps of the rank, so that the share at
 * or below any number is within half a step of the points' own.
 */
export function samplePoints(points: Points, most: number): Float64Array {
  const rows = rowsOf(points)
  if (rows <= most) return expandPoints(points)
  const { values, at, between } = points
  const sample = new Float64Array(most)
  let [i, before] = [0, 0]
  for (let place = 0; place < most; place++) {
    const rank = ((place + 0.5) * rows) / most
    while (before + between[i] + at[i] <= rank) before += between[i] + at[i++]
    const part = Math.min(1, (rank - before) / between[i])
    sample[place] = rank >= before + between[i] ? values[i] : values[i - 1] * (1 - part) + values[i] * part
  }
  return sample
}

/** Rows below a number, and whether they are known: between two points they are taken to lie evenly. */
export function rowsBelow({ values, at, between }: Points, edge: number): { rows: number; known: boolean } {
  let rows = 0
  for (let i = 0; i < values.length; i++) {
    if (edge > values[i]) {
      rows += between[i] + at[i]
      continue
    }
    if (between[i] === 0) return { rows, known: true }
    if (edge === values[i]) return { rows: rows + between[i], known: false }
    const part = i === 0 ? 0 : (edge - values[i - 1]) / (values[i] - values[i - 1])
    const inside = Math.min(between[i], Math.max(0, Math.ceil(part * (between[i] + 1)) - 1))
    return { rows: rows + inside, known: false }
  }
  return { rows, known: true }
}
