import type { ColumnSummary, DataCheck } from "../../model.js"
import { count, number, share } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { outsideSlack } from "../chance.js"

/** Share of current's values below the reference's smallest or above its largest. */
export default {
  meta: {
    title: "Values stay in the range",
    failTitle: "Values lie outside the reference's range",
    description: "The share of current's numbers below the reference's smallest or above its largest value.",
    evidence: "values",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.01,
    failLimit: null,
    limitsReason:
      "Chance puts about 2 in n values outside the range of n others, seldom more than 13; as many are added. It never fails by default: counters, months and other values that grow with time leave their range by nature, and the drift test judges them.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns).flatMap(({ name, reference, current, outside_range: outside }) => {
      if (outside === null) return []
      const { below, above } = outside
      const values = current.rows - current.missing - current.infinite
      const value = shareOf(below + above, values)
      const message = describe({ below, above, value, reference, current, isPrivate: hidden.has(name) })
      const slack = outsideSlack(reference.rows - reference.missing - reference.infinite, values)
      return [{ column: name, value, reference_value: 0, slack, message }]
    })
  },
} satisfies DataCheck

interface Outside {
  /** Values below the reference's smallest and above its largest, and the share of both together. */
  below: number
  above: number
  value: number
  reference: ColumnSummary
  current: ColumnSummary
  isPrivate: boolean
}

function describe({ below, above, value, reference, current, isPrivate }: Outside): string {
  const end = (value: number | string | null) => (typeof value === "number" ? number(value) : "none")
  const ends = (before: ColumnSummary["min"], what: string, after: ColumnSummary["min"]) =>
    isPrivate ? "" : ` ${end(before)} (${what} ${end(after)})`
  const parts = [
    below > 0 ? `${count(below)} below${ends(reference.min, "smallest", current.min)}` : null,
    above > 0 ? `${count(above)} above${ends(reference.max, "largest", current.max)}` : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return "All values lie within the reference's range"
  return `${share(value)} of values never seen in reference: ${parts.join(", ")}`
}
