import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { bothSides, onCurrent, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of texts that hold white space and nothing else, held to the reference's share. */
export default {
  meta: {
    title: "Blank texts did not rise",
    failTitle: "More texts are blank",
    description: "The share of texts that hold white space and nothing else, against the reference's share.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.01,
    failLimit: 0.2,
    limitsReason:
      "A space where a value should be is a missing value in disguise: no null count shows it, nor does a count of empty texts.",
  },

  check({ columns }) {
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      if (reference.blank === null || current.blank === null) return []
      const blank = current.blank - (current.empty ?? 0)
      const inCurrent = shareOf(blank, current.rows)
      const inReference = shareOf(reference.blank - (reference.empty ?? 0), reference.rows)
      const message = `${count(blank)} texts are only white space (${share(inCurrent)}), ${share(inReference)} in reference`
      const slack = chanceSlack(inReference, reference.rows, inCurrent, current.rows)
      return [{ column: name, value: inCurrent, reference_value: inReference, slack, message }]
    })
  },

  alone: {
    meta: {
      title: "No text is blank",
      failTitle: "Texts are blank",
      description: "The share of texts that hold white space and nothing else.",
      evidence: "figures",
      unit: "share",
      limitsAbove: "zero",
      warnLimit: 0.01,
      failLimit: null,
      limitsReason:
        "A space where a value should be is a missing value in disguise: no null count shows it; some are no fault.",
    },

    check({ columns }) {
      return onCurrent(columns).flatMap(({ name, current }) => {
        if (current.blank === null) return []
        const blank = current.blank - (current.empty ?? 0)
        const value = shareOf(blank, current.rows)
        const message = `${count(blank)} texts are only white space (${share(value)})`
        return [{ column: name, value, reference_value: null, message }]
      })
    },
  },
} satisfies DataCheck
