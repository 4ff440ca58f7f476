import type { ColumnSummary, DataCheck } from "../../model.js"
import { share } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

const nearly = 0.99

/** How much more of current one value holds, where it holds at least 99 % of it; 0 for every other column. */
export default {
  meta: {
    title: "No column became nearly constant",
    failTitle: "A column became nearly constant",
    description:
      "Where one value holds at least 99 % of current, by how much that is more than its share of the reference. A column that holds nothing else is found by constant-column.",
    evidence: "figures",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.05,
    failLimit: 0.5,
    limitsReason:
      "A rare flag is nearly constant by nature, and was so in the reference. A rise of 5 points (and three standard errors) means that most of the variety is gone; 50 points that a source fills in a default.",
  },

  check({ columns }) {
    return bothSides(columns)
      .filter(({ reference, current }) => present(reference) > 0 && (current.distinct ?? 0) > 1)
      .flatMap(({ name, reference, current }) => {
        const most = current.top.at(0)
        if (most === undefined) return []
        const inCurrent = shareOf(most.count, present(current))
        if (inCurrent < nearly) return [{ column: name, value: 0, reference_value: 0, message: "Varies" }]
        const before = reference.top.find(({ value }) => value === most.value)
        const inReference = shareOf(before?.count ?? 0, present(reference))
        const slack = chanceSlack(inReference, present(reference), inCurrent, present(current))
        const message = `${share(inCurrent)} of values are ${most.value}, ${share(inReference)} in reference`
        return [{ column: name, value: Math.max(0, inCurrent - inReference), reference_value: 0, slack, message }]
      })
  },

  inPeriod({ rows, missing, infinite, most, most_elsewhere: elsewhere }) {
    const inPeriod = shareOf(most, rows - missing - infinite)
    return inPeriod < nearly ? 0 : Math.max(0, inPeriod - elsewhere)
  },
} satisfies DataCheck

function present(side: ColumnSummary): number {
  return side.rows - side.missing - side.infinite
}
