import type { ColumnSummary, DataCheck } from "../../model.js"
import { duration, time } from "../../words/format.js"
import { bothSides } from "../both-sides.js"

/** How many times longer current's longest time without a row is than the reference's, allowing for fewer rows per day. */
export default {
  meta: {
    title: "No new gap in time",
    failTitle: "A gap in time",
    description:
      "The longest time without a row over the reference's longest; where current has fewer rows per day, by so much longer a gap is expected.",
    evidence: "figures",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 3,
    failLimit: null,
    limitsReason:
      "The longest of many gaps varies by chance, seldom threefold. It never fails by default: a week's pause can be a holiday.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      const [inReference, inCurrent] = [reference.time?.largest_gap_ms, current.time?.largest_gap_ms]
      if (
        inReference === undefined ||
        inReference === null ||
        inCurrent === undefined ||
        inCurrent === null ||
        inReference === 0
      )
        return []
      const value = Math.max(1, inCurrent / (inReference * thinning(reference, current)))
      const from = current.time?.largest_gap_from
      const after = from === null || from === undefined || hidden.has(name) ? "" : ` after ${time(from)}`
      const message = `Longest time without a row: ${duration(inCurrent)}${after}, ${duration(inReference)} in reference`
      return [{ column: name, value, reference_value: 1, message }]
    })
  },
} satisfies DataCheck

/** How many times fewer rows current has per day, at least 1. */
function thinning(reference: ColumnSummary, current: ColumnSummary): number {
  const perDay = (side: ColumnSummary) => (side.rows - side.missing) / (side.time?.span_days ?? 0)
  const ratio = perDay(reference) / perDay(current)
  return Number.isFinite(ratio) ? Math.max(1, ratio) : 1
}
