import type { ValueRange } from "../model.js"
import { gapsAt, largestFirst, oncePer, placesOf, rangeOf } from "./places.js"

/** The largest gap between two cumulative curves of which points are known: at least, at most, and where it may be larger than at least. */
export interface GapBounds {
  low: number
  high: number
  gap: number
  doubts: ValueRange[]
}

/** Rigorous: wherever the values lie between the points, the gap is from `low` to `high`. Equal where all values are known. */
export const gapBounds = oncePer((outlines): GapBounds => {
  const places = placesOf(outlines)
  const count = 2 * places.values.length
  const most = new Float64Array(count)
  let [low, high, gap] = [0, 0, 0]
  for (let place = 0; place < count; place++) {
    const { above, below, even } = gapsAt(places, place)
    most[place] = Math.max(above, below)
    low = Math.max(low, -above, -below)
    high = Math.max(high, most[place])
    gap = Math.max(gap, Math.abs(even))
  }
  const doubts = low === high ? [] : largestFirst(most, low).map((place) => rangeOf(places, place))
  return { low, high, gap: Math.min(high, Math.max(low, gap)), doubts }
})
