import type { Histogram } from "../../model.js"
import { at, axisKind, xAxis, yAxis, type Scale } from "./axes.js"
import { label, paint, px, svg } from "./svg.js"

const width = 396
const height = 206
const floor = 182

/** Share of rows at or below each value on both sides, with a bracket where the two lie furthest apart. */
export function cumulative(histogram: Histogram, name: string): string {
  const { edges, reference_quantiles, current_quantiles, gap, discrete } = histogram
  const x: Scale = { from: edges[0] ?? 0, to: edges.at(-1) ?? 1, start: 40, end: width - 8 }
  const y: Scale = { from: 0, to: 1, start: floor, end: 8 }
  const largest = gap ? `; largest gap ${size(gap)}` : ""
  return svg(
    { width, height, label: `Cumulative share of ${name}, reference and current${largest}`, name: "chart cum" },
    yAxis(y, x.start, x.end, 2) +
      `<path class="rl" d="${curve(reference_quantiles, x, y, discrete)}" fill="none" stroke="${paint.ref}" stroke-width="1.6"/>` +
      `<path class="cl" d="${curve(current_quantiles, x, y, discrete)}" fill="none" stroke="${paint.cur}" stroke-width="1.6"/>` +
      (gap ? bracket(gap, x, y) : "") +
      xAxis(x, floor, axisKind(histogram), 5),
  )
}

type Gap = NonNullable<Histogram["gap"]>

const size = ({ reference, current }: Gap) => `${(Math.abs(current - reference) * 100).toFixed(1)} points`

/** Quantiles at even steps as a line, in steps where values are whole numbers; points that share a pixel are drawn once. */
function curve(quantiles: readonly number[], x: Scale, y: Scale, stepped: boolean): string {
  let path = ""
  let last = ["", ""]
  quantiles.forEach((value, i) => {
    const point = [px(at(x, value)), px(at(y, i / (quantiles.length - 1)))]
    if (point.join() === last.join()) return
    if (path === "") path = `M${point.join(" ")}`
    else if (!stepped) path += `L${point.join(" ")}`
    else path += point[0] === last[0] ? "" : `V${last[1]}H${point[0]}`
    last = point
  })
  return stepped && path !== "" ? `${path}V${last[1]}` : path
}

function bracket(gap: Gap, x: Scale, y: Scale): string {
  const [left, top, foot] = [at(x, gap.at), at(y, gap.reference), at(y, gap.current)]
  const caps = `M${px(left - 4)} ${px(top)}h8M${px(left - 4)} ${px(foot)}h8M${px(left)} ${px(top)}V${px(foot)}`
  // The words stand on the side with more room, in the middle of the gap but clear of both ends of the chart.
  const right = left < (x.start + x.end) / 2
  const middle = Math.min(floor - 10, Math.max(16, (top + foot) / 2 + 4))
  return (
    `<path class="gap" d="${caps}" stroke="${paint.text}" stroke-width="1.5" fill="none"/>` +
    label(left + (right ? 9 : -9), middle, `gap ${size(gap)}`, right ? "start" : "end", "tb")
  )
}
