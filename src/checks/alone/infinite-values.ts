import type { DataCheck } from "../../model.js"
import { count } from "../../words/format.js"
import { onCurrent, shareOf } from "../both-sides.js"

/** Share of numbers that are infinite or not a number. */
export default {
  meta: {
    title: "No infinite or NaN values",
    failTitle: "Infinite or NaN values",
    description: "The share of numbers that are infinite or NaN (not a number).",
    evidence: "figures",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason: "They come from a division by zero or an overflow; a single one is worth a look.",
  },

  check({ columns }) {
    return onCurrent(columns)
      .filter(({ type }) => type === "numeric" || type === "identifier")
      .map(({ name, current }) => ({
        column: name,
        value: shareOf(current.infinite + current.nan, current.rows),
        reference_value: null,
        message: `${count(current.infinite)} infinite and ${count(current.nan)} NaN values`,
      }))
  },
} satisfies DataCheck
