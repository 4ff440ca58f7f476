import { at, type Scale } from "./axes.js"
import { label, paint, px, svg } from "./svg.js"

const width = 396
const height = 300
const x: Scale = { from: 0, to: 1, start: 58, end: width - 12 }
const y: Scale = { from: 0, to: 1, start: 252, end: 10 }

/** A point of a curve over the unit square; the ends of an interval above it where it has one. */
export interface UnitPoint {
  x: number
  y: number
  low?: number
  high?: number
}

export interface UnitCurves {
  /** A sentence for those who do not see the picture. */
  words: string
  across: string
  up: string
  reference: readonly UnitPoint[] | null
  current: readonly UnitPoint[] | null
  /** Whether the line from corner to corner says what guessing, or truth, would be. */
  diagonal: boolean
  /** Whether each point is marked, with its interval. */
  marked: boolean
}

/** Curves of both sides over shares from 0 to 1: ROC, precision-recall, calibration. Reference in grey, current in blue. */
export function unitCurves({ words, across, up, reference, current, diagonal, marked }: UnitCurves): string {
  const corner = diagonal
    ? `<path class="ax" d="M${x.start} ${y.start}L${x.end} ${y.end}" fill="none" stroke="${paint.axis}" stroke-dasharray="3 3"/>`
    : ""
  const body = [
    grid(),
    corner,
    reference === null ? "" : curve(reference, "r", paint.ref, marked),
    current === null ? "" : curve(current, "c", paint.cur, marked),
    label((x.start + x.end) / 2, height - 8, across, "middle"),
    `<g transform="rotate(-90 10 ${px((y.start + y.end) / 2)})">${label(10, (y.start + y.end) / 2 + 4, up, "middle")}</g>`,
  ]
  return svg({ width, height, label: words, name: "chart unit" }, body.join(""))
}

function grid(): string {
  const steps = [0, 0.25, 0.5, 0.75, 1]
  const lines = steps.map((value) => {
    const level = at(y, value)
    const rule = `<path class="${value === 0 ? "ax" : "gl"}" d="M${x.start} ${px(level)}H${x.end}" stroke="${value === 0 ? paint.axis : paint.line}" fill="none"/>`
    return `${rule}${label(x.start - 6, level + 4, String(value), "end")}${label(at(x, value), y.start + 16, String(value), "middle")}`
  })
  return lines.join("")
}

function curve(points: readonly UnitPoint[], side: "r" | "c", color: string, marked: boolean): string {
  const path = points.map((point, i) => `${i === 0 ? "M" : "L"}${px(at(x, point.x))} ${px(at(y, point.y))}`).join("")
  const line = `<path class="${side}l" d="${path}" fill="none" stroke="${color}" stroke-width="1.8"/>`
  return marked ? line + points.map((point) => mark(point, side, color)).join("") : line
}

function mark({ x: across, y: up, low = up, high = up }: UnitPoint, side: "r" | "c", color: string): string {
  const [cx, cy] = [px(at(x, across)), px(at(y, up))]
  const whisker = `<path class="${side}l" d="M${cx} ${px(at(y, low))}V${px(at(y, high))}" fill="none" stroke="${color}"/>`
  return `${whisker}<circle class="${side}b" cx="${cx}" cy="${cy}" r="3.2" fill="${color}"/>`
}
