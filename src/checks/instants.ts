import type { CheckedColumn, ColumnSummary } from "../model.js"
import { bothSides, type ColumnOnBothSides } from "./both-sides.js"

const dayMs = 86_400_000

/** A datetime column with its first and last instant on both sides, milliseconds since 1970 UTC. */
export interface TimeColumn {
  column: ColumnOnBothSides
  reference: { first: number; last: number }
  current: { first: number; last: number }
}

/** The timestamp column where one is named, otherwise every datetime column; those with values on both sides. */
export function timeColumns(columns: readonly CheckedColumn[]): TimeColumn[] {
  const all = bothSides(columns).filter(({ type }) => type === "datetime")
  const named = all.filter(({ role }) => role === "timestamp")
  return (named.length > 0 ? named : all).flatMap((column) => {
    const [reference, current] = [rangeOf(column.reference), rangeOf(column.current)]
    return reference === null || current === null ? [] : [{ column, reference, current }]
  })
}

function rangeOf({ min, max, time }: ColumnSummary): TimeColumn["reference"] | null {
  if (time === null || typeof min !== "string" || typeof max !== "string") return null
  const [first, last] = [Date.parse(min), Date.parse(max)]
  return Number.isFinite(first) && Number.isFinite(last) ? { first, last } : null
}

/** Whole and part days between two instants; negative when `to` comes first. */
export function daysBetween(from: number, to: number): number {
  return (to - from) / dayMs
}
