import type { CategoryRow, CategoryTable } from "../model.js"

/** Counts as shares of their sum; all 0 where there is nothing to share. */
export function sharesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, n) => sum + n, 0)
  return counts.map((n) => (total === 0 ? 0 : n / total))
}

export interface CategoryShare {
  value: string
  reference: number
  current: number
  state: CategoryRow["state"]
}

/** A table's rows as shares of all rows that hold a value, and the rest as one more, where there is one. */
export function categoryShares(table: CategoryTable): { rows: CategoryShare[]; others: CategoryShare | null } {
  const sides = (["reference", "current"] as const).map((side) =>
    sharesOf([...table.rows.map((row) => row[side]), table.others?.[side] ?? 0]),
  )
  const at = (index: number) => ({ reference: sides[0]?.[index] ?? 0, current: sides[1]?.[index] ?? 0 })
  return {
    rows: table.rows.map(({ value, state }, index) => ({ value, state, ...at(index) })),
    others: table.others && { value: "", state: "both", ...at(table.rows.length) },
  }
}
