import type { DataCheck } from "../../model.js"
import { count, share } from "../../report/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of texts that are empty or hold white space only, held to the reference's share. */
export default {
  meta: {
    title: "Empty and blank texts did not rise",
    failTitle: "More texts are empty or blank",
    description: "The share of texts that are empty or only white space, against the reference's share.",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.01,
    failLimit: 0.2,
    limitsReason: "Empty texts are missing values in disguise, and no null count shows them.",
  },

  check({ columns }) {
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      if (reference.blank === null || current.blank === null) return []
      const value = shareOf(current.blank, current.rows)
      const was = shareOf(reference.blank, reference.rows)
      const blanks = `${count(current.empty ?? 0)} empty and ${count(current.blank - (current.empty ?? 0))} blank texts`
      const slack = chanceSlack(was, reference.rows, value, current.rows)
      return [
        {
          column: name,
          value,
          reference_value: was,
          slack,
          message: `${blanks} (${share(value)}), ${share(was)} in reference`,
        },
      ]
    })
  },
} satisfies DataCheck
