import { trimmed } from "../../words/format.js"
import { ticks, timeTicks } from "./ticks.js"
import { label, paint, px } from "./svg.js"

/** Where a chart's values land: a linear map of [from, to] to [start, end] in pixels, kept inside. */
export interface Scale {
  from: number
  to: number
  start: number
  end: number
}

export function at({ from, to, start, end }: Scale, value: number): number {
  const part = to === from ? 0.5 : (value - from) / (to - from)
  return start + Math.min(1, Math.max(0, part)) * (end - start)
}

/** What stands along an axis: numbers, whole numbers only, or instants. */
export type AxisKind = "numbers" | "whole" | "time"

export const axisKind = ({ time, discrete, edges }: { time: boolean; discrete: boolean; edges: number[] }): AxisKind =>
  time ? "time" : discrete && (edges[1] ?? 0) - (edges[0] ?? 0) === 1 ? "whole" : "numbers"

/** Numbers or instants under a chart whose floor is at `y`; names those that leave room for each other. */
export function xAxis(scale: Scale, y: number, kind: AxisKind, n: number): string {
  const marks =
    kind === "time"
      ? timeTicks(scale.from, scale.to, n)
      : ticks(scale.from, scale.to, n)
          .filter((value) => kind === "numbers" || Number.isInteger(value))
          .map((value) => ({ at: value, text: trimmed(value, 12) }))
  let free = -Infinity
  const named = marks.map((mark) => {
    const x = at(scale, mark.at)
    const half = mark.text.length * 3.2
    if (x - half < free) return ""
    free = x + half + 6
    return label(x, y + 16, mark.text, x + half > scale.end + 12 ? "end" : "middle")
  })
  const line = `<path class="ax" d="M${px(scale.start)} ${px(y)}H${px(scale.end)}" stroke="${paint.axis}" fill="none"/>`
  return line + named.join("")
}

/** Shares beside a chart, with a hairline each except at the floor. */
export function yAxis(scale: Scale, left: number, right: number, n: number): string {
  return ticks(scale.from, scale.to, n)
    .map((value) => {
      const y = at(scale, value)
      const line =
        value === 0
          ? ""
          : `<path class="gl" d="M${px(left)} ${px(y)}H${px(right)}" stroke="${paint.line}" fill="none"/>`
      return line + label(left - 6, y + 4, `${trimmed(value * 100)}%`, "end")
    })
    .join("")
}
