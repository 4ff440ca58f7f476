import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"

/** Share of rows equal to an earlier row in every column that is not nested. */
export default {
  meta: {
    title: "No row repeats another",
    failTitle: "Rows repeat another",
    description: "The share of rows equal to an earlier row in every column (lists and structures left aside).",
    evidence: "figures",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.01,
    failLimit: null,
    limitsReason:
      "Some data repeats by nature, so that it never fails by default; a file loaded twice repeats in half of its rows.",
  },

  check({ current }) {
    const value = shareOf(current.duplicate_rows, current.rows)
    const message = `${count(current.duplicate_rows)} rows (${share(value)}) repeat an earlier row`
    return [{ column: null, value, reference_value: null, message }]
  },
} satisfies DataCheck
