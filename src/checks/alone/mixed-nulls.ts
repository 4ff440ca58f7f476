import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { onCurrent, shareOf } from "../both-sides.js"

const mostNamed = 5

/** Share of texts that stand for a missing value, in columns where other values are really missing or where several such words occur. */
export default {
  meta: {
    title: "Missing values are written one way",
    failTitle: "Missing values in disguise",
    description:
      'The share of texts such as "NA", "null" or "-", in columns that also hold missing values or several such words.',
    evidence: "figures",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.001,
    failLimit: null,
    limitsReason:
      "They are missing values that no null count shows. A single such word without any missing value may be a category.",
  },

  check({ columns }) {
    return onCurrent(columns).flatMap(({ name, current }) => {
      const words = current.null_words
      if (words === null) return []
      const mixed = words.length > 1 || (words.length > 0 && current.missing > 0)
      const rows = mixed ? words.reduce((sum, word) => sum + word.count, 0) : 0
      const value = shareOf(rows, current.rows)
      const named = words.slice(0, mostNamed).map((word) => `${JSON.stringify(word.value)} (${count(word.count)} rows)`)
      const message = mixed
        ? `${share(value)} of values stand for a missing one beside ${count(current.missing)} missing ones: ${named.join(", ")}`
        : "Missing values are written one way"
      return [{ column: name, value, reference_value: null, message }]
    })
  },
} satisfies DataCheck
