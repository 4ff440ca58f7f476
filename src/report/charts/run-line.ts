import { at, type Scale } from "./axes.js"
import { paint, px, svg } from "./svg.js"

const width = 120
const height = 26
const margin = 4

/** A figure over the runs, the earliest first: a line with gaps where a run had no figure (null), and a dot on the last. */
export function runLine(values: readonly (number | null)[], label: string): string | null {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const x: Scale = { from: 0, to: values.length - 1, start: margin, end: width - margin }
  const y: Scale = { from: Math.min(...known), to: Math.max(...known), start: height - margin, end: margin }
  let path = ""
  values.forEach((value, i) => {
    if (value === null) return
    const starts = i === 0 || values[i - 1] === null
    path += `${starts ? "M" : "L"}${px(at(x, i))} ${px(at(y, value))}`
  })
  const last = values.findLastIndex((value) => value !== null)
  return svg(
    { width, height, label, name: "spark" },
    `<path class="cl" d="${path}" fill="none" stroke="${paint.cur}" stroke-width="1.6"/>` +
      `<circle class="cb" cx="${px(at(x, last))}" cy="${px(at(y, values[last] ?? 0))}" r="2.6" fill="${paint.cur}"/>`,
  )
}
