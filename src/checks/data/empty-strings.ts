import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { bothSides, onCurrent, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of texts that hold nothing, held to the reference's share. */
export default {
  meta: {
    title: "Empty texts did not rise",
    failTitle: "More texts are empty",
    description: 'The share of texts that are empty (""), against the reference\'s share.',
    evidence: "figures",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.01,
    failLimit: 0.2,
    limitsReason: "Empty texts are missing values in disguise, and no null count shows them.",
  },

  check({ columns }) {
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      if (reference.empty === null || current.empty === null) return []
      const inCurrent = shareOf(current.empty, current.rows)
      const inReference = shareOf(reference.empty, reference.rows)
      const message = `${count(current.empty)} empty texts (${share(inCurrent)}), ${share(inReference)} in reference`
      const slack = chanceSlack(inReference, reference.rows, inCurrent, current.rows)
      return [{ column: name, value: inCurrent, reference_value: inReference, slack, message }]
    })
  },

  alone: {
    meta: {
      title: "No text is empty",
      failTitle: "Texts are empty",
      description: 'The share of texts that are empty ("").',
      evidence: "figures",
      unit: "share",
      limitsAbove: "zero",
      warnLimit: 0.01,
      failLimit: null,
      limitsReason: "Empty texts are missing values in disguise, and no null count shows them; some are no fault.",
    },

    check({ columns }) {
      return onCurrent(columns).flatMap(({ name, current }) => {
        if (current.empty === null) return []
        const value = shareOf(current.empty, current.rows)
        const message = `${count(current.empty)} empty texts (${share(value)})`
        return [{ column: name, value, reference_value: null, message }]
      })
    },
  },
} satisfies DataCheck
