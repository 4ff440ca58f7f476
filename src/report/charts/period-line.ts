import type { PerformancePeriod } from "../../model.js"
import { trimmed } from "../../words/format.js"
import { at, xAxis, type Scale } from "./axes.js"
import { label, paint, px, svg } from "./svg.js"
import { ticks } from "./ticks.js"

const width = 640
const height = 222
const floor = 192

/** A figure period by period on both sides, each with its interval. Null without two periods. */
export function periodLine(
  reference: readonly PerformancePeriod[],
  current: readonly PerformancePeriod[],
  words: string,
): string | null {
  const all = [...reference, ...current]
  if (all.length < 2) return null
  const times = all.map(({ start }) => Date.parse(start))
  const values = all.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const room = (most - least) * 0.06 || Math.abs(most) * 0.1 || 1
  const x: Scale = { from: Math.min(...times), to: Math.max(...times), start: 56, end: width - 14 }
  const y: Scale = { from: least - room, to: most + room, start: floor, end: 8 }
  const body = [
    levels(y, x),
    side(reference, "r", paint.ref, x, y),
    side(current, "c", paint.cur, x, y),
    xAxis(x, floor, "time", 6),
  ]
  return svg({ width, height, label: words, name: "chart periods" }, body.join(""))
}

function levels(y: Scale, x: Scale): string {
  return ticks(y.from, y.to, 4)
    .map((value) => {
      const level = px(at(y, value))
      return `<path class="gl" d="M${x.start} ${level}H${x.end}" stroke="${paint.line}" fill="none"/>${label(x.start - 6, at(y, value) + 4, trimmed(value), "end")}`
    })
    .join("")
}

function side(periods: readonly PerformancePeriod[], name: "r" | "c", color: string, x: Scale, y: Scale): string {
  const points = periods.map(({ start, value, low, high }) => ({
    across: px(at(x, Date.parse(start))),
    up: px(at(y, value)),
    from: px(at(y, low ?? value)),
    to: px(at(y, high ?? value)),
  }))
  const line = points.map(({ across, up }, i) => `${i === 0 ? "M" : "L"}${across} ${up}`).join("")
  const whiskers = points.map(({ across, from, to }) => `M${across} ${from}V${to}`).join("")
  const dots = points.map(
    ({ across, up }) => `<circle class="${name}b" cx="${across}" cy="${up}" r="3" fill="${color}"/>`,
  )
  return points.length === 0
    ? ""
    : `<path class="${name}l" d="${whiskers}" fill="none" stroke="${color}" stroke-opacity="0.5"/>` +
        `<path class="${name}l" d="${line}" fill="none" stroke="${color}" stroke-width="1.6"/>${dots.join("")}`
}
