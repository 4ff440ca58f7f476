import type { DataCheck } from "../../model.js"
import { count } from "../../words/format.js"
import { bothSides, onCurrent, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of values that are infinite or not a number, held to the reference's share. */
export default {
  meta: {
    title: "No new infinite or NaN values",
    failTitle: "Infinite or NaN values",
    description: "The share of numbers that are infinite or NaN (not a number), against the reference's share.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0,
    failLimit: 0.01,
    limitsReason:
      "They come from a division by zero or an overflow; a single one is worth a look, 1 % breaks averages and models.",
  },

  check({ columns }) {
    return bothSides(columns)
      .filter(({ type }) => type === "numeric" || type === "identifier")
      .map(({ name, reference, current }) => {
        const value = shareOf(current.infinite + current.nan, current.rows)
        const inReference = shareOf(reference.infinite + reference.nan, reference.rows)
        const message = `${count(current.infinite)} infinite and ${count(current.nan)} NaN values, ${count(reference.infinite)} and ${count(reference.nan)} in reference`
        const slack =
          reference.infinite + reference.nan === 0 ? 0 : chanceSlack(inReference, reference.rows, value, current.rows)
        return { column: name, value, reference_value: inReference, slack, message }
      })
  },

  inPeriod: ({ infinite, rows }) => shareOf(infinite, rows),

  alone: {
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
  },
} satisfies DataCheck
