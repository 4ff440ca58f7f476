import type { CheckedColumn, DataCheck } from "../../model.js"
import { count, plural, share } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { unseenSlack } from "../chance.js"

const mostNamed = 5

/** Share of current's values that the reference never held; categorical and boolean columns. */
export default {
  meta: {
    title: "No new categories",
    failTitle: "New categories",
    description:
      "The share of current's values that the reference never held, with the categories that hold most of them.",
    evidence: "values",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.005,
    failLimit: 0.5,
    limitsReason:
      "Rare categories turn up by chance: as large a share as the reference's categories of a single row lead one to expect is added (Good and Turing). When half of the rows hold unknown values, a model has learnt nothing about them.",
  },

  check({ columns, evidence }) {
    return bothSides(columns)
      .filter(({ type, distribution }) => (type === "categorical" || type === "boolean") && distribution !== null)
      .filter(({ reference }) => reference.rows > reference.missing)
      .map((column) => {
        const rows = column.current.rows - column.current.missing
        const value = shareOf(newRows(column), rows)
        const n = column.reference.rows - column.reference.missing
        const slack = unseenSlack(evidence.get(column.name)?.singles ?? 0, n, rows)
        return { column: column.name, value, reference_value: 0, slack, message: describe(column, rows) }
      })
  },

  inPeriod: ({ fresh, rows, missing }) => shareOf(fresh, rows - missing),
} satisfies DataCheck

function newRows({ distribution }: CheckedColumn): number {
  return distribution?.kind === "categories" ? distribution.new_rows : 0
}

function describe(column: CheckedColumn, rows: number): string {
  const { new_categories: fresh, n_new_categories: total } = column
  if (total === 0) return "No category that reference did not hold"
  const named = fresh
    .slice(0, mostNamed)
    .map((category) => `${category.value} (${share(shareOf(category.count, rows))})`)
  const more = total > named.length ? ` and ${count(total - named.length)} more` : ""
  return `${plural(total, "category", "categories")} not in reference: ${named.join(", ")}${more}`
}
