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

/** A column that was read in current, whatever the reference has. */
export type ColumnInCurrent = CheckedColumn & { current: ColumnSummary }

/** Columns that current has and that could be read. */
export function onCurrent(columns: readonly CheckedColumn[]): ColumnInCurrent[] {
  return columns.filter((column): column is ColumnInCurrent => column.current !== null)
}
