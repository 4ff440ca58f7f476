import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { bothSides, onCurrent, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of numbers that are zero, held to the reference's share. */
export default {
  meta: {
    title: "Zeros did not rise",
    failTitle: "More numbers are zero",
    description: "The share of numbers that are exactly zero, against the reference's share.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.5,
    failLimit: 0.8,
    limitsReason: "A source that lost a value often writes 0 for it.",
  },

  check({ columns }) {
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      if (reference.zeros === null || current.zeros === null) return []
      const value = shareOf(current.zeros, current.rows)
      const before = shareOf(reference.zeros, reference.rows)
      const message = `${count(current.zeros)} zeros (${share(value)}), ${share(before)} in reference`
      const slack = chanceSlack(before, reference.rows, value, current.rows)
      return [{ column: name, value, reference_value: before, slack, message }]
    })
  },

  alone: {
    meta: {
      title: "Few numbers are zero",
      failTitle: "Most numbers are zero",
      description: "The share of numbers that are exactly zero.",
      evidence: "figures",
      unit: "share",
      limitsAbove: "zero",
      warnLimit: 0.9,
      failLimit: null,
      limitsReason: "Counts are often zero, so that it never fails by default.",
    },

    check({ columns }) {
      return onCurrent(columns).flatMap(({ name, current }) => {
        if (current.zeros === null) return []
        const value = shareOf(current.zeros, current.rows)
        return [
          { column: name, value, reference_value: null, message: `${count(current.zeros)} zeros (${share(value)})` },
        ]
      })
    },
  },
} satisfies DataCheck
