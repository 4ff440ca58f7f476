import type { DataCheck } from "../../model.js"
import { share } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of missing values (null or NaN) in current, held to the reference's share. */
export default {
  meta: {
    title: "Missing values did not rise",
    failTitle: "More values are missing",
    description: "The share of missing values (null or NaN) of each column against the reference's share.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.05,
    failLimit: 0.2,
    limitsReason:
      "A rise of 5 points is worth a look; 20 points usually mean that a source or a join broke. Three standard errors are added, so that small samples stay quiet.",
  },

  check({ columns }) {
    return bothSides(columns).map(({ name, reference, current }) => {
      const inReference = shareOf(reference.missing, reference.rows)
      const inCurrent = shareOf(current.missing, current.rows)
      return {
        column: name,
        value: inCurrent,
        reference_value: inReference,
        slack: chanceSlack(inReference, reference.rows, inCurrent, current.rows),
        message: `${share(inCurrent)} of values are missing, ${share(inReference)} in reference`,
      }
    })
  },

  inPeriod: ({ missing, rows }) => shareOf(missing, rows),
} satisfies DataCheck
