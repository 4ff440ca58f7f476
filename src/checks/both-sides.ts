import type { CheckedColumn, ColumnSummary } from "../model.js"

/** A column that was read on both sides. */
export type ColumnOnBothSides = CheckedColumn & { reference: ColumnSummary; current: ColumnSummary }

/** Columns that both sides have and that could be read. */
export function bothSides(columns: readonly CheckedColumn[]): ColumnOnBothSides[] {
  return columns.filter((column): column is ColumnOnBothSides => column.reference !== null && column.current !== null)
}

/** part / whole, 0 when there is no whole. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
