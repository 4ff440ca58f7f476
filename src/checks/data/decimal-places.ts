import type { ColumnSummary, DataCheck } from "../../model.js"
import { number } from "../../words/format.js"
import { bothSides } from "../both-sides.js"

const mostLooked = 1000

/** By how many digits after the decimal point numbers are written differently, on average. */
export default {
  meta: {
    title: "Numbers keep their decimals",
    failTitle: "Numbers have more or fewer decimals",
    description:
      "The difference of the average number of decimals (digits after the point, counted up to 10) between current and reference.",
    evidence: "figures",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 1,
    failLimit: null,
    limitsReason:
      "Cents that became whole amounts, or whole miles that became computed kilometres, change by more than one digit. It never fails by default: the drift test judges the values.",
  },

  check({ columns }) {
    return bothSides(columns).flatMap(({ name, type, reference, current }) => {
      if (type !== "numeric" || reference.decimals_mean === null || current.decimals_mean === null) return []
      const [inReference, inCurrent] = [reference.decimals_mean, current.decimals_mean]
      const slack = chanceOf(reference, current)
      const message = `${number(inCurrent, 2)} decimals on average, ${number(inReference, 2)} in reference`
      return [{ column: name, value: Math.abs(inCurrent - inReference), reference_value: 0, slack, message }]
    })
  },
} satisfies DataCheck

/** Three standard errors of the difference for decimals that vary by two digits from value to value. */
function chanceOf(reference: ColumnSummary, current: ColumnSummary): number {
  const looked = (side: ColumnSummary) => Math.min(mostLooked, side.rows - side.missing - side.infinite)
  return 6 * Math.sqrt(1 / looked(reference) + 1 / looked(current))
}
