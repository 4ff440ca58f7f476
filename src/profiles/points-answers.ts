/** Answers from weighted points without a value for every row. */
import { nextUp } from "../stats/next-up.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { expandPoints, inRoom, type Points } from "./points.js"

/**
 * The points' values in order, one for every row up to `most` rows. Beyond that so many at even steps of the rank, so that the share at
 * or below any number is within half a step of the points' own.
 */
export function samplePoints(points: Points, most: number, room: Float64Array | null = null): Float64Array {
  const rows = rowsOfPoints(points)
  if (rows <= most) return expandPoints(points, room)
  const { values, at, between } = points
  const sample = inRoom(most, room)
  let [i, before] = [0, 0]
  for (let place = 0; place < most; place++) {
    const rank = ((place + 0.5) * rows) / most
    while (before + between[i] + at[i] <= rank) before += between[i] + at[i++]
    const part = Math.min(1, (rank - before) / between[i])
    sample[place] = rank >= before + between[i] ? values[i] : values[i - 1] * (1 - part) + values[i] * part
  }
  return sample
}

/** Values per bin, as `Dataset.binned` has them. `known`: rows below numbers that lie among values that are not known. */
export function binPoints(
  points: Points,
  edges: Float64Array,
  known: ReadonlyMap<number, number> = new Map(),
): Float64Array {
  const below = closedEdges(edges).map((edge) => known.get(edge) ?? rowsBelow(points, edge).rows)
  return Float64Array.from({ length: Math.max(0, edges.length - 1) }, (_, i) => Math.max(0, below[i + 1] - below[i]))
}

/** Numbers of which the rows below are the rows before each edge: the last bin holds its right edge too. */
export function closedEdges(edges: Float64Array): Float64Array {
  const last = edges.length - 1
  return edges.map((edge, i) => (i === last && Number.isFinite(edge) ? nextUp(edge) : edge))
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
