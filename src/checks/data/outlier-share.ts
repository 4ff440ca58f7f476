import type { DataCheck } from "../../model.js"
import { count, number, share } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of numbers in the reference's range but beyond its fences (1.5 interquartile ranges outside its quartiles), held to the reference's share. */
export default {
  meta: {
    title: "Outliers did not rise",
    failTitle: "More values are outliers",
    description:
      "The share of numbers more than 1.5 times the reference's interquartile range outside its quartiles, against the reference's own share. Numbers outside its range are left to out-of-range.",
    evidence: "values",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.05,
    failLimit: null,
    limitsReason:
      "A rise of 5 points (and three standard errors) is worth a look. It never fails by default: a wider spread is drift, and the drift test judges it.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns).flatMap(({ name, reference, current, outside_fences: outside }) => {
      if (outside === null) return []
      const n = reference.rows - reference.missing - reference.infinite
      const m = current.rows - current.missing - current.infinite
      const inReference = shareOf(outside.reference, n)
      const inCurrent = shareOf(outside.current, m)
      const fences = hidden.has(name) ? "" : ` outside ${number(outside.low)} to ${number(outside.high)}`
      const message = `${count(outside.current)} values (${share(inCurrent)}) are outliers${fences}, ${share(inReference)} in reference`
      return [
        {
          column: name,
          value: inCurrent,
          reference_value: inReference,
          slack: chanceSlack(inReference, n, inCurrent, m),
          message,
        },
      ]
    })
  },
} satisfies DataCheck
