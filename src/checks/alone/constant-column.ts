import type { DataCheck } from "../../model.js"
import { onCurrent } from "../both-sides.js"

/** Columns that hold a single value, or none. */
export default {
  meta: {
    title: "Every column varies",
    failTitle: "A column is constant",
    description: "Columns that hold one value in every row, or none at all.",
    evidence: "figures",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "A constant tells a model nothing; it is often a default that a source fills in. It may be meant, so that it never fails by default.",
  },

  check({ columns }) {
    return onCurrent(columns)
      .filter(({ current }) => current.distinct !== null && current.rows > 1)
      .map(({ name, current }) => {
        const none = current.missing === current.rows
        const constant = none || (current.distinct ?? 0) < 2
        const message = none
          ? "Every value is missing"
          : constant
            ? `Only ${current.top.at(0)?.value ?? "one value"}`
            : "Varies"
        return { column: name, value: constant ? 1 : 0, reference_value: null, message }
      })
  },
} satisfies DataCheck
