import type { Band } from "../../model.js"
import { at, type Scale } from "./axes.js"
import { bandPath } from "./band-path.js"
import { paint, px, svg } from "./svg.js"

const width = 120
const height = 26
const margin = 4

/** What the runs before let expect in each, and where the figure lay outside. */
export interface RunBands {
  bands?: readonly (Band | null)[]
  outside?: readonly number[]
}

/**
 * A figure over the runs, the earliest first: a line with gaps where a run had no figure (null), a dot on the last, over the band of what was
 * to be expected, with dots where it lay outside.
 */
export function runLine(
  values: readonly (number | null)[],
  label: string,
  { bands = [], outside = [] }: RunBands = {},
): string | null {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const all = [...known, ...bands.flatMap((band) => band ?? [])]
  const x: Scale = { from: 0, to: values.length - 1, start: margin, end: width - margin }
  const y: Scale = { from: Math.min(...all), to: Math.max(...all), start: height - margin, end: margin }
  let path = ""
  values.forEach((value, i) => {
    if (value === null) return
    const starts = i === 0 || values[i - 1] === null
    path += `${starts ? "M" : "L"}${px(at(x, i))} ${px(at(y, value))}`
  })
  const last = values.findLastIndex((value) => value !== null)
  const dot = (i: number, name: string, r: number, fill: string) =>
    `<circle class="${name}" cx="${px(at(x, i))}" cy="${px(at(y, values[i] ?? 0))}" r="${r}" fill="${fill}"/>`
  return svg(
    { width, height, label, name: "spark" },
    bandPath(bands, (i) => at(x, i), y) +
      `<path class="cl" d="${path}" fill="none" stroke="${paint.cur}" stroke-width="1.6"/>` +
      dot(last, "cb", 2.6, paint.cur) +
      outside.map((i) => dot(i, "fd", 2.6, paint.drift)).join(""),
  )
}
