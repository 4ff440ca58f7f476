import type { MetricResult } from "../../model.js"
import { at, type Scale } from "./axes.js"
import { paint, px, svg } from "./svg.js"

const width = 220
const height = 26
const margin = 8
const levels = { reference: 8, current: 18 }

type Figures = Pick<
  MetricResult,
  "value" | "low" | "high" | "reference_value" | "reference_low" | "reference_high" | "warn_limit" | "fail_limit"
>

/**
 * A figure on both sides with its intervals on one scale: reference above in grey, current below in blue, limits as upright
 * lines. Null where current has no figure.
 */
export function intervalStrip(figures: Figures, label: string): string | null {
  const { value, low, high, reference_value, reference_low, reference_high, warn_limit, fail_limit } = figures
  if (value === null) return null
  const scale = scaleOf([value, low, high, reference_value, reference_low, reference_high, warn_limit, fail_limit])
  const body = [
    limitLine(fail_limit, scale, paint.drift, ""),
    limitLine(warn_limit, scale, paint.drift, ' stroke-dasharray="3 3"'),
    reference_value === null
      ? ""
      : whisker({ value: reference_value, low: reference_low, high: reference_high }, scale, levels.reference, "r"),
    whisker({ value, low, high }, scale, levels.current, "c"),
  ]
  return svg({ width, height, label, name: "whisk" }, body.join(""))
}

function scaleOf(values: readonly (number | null)[]): Scale {
  const known = values.filter((value) => value !== null)
  return { from: Math.min(...known), to: Math.max(...known), start: margin, end: width - margin }
}

function whisker(
  { value, low, high }: { value: number; low: number | null; high: number | null },
  scale: Scale,
  y: number,
  side: "r" | "c",
): string {
  const color = side === "r" ? paint.ref : paint.cur
  const line =
    low === null || high === null
      ? ""
      : `<path class="${side}l" d="M${px(at(scale, low))} ${y}H${px(at(scale, high))}" stroke="${color}" stroke-width="2" fill="none"/>`
  return `${line}<circle class="${side}b" cx="${px(at(scale, value))}" cy="${y}" r="4" fill="${color}"/>`
}

function limitLine(limit: number | null, scale: Scale, color: string, dash: string): string {
  if (limit === null) return ""
  return `<path class="thr" d="M${px(at(scale, limit))} 2V${height - 2}" stroke="${color}" fill="none"${dash}/>`
}
