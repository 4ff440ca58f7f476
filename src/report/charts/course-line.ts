import { at, xAxis, type Scale } from "./axes.js"
import { label, paint, px, svg } from "./svg.js"
import { ticks } from "./ticks.js"

const width = 640
const height = 112
const floor = 86

/** A figure at one point of the time of current. */
export interface CoursePoint {
  /** When it begins, milliseconds since 1970 by local time. */
  at: number
  /** Null: no figure. */
  value: number | null
  /** What is usual there; null where it is not known. */
  low: number | null
  high: number | null
  outside: boolean
  /** Whether an alert of it was open. */
  alarmed?: boolean
}

/** A figure over the time of current: a line over the band of what is usual, with a dot where it lies outside. Null below two figures. */
export function courseLine(
  points: readonly CoursePoint[],
  words: string,
  show: (value: number) => string,
): string | null {
  const all = points.flatMap(({ value, low, high }) => [value, low, high]).filter((value) => value !== null)
  if (points.filter(({ value }) => value !== null).length < 2) return null
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const room = (most - least) * 0.06 || Math.abs(most) * 0.1 || 1
  const x: Scale = { from: points[0].at, to: points[points.length - 1].at, start: 64, end: width - 14 }
  const y: Scale = { from: least - room, to: most + room, start: floor, end: 8 }
  const up = (value: number) => px(at(y, value))
  const across = (point: CoursePoint) => px(at(x, point.at))
  const dots = points.flatMap((point) =>
    point.value === null || !point.outside
      ? []
      : [`<circle class="fd" cx="${across(point)}" cy="${up(point.value)}" r="3" fill="${paint.drift}"/>`],
  )
  const levels = ticks(y.from, y.to, 3).map(
    (value) =>
      `<path class="gl" d="M${x.start} ${up(value)}H${x.end}" stroke="${paint.line}" fill="none"/>${label(x.start - 6, at(y, value) + 4, show(value), "end")}`,
  )
  const body = [
    ...levels,
    alarmBars(points, x),
    band(points, across, up),
    `<path class="cl" d="${line(points, across, up)}" fill="none" stroke="${paint.cur}" stroke-width="1.6"/>`,
    ...dots,
    xAxis(x, floor, "time", 6),
  ]
  return svg({ width, height, label: words, name: "chart course" }, body.join(""))
}

/** Bars on the floor while an alert was open, half a step to either side. */
function alarmBars(points: readonly CoursePoint[], x: Scale): string {
  const half = (x.end - x.start) / Math.max(1, points.length - 1) / 2
  const bars = points.flatMap((point) => {
    if (point.alarmed !== true) return []
    const middle = at(x, point.at)
    const [from, to] = [Math.max(x.start, middle - half), Math.min(x.end, middle + half)]
    return [`M${px(from)} ${floor - 4}H${px(to)}V${floor}H${px(from)}Z`]
  })
  return bars.length === 0 ? "" : `<path class="fd" d="${bars.join("")}" fill="${paint.drift}"/>`
}

type Place<Of> = (of: Of) => string

/** With a gap where a point has no figure. */
function line(points: readonly CoursePoint[], across: Place<CoursePoint>, up: Place<number>): string {
  return points
    .flatMap((point, i) => {
      if (point.value === null) return []
      const starts = i === 0 || points[i - 1].value === null
      return [`${starts ? "M" : "L"}${across(point)} ${up(point.value)}`]
    })
    .join("")
}

/** Empty where no two points know what is usual. */
function band(points: readonly CoursePoint[], across: Place<CoursePoint>, up: Place<number>): string {
  const known = points.flatMap((point) =>
    point.low === null || point.high === null ? [] : [{ x: across(point), low: up(point.low), high: up(point.high) }],
  )
  if (known.length < 2) return ""
  const there = known.map(({ x, high }) => `${x} ${high}`)
  const back = known.map(({ x, low }) => `${x} ${low}`).reverse()
  return `<path class="fb" d="M${[...there, ...back].join("L")}Z" fill="${paint.refFill}" fill-opacity="0.55"/>`
}
