import type { Outlines, ValueRange } from "../model.js"
import { largestFirst, placesOf, rangeOf } from "./places.js"

/** Where values are not known: first where most rows lie in the widest range. */
export function widestFirst(outlines: Outlines): ValueRange[] {
  const places = placesOf(outlines)
  const { reference, current } = places
  const sizes = reference.least.map((_, place) => {
    const { from, to } = rangeOf(places, place)
    const open = [reference, current].reduce(
      (sum, { rows, least, most }) => sum + (most[place] - least[place]) / rows,
      0,
    )
    return open * (to - from)
  })
  return largestFirst(sizes, 0).map((place) => rangeOf(places, place))
}
