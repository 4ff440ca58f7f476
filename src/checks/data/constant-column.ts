import type { ColumnSummary, DataCheck } from "../../model.js"
import { share } from "../../words/format.js"
import { bothSides, onCurrent, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Columns that varied in the reference and hold a single value now: the share of reference rows that held another value. */
export default {
  meta: {
    title: "No column became constant",
    failTitle: "A column became constant",
    description:
      "A column that varied in the reference and holds one value now, by the share of reference values that were different from it.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: 0.05,
    limitsReason:
      "A flag that was set in few rows may be unset in all by chance; a column that varied in more than 5 % of rows (and three standard errors) does not become constant by chance.",
  },

  check({ columns }) {
    return bothSides(columns)
      .filter(({ reference, current }) => (reference.distinct ?? 0) > 1 && (current.distinct ?? 0) > 0)
      .map(({ name, reference, current }) => {
        const becameConstant = current.distinct === 1
        const lost = becameConstant ? 1 - referenceShare(reference, current.top[0]?.value) : 0
        const values = (side: ColumnSummary) => side.rows - side.missing
        const message = becameConstant
          ? `Only ${current.top[0]?.value ?? "one value"} is left; ${share(lost)} of the reference's values were different`
          : "Still varies"
        const slack = becameConstant ? chanceSlack(lost, values(reference), 0, values(current)) : 0
        return { column: name, value: lost, reference_value: 0, slack, message }
      })
  },

  inPeriod: ({ distinct, most_elsewhere: elsewhere }) => (distinct === 1 ? 1 - elsewhere : 0),

  alone: {
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
  },
} satisfies DataCheck

/** How common the value was in the reference, as far as its three most common values tell; 0 below them. */
function referenceShare(reference: ColumnSummary, value: string | undefined): number {
  const found = reference.top.find((entry) => entry.value === value)
  return found === undefined ? 0 : shareOf(found.count, reference.rows - reference.missing)
}
