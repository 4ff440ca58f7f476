import type { MetricLimit } from "../model.js"

/** What a limit may read like, for messages. */
export const limitForms =
  'a number, "below N", "above N", "reference - N", "reference + N" or "reference +- N", where N may be a share such as 10%'

const absolute = /^(below|above)\s+(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i
const relative = /^reference\s*(-|\+-|\+|±)\s*(\d+(?:\.\d+)?)\s*(%?)$/i

const sides = { "-": "below", "+": "above", "+-": "away", "±": "away" } as const

/**
 * The limit that a configuration's number or text stands for; null where it is neither. A number bounds the worse side.
 * "reference - 0.03" lies so far below the reference's figure in its own unit, "reference - 10%" a tenth of that figure below it.
 */
export function parseLimit(written: number | string): MetricLimit | null {
  if (typeof written === "number") return Number.isFinite(written) ? { side: "worse", by: written, from: "zero" } : null
  const text = written.trim()
  const fixed = absolute.exec(text)
  if (fixed !== null) return { side: fixed[1].toLowerCase() as "below" | "above", by: Number(fixed[2]), from: "zero" }
  const moving = relative.exec(text)
  if (moving === null) return null
  const [, sign, distance, percent] = moving
  const away = sides[sign as keyof typeof sides]
  return percent === "%"
    ? { side: away, by: Number(distance) / 100, from: "reference_share" }
    : { side: away, by: Number(distance), from: "reference" }
}
