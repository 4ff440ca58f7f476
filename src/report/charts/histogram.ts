import type { Histogram } from "../../model.js"
import { number, pair, share, time } from "../../words/format.js"
import { sharesOf } from "../../words/shares.js"
import { at, axisKind, xAxis, yAxis, type Scale } from "./axes.js"
import { area, outline, paint, px, svg } from "./svg.js"

const width = 640
const height = 206
const floor = 182

/** Share of rows per bin on both sides, medians dashed. The bins' readings for hover and keys sit in `data-h`. */
export function histogram(histogram: Histogram, name: string): string {
  const { edges, reference, current } = histogram
  const sides = [sharesOf(reference), sharesOf(current)] as const
  const top = Math.max(...sides[0], ...sides[1]) || 1
  const x: Scale = { from: edges[0] ?? 0, to: edges.at(-1) ?? 1, start: 40, end: width - 8 }
  const y: Scale = { from: 0, to: top * 1.03, start: floor, end: 8 }
  const xs = edges.map((edge) => at(x, edge))
  const [ref, cur] = [sides[0].map((value) => at(y, value)), sides[1].map((value) => at(y, value))]
  return svg(
    {
      width,
      height,
      label: `Distribution of ${name}: ${medians(histogram)}`,
      name: "chart hist",
      data: readings(histogram),
    },
    yAxis(y, x.start, x.end, 4) +
      `<path class="ra" d="${area(xs, ref, floor)}" fill="${paint.refFill}" stroke="${paint.ref}"/>` +
      `<path class="cl" d="${outline(xs, cur, floor)}" fill="${paint.cur}" fill-opacity="0.13" stroke="${paint.cur}" stroke-width="1.6"/>` +
      median(histogram.reference_quantiles, x, "rm", paint.ref) +
      median(histogram.current_quantiles, x, "cm", paint.cur) +
      xAxis(x, floor, axisKind(histogram), 6),
  )
}

/** Whether the report still has the curves; a file leaves them out for columns that its page does not open. */
export const hasCurves = (curves: Pick<Histogram, "reference_quantiles" | "current_quantiles">): boolean =>
  curves.reference_quantiles.length + curves.current_quantiles.length > 0

const middle = (quantiles: readonly number[]): number | undefined => quantiles[(quantiles.length - 1) / 2]

function median(quantiles: readonly number[], x: Scale, name: string, stroke: string): string {
  const value = middle(quantiles)
  if (value === undefined) return ""
  return `<path class="${name}" d="M${px(at(x, value))} 4V${floor}" stroke="${stroke}" stroke-width="1.5" stroke-dasharray="3 3"/>`
}

function medians({ reference_quantiles, current_quantiles, time: isTime }: Histogram): string {
  if (!hasCurves({ reference_quantiles, current_quantiles })) return "reference and current"
  const [a, b] = [middle(reference_quantiles), middle(current_quantiles)]
  if (a === undefined || b === undefined) return "no values on one side"
  return `median ${(isTime ? [time(a), time(b)] : pair(a, b)).join(" to ")}`
}

/**
 * The numbers behind the bars for hover and keys: "19.7~1.3%~1.4%" per bin, `|` between them, left to right. A bin's first
 * part is its value where each value has its own bin; else it is the left edge, and the last right edge follows by itself.
 */
function readings({ edges, reference, current, discrete, time: isTime }: Histogram): string {
  const [ref, cur] = [sharesOf(reference), sharesOf(current)]
  const starts = discrete ? edges.slice(1).map((edge, i) => (edge + (edges[i] ?? edge)) / 2) : edges
  const text = isTime ? time : texts(starts)
  const bins = reference.map((_, i) => `${text(starts[i] ?? 0)}~${share(ref[i] ?? 0)}~${share(cur[i] ?? 0)}`)
  return [...bins, ...(discrete ? [] : [text(edges.at(-1) ?? 0)])].join("|")
}

/** Writes numbers with as many digits as it takes to tell all of them apart, up to seven. */
function texts(values: readonly number[]): (value: number) => string {
  const different = new Set(values).size
  let digits = 3
  while (digits < 7 && new Set(values.map((value) => number(value, digits))).size < different) digits++
  return (value) => number(value, digits)
}
