import type { CategoryTable } from "../model.js"
import { categoryBar } from "./charts/category-bar.js"
import { nameHtml } from "../words/escape.js"
import { count, finePoints, fineShare, plural } from "../words/format.js"
import { categoryShares, type CategoryShare } from "../words/shares.js"

export interface CategoriesView {
  /** What the table's many values come to; null where every value has a row. */
  summary: string | null
  rows: CategoryView[]
}

export interface CategoryView {
  value_html: string
  tag: string | null
  bar_svg: string
  reference: string
  current: string
  change: string
}

/** Categories of both sides, and of those on one side only, that have a row of their own. */
const mostRows = 10
const mostOneSided = 5

/**
 * A categorical column: new and gone values summed up, then its most common values, some new and gone ones with a tag, and the rest as
 * one row. Bars reach as far as the largest single value does; the rest has none, as it would dwarf them.
 */
export function categoriesView(table: CategoryTable): CategoriesView {
  const { rows, others } = categoryShares(table)
  const shown = shownOf(rows)
  const rest = restOf(table, rows, shown, others)
  const largest = Math.max(0, ...shown.flatMap(({ reference, current }) => [reference, current]))
  const view = (row: CategoryShare): Omit<CategoryView, "value_html" | "bar_svg"> => ({
    tag: row.state === "both" ? null : row.state,
    reference: fineShare(row.reference),
    current: fineShare(row.current),
    change: finePoints(row.current - row.reference),
  })
  return {
    summary: rest === null ? null : summaryOf(table, rows),
    rows: [
      ...shown.map((row) => ({
        ...view(row),
        value_html: nameHtml(row.value),
        bar_svg: categoryBar(row.reference, row.current, largest),
      })),
      ...(rest ? [{ ...view(rest.share), value_html: plural(rest.values, "other"), bar_svg: "" }] : []),
    ],
  }
}

function shownOf(rows: readonly CategoryShare[]): CategoryShare[] {
  const kept = new Set(rows.slice(0, mostRows))
  for (const state of ["new", "gone"])
    for (const row of rows.filter((each) => each.state === state).slice(0, mostOneSided)) kept.add(row)
  return rows.filter((row) => kept.has(row))
}

/** What has no row of its own, as one; null where every value has a row. */
function restOf(
  table: CategoryTable,
  rows: readonly CategoryShare[],
  shown: readonly CategoryShare[],
  others: CategoryShare | null,
): { share: CategoryShare; values: number } | null {
  const left = rows.filter((row) => !shown.includes(row))
  const values = left.length + (table.others?.values ?? 0)
  if (values === 0) return null
  const sum = (side: "reference" | "current") => left.reduce((total, row) => total + row[side], others?.[side] ?? 0)
  return { share: { value: "", state: "both", reference: sum("reference"), current: sum("current") }, values }
}

/** "131 new values hold 1.5% of current, 529 that are gone held 5.7% of reference. The 10 most common: 9.1% → 8.4%." */
function summaryOf(table: CategoryTable, rows: readonly CategoryShare[]): string {
  const all = (side: "reference" | "current") =>
    Math.max(
      1,
      table.rows.reduce((total, row) => total + row[side], table.others?.[side] ?? 0),
    )
  const fresh = table.new_values ?? 0
  const gone = table.gone_values ?? 0
  const verbs = fresh === 1 ? "new value holds" : "new values hold"
  const moves = [
    ...(fresh > 0 ? [`${count(fresh)} ${verbs} ${fineShare(table.new_rows / all("current"))} of current`] : []),
    ...(gone > 0
      ? [
          `${count(gone)} that ${gone === 1 ? "is" : "are"} gone held ${fineShare((table.gone_rows ?? 0) / all("reference"))} of reference`,
        ]
      : []),
  ]
  const top = rows.filter(({ state }) => state === "both").slice(0, mostRows)
  const sum = (side: "reference" | "current") => fineShare(top.reduce((total, row) => total + row[side], 0))
  const common = top.length < 2 ? [] : [`The ${top.length} most common: ${sum("reference")} → ${sum("current")}`]
  return [...(moves.length > 0 ? [moves.join(", ")] : []), ...common].map((text) => `${text}.`).join(" ")
}
