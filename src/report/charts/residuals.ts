import type { PerformanceSide } from "../../model.js"
import { sharesOf } from "../../words/shares.js"
import { at, xAxis, yAxis, type Scale } from "./axes.js"
import { area, label, outline, paint, px, svg } from "./svg.js"

const width = 640
const height = 222
const floor = 182

type Residuals = NonNullable<PerformanceSide["residuals"]>

/** Share of rows by prediction less truth on both sides, in the same bins; the line at 0 is where nothing is wrong. */
export function residualBars(reference: Residuals | null, current: Residuals | null, words: string): string | null {
  const edges = (current ?? reference)?.edges
  if (edges === undefined) return null
  const sides = [reference, current].map((side) => (side === null ? [] : sharesOf(side.counts)))
  const top = Math.max(...sides.flat()) || 1
  const x: Scale = { from: edges[0], to: edges[edges.length - 1], start: 44, end: width - 8 }
  const y: Scale = { from: 0, to: top * 1.03, start: floor, end: 8 }
  const xs = edges.map((edge) => at(x, edge))
  const [ref, cur] = sides.map((shares) => shares.map((value) => at(y, value)))
  const body = [
    yAxis(y, x.start, x.end, 4),
    reference === null
      ? ""
      : `<path class="ra" d="${area(xs, ref, floor)}" fill="${paint.refFill}" stroke="${paint.ref}"/>`,
    current === null
      ? ""
      : `<path class="cl" d="${outline(xs, cur, floor)}" fill="${paint.cur}" fill-opacity="0.13" stroke="${paint.cur}" stroke-width="1.6"/>`,
    x.from < 0 && x.to > 0
      ? `<path class="ax" d="M${px(at(x, 0))} 4V${floor}" stroke="${paint.axis}" stroke-dasharray="3 3" fill="none"/>`
      : "",
    xAxis(x, floor, "numbers", 6),
    label((x.start + x.end) / 2, height - 4, "prediction less truth", "middle"),
  ]
  return svg({ width, height, label: words, name: "chart hist" }, body.join(""))
}
