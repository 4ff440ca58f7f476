import type { DataCheck, ValueCount } from "../../model.js"
import { count, plural, share } from "../../words/format.js"
import { bothSides, shareOf, type ColumnOnBothSides } from "../both-sides.js"

const mostNamed = 5
const chance = 0.001

/** Share of the reference's values in categories that current lacks and that are too common to be absent by chance. */
export default {
  meta: {
    title: "No category is gone",
    failTitle: "Categories are gone",
    description:
      "The share of the reference's values that lie in categories which current lacks, among those too common to be absent by chance.",
    evidence: "values",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.01,
    failLimit: 0.5,
    limitsReason:
      "Rare categories come and go; one counts only if chance would leave out any category as common in less than one in a thousand columns. When half of the reference's values are gone, a source was most likely cut off.",
  },

  check({ columns }) {
    return bothSides(columns)
      .filter(({ type, distribution }) => (type === "categorical" || type === "boolean") && distribution !== null)
      .filter(({ current }) => current.rows > current.missing)
      .map((column) => {
        const gone = surelyGone(column)
        const rows = column.reference.rows - column.reference.missing
        const lost = gone.reduce((sum, category) => sum + category.count, 0)
        return { column: column.name, value: shareOf(lost, rows), reference_value: 0, message: describe(gone, rows) }
      })
  },

  inPeriod: ({ gone }) => gone,
} satisfies DataCheck

/**
 * The listed categories (the 40 largest) so common that, had nothing changed, all of their rows would lie in the reference with
 * a chance below one in a thousand divided by the number of categories: (n / (n + m)) ^ rows.
 */
function surelyGone({ reference, current, missing_categories: gone }: ColumnOnBothSides): ValueCount[] {
  const [n, m] = [reference.rows - reference.missing, current.rows - current.missing]
  const bar = Math.log((reference.distinct ?? 1) / chance) / Math.log((n + m) / n)
  return gone.filter((category) => category.count > bar)
}

function describe(gone: readonly ValueCount[], rows: number): string {
  if (gone.length === 0) return "No common category of reference is absent"
  const named = gone
    .slice(0, mostNamed)
    .map((category) => `${category.value} (${share(shareOf(category.count, rows))} of reference)`)
  const more = gone.length > named.length ? ` and ${count(gone.length - named.length)} more` : ""
  return `${plural(gone.length, "category", "categories")} no longer there: ${named.join(", ")}${more}`
}
