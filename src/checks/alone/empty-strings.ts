import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { onCurrent, shareOf } from "../both-sides.js"

/** Share of texts that are empty or hold white space only. */
export default {
  meta: {
    title: "No text is empty or blank",
    failTitle: "Texts are empty or blank",
    description: "The share of texts that are empty or only white space.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.01,
    failLimit: null,
    limitsReason: "Empty texts are missing values in disguise, and no null count shows them; some are no fault.",
  },

  check({ columns }) {
    return onCurrent(columns).flatMap(({ name, current }) => {
      if (current.blank === null) return []
      const value = shareOf(current.blank, current.rows)
      const empty = current.empty ?? 0
      const message = `${count(empty)} empty and ${count(current.blank - empty)} blank texts (${share(value)})`
      return [{ column: name, value, reference_value: null, message }]
    })
  },
} satisfies DataCheck
