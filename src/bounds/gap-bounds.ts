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

/** The largest gap upwards plus the largest downwards: Kuiper's V. */
export const bothGapsBounds = oncePer((outlines): GapBounds => {
  const places = placesOf(outlines)
  const count = 2 * places.values.length
  const sizes = [new Float64Array(count), new Float64Array(count)]
  const [least, even] = [
    [0, 0],
    [0, 0],
  ]
  for (let place = 0; place < count; place++) {
    const gaps = gapsAt(places, place)
    sizes[0][place] = gaps.above
    sizes[1][place] = gaps.below
    least[0] = Math.max(least[0], -gaps.below)
    least[1] = Math.max(least[1], -gaps.above)
    even[0] = Math.max(even[0], gaps.even)
    even[1] = Math.max(even[1], -gaps.even)
  }
  const most = sizes.map((each) => each.reduce((largest, size) => Math.max(largest, size), 0))
  const [low, high] = [least[0] + least[1], most[0] + most[1]]
  const open = [0, 1].flatMap((way) => (least[way] < most[way] ? largestFirst(sizes[way], least[way]) : []))
  const doubts = open.map((place) => rangeOf(places, place))
  return { low, high, gap: Math.min(high, Math.max(low, even[0] + even[1])), doubts }
})
