import type { Band } from "../../model.js"
import { at, type Scale } from "./axes.js"
import { paint, px } from "./svg.js"

/** The area of a band over the runs, broken where it is not known; "" where no two neighbours know it. `x`: where a run stands. */
export function bandPath(bands: readonly (Band | null)[], x: (i: number) => number, y: Scale): string {
  const areas = spansOf(bands)
    .filter((places) => places.length > 1)
    .map((places) => {
      const edge = (side: 0 | 1) => places.map((i) => `${px(x(i))} ${px(at(y, bands[i]?.[side] ?? 0))}`)
      return `M${[...edge(1), ...edge(0).reverse()].join("L")}Z`
    })
  return areas.length === 0
    ? ""
    : `<path class="fb" d="${areas.join("")}" fill="${paint.refFill}" fill-opacity="0.55"/>`
}

/** Places in a row that have a band. */
function spansOf(bands: readonly (Band | null)[]): number[][] {
  const spans: number[][] = []
  bands.forEach((band, i) => {
    if (band === null) return
    if (i > 0 && bands[i - 1] !== null) spans[spans.length - 1].push(i)
    else spans.push([i])
  })
  return spans
}
