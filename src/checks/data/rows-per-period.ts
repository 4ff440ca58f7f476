import type { DataCheck } from "../../model.js"
import { number } from "../../words/format.js"
import { bothSides } from "../both-sides.js"

/** How many times more or fewer rows an hour, day or week of current holds: the larger median over the smaller, at least 1. */
export default {
  meta: {
    title: "As many rows per period as before",
    failTitle: "More or fewer rows per period",
    description:
      "The larger median number of rows per hour, day, week … over the smaller one, where both sides are counted in the same period. One row is added to both, so that rare events stay quiet.",
    evidence: "figures",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 3,
    failLimit: null,
    limitsReason:
      "Traffic seldom triples without a reason: a lost source, or rows loaded twice. It never fails by default: either side may be a sample.",
  },

  check({ columns, current: { rows, records = rows } }) {
    // Of a sample as many times the rows as there are records for each.
    const times = rows === 0 ? 1 : records / rows
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      const [before, after] = [reference.time, current.time]
      if (before === null || after === null || before.period !== after.period) return []
      const [inReference, inCurrent] = [before.rows_per_period.median, times * after.rows_per_period.median]
      const value = (Math.max(inReference, inCurrent) + 1) / (Math.min(inReference, inCurrent) + 1)
      const message = `${number(inCurrent)} rows in the median ${after.period}, ${number(inReference)} in reference`
      return [{ column: name, value, reference_value: 1, message }]
    })
  },
} satisfies DataCheck
