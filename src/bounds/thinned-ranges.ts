import type { Points } from "../model.js"
import { thinnedPlaces } from "../stats/thin-sorted.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"

/** The least and the most that each value of a sample may be; both ascending. */
export interface Ranges {
  low: Float64Array
  high: Float64Array
}

/** Of the values that `thinSorted` chooses of all that the points stand for. */
export function thinnedRanges(points: Points, size: number, seed: number): Ranges {
  const rows = rowsOfPoints(points)
  const places = thinnedPlaces(rows, size, seed)
  const { slack } = points
  return {
    low: valuesAt(
      points,
      places.map((place) => Math.max(0, place - slack)),
      "low",
    ),
    high: valuesAt(
      points,
      places.map((place) => Math.min(rows - 1, place + slack)),
      "high",
    ),
  }
}

/** The values of these ranks, from 0; of one between two points, the point before it or the one after. */
function valuesAt({ values, at, between }: Points, ranks: Float64Array, end: keyof Ranges): Float64Array {
  let [i, before] = [0, 0]
  return ranks.map((rank) => {
    while (before + between[i] + at[i] <= rank) before += between[i] + at[i++]
    return rank >= before + between[i] || end === "high" ? values[i] : values[i - 1]
  })
}

export const isKnown = ({ low, high }: Ranges): boolean => low.every((value, i) => value === high[i])
