import type { DataCheck } from "../../model.js"
import { count, plural } from "../../words/format.js"

/** How many times more or fewer rows current holds: the larger number over the smaller, at least 1. */
export default {
  meta: {
    title: "The row count is of the same order",
    failTitle: "The number of rows changed",
    description: "The larger number of rows over the smaller one, whichever side it is on.",
    evidence: "figures",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 10,
    failLimit: 1000,
    limitsReason:
      "A night of predictions is often compared with months of training data, so only a factor above 10 warns and only one above 1,000 fails.",
  },

  check({ reference, current }) {
    const larger = Math.max(reference.rows, current.rows)
    const smaller = Math.max(1, Math.min(reference.rows, current.rows))
    const message = `${plural(current.rows, "row")}, ${count(reference.rows)} in reference`
    return [{ column: null, value: Math.max(1, larger / smaller), reference_value: 1, message }]
  },

  inPeriod: ({ rows }, all) => Math.max(1, all / Math.max(1, rows)),
} satisfies DataCheck
