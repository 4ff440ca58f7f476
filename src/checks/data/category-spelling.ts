import type { DataCheck } from "../../model.js"
import { count, plural, share } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { newcomerSlack } from "../chance.js"

const mostNamed = 5

/** Share of current's values in new categories that equal one of the reference but for case and spaces. */
export default {
  meta: {
    title: "Categories are spelt as before",
    failTitle: "Categories are spelt differently",
    description:
      'The share of current\'s values in new categories that equal one of the reference but for case and spaces ("new york" for "New York").',
    evidence: "values",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: 0.5,
    limitsReason:
      "A model takes another spelling for another category. As many rows as chance may bring are added, for spellings so rare that the reference lacks them; half of the values mean that the source writes them differently now.",
  },

  check({ columns }) {
    return bothSides(columns)
      .filter(({ type, distribution }) => type === "categorical" && distribution !== null)
      .map(({ name, reference, current, respelled_categories: respelled }) => {
        const n = reference.rows - reference.missing
        const m = current.rows - current.missing
        const rows = respelled.reduce((sum, category) => sum + category.count, 0)
        const value = shareOf(rows, m)
        const named = respelled.slice(0, mostNamed).map((category) => `"${category.value}" for "${category.like}"`)
        const more = respelled.length > named.length ? ` and ${count(respelled.length - named.length)} more` : ""
        const message =
          respelled.length === 0
            ? "No new spelling of a known category"
            : `${plural(rows, "value")} (${share(value)}) in another spelling: ${named.join(", ")}${more}`
        return { column: name, value, reference_value: 0, slack: newcomerSlack(n, m), message }
      })
  },
} satisfies DataCheck
