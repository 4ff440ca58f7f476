import type { ColumnSummary, DataCheck } from "../../model.js"
import { count, number, share } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { newcomerSlack } from "../chance.js"

/** Share of negative numbers in columns whose reference holds none. */
export default {
  meta: {
    title: "No new negative values",
    failTitle: "Negative values",
    description: "The share of current's numbers below zero, in columns whose reference holds no negative number.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: 0.2,
    limitsReason:
      "Prices, counts and lengths are never negative; as many rows as chance may bring are added, for columns where a negative value is rare. A fifth of the values is far beyond a slip: a sign or a sentinel. A scale that has no end at zero (the first frost of a year) warns only.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns).flatMap(({ name, type, reference, current }) => {
      if (type !== "numeric" || reference.negative !== 0 || current.negative === null) return []
      const n = reference.rows - reference.missing - reference.infinite
      const m = current.rows - current.missing - current.infinite
      const value = shareOf(current.negative, m)
      const smallest = typeof current.min === "number" && !hidden.has(name) ? ` (smallest ${number(current.min)})` : ""
      const message =
        current.negative === 0
          ? "No value is negative"
          : `${count(current.negative)} values are negative (${share(value)}), none in reference${smallest}`
      const finding = { column: name, value, reference_value: 0, slack: newcomerSlack(n, m), message }
      return [goesOn(reference, current) ? { ...finding, guessed: true as const } : finding]
    })
  },
} satisfies DataCheck

/** Parts of the standard deviation: how clear of zero the reference stays, and how far below its smallest value current may go. */
const [clear, further] = [0.25, 1]

/** Whether the values seem to go on below zero: the reference stays clear of it, and current goes hardly further. */
function goesOn({ min, std }: ColumnSummary, current: ColumnSummary): boolean {
  if (typeof min !== "number" || typeof current.min !== "number" || std === null) return false
  return min >= clear * std && current.min >= min - further * std
}
