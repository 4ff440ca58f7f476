import type { ColumnSummary, DataCheck } from "../../model.js"
import { capital, number } from "../../words/format.js"
import { bothSides } from "../both-sides.js"

/** How many times as far as the reference's smallest and largest value lie apart current goes beyond them. */
export default {
  meta: {
    title: "No value is out of all proportion",
    failTitle: "A value is out of all proportion",
    description:
      "How far current's smallest or largest number lies beyond the reference's, in times the distance from its smallest to its largest (of one value only: its size). One value is enough.",
    evidence: "figures",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 100,
    failLimit: null,
    limitsReason:
      "A single 1e9 moves the mean of a column that ends at 2 by millions, and no share of rows shows it. Even laws with heavy tails seldom go a hundred times beyond their range by chance; it never fails by default, as one value may be true.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns).flatMap(({ name, type, reference, current }) => {
      const [before, after] = [rangeOf(reference), rangeOf(current)]
      if (type !== "numeric" || before === null || after === null) return []
      const scale = before.max - before.min || Math.abs(before.max) || 1
      const [below, above] = [(before.min - after.min) / scale, (after.max - before.max) / scale]
      const value = Math.max(0, below, above)
      const end = above >= below ? `largest value ${number(after.max)}` : `smallest value ${number(after.min)}`
      const range = `${number(before.min)} to ${number(before.max)} in reference`
      const beyond = `${number(value)} times the reference's range beyond it`
      const message =
        value === 0
          ? "All values lie within the reference's range"
          : hidden.has(name)
            ? `A value lies ${beyond}`
            : `${capital(end)}: ${beyond} (${range})`
      return [{ column: name, value, reference_value: 0, message }]
    })
  },
} satisfies DataCheck

function rangeOf({ min, max }: ColumnSummary): { min: number; max: number } | null {
  return typeof min === "number" && typeof max === "number" ? { min, max } : null
}
