import { expect, it } from "vitest"
import { noCorrelations } from "../../src/compare/correlations.js"
import { noEvidence } from "../../src/evidence/check-evidence.js"
import { runChecks } from "../../src/judge/run-checks.js"
import type { CategoryTable, CheckInput, CheckResult, ColumnBase, ColumnSummary, TimeSummary } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { checksAlone, loadRegistry } from "../../src/registry.js"
import { base, summaryOf } from "../helpers/sample-columns.js"

/** Figures of one side of a column: 1,000 rows, the others as given or absent. */
export type Side = Partial<ColumnSummary>

export interface CheckRow {
  /** What the row shows: the test's name. */
  name: string
  /** Absent: there is no reference, so that the check's `alone` is asked. */
  reference?: Side
  current: Side
  /** What else is known of the column: its type (numeric by default), new categories … */
  column?: Partial<ColumnBase>
  expect: Partial<CheckResult>
}

/** A test for each row of a table: two sides of one column in figures, and what the check says of them with its default limits. */
export function testCheck(id: string, rows: readonly CheckRow[]): void {
  it.each(rows)(`${id}: $name`, async ({ reference, current, column, expect: expected }) => {
    const { checks } = await loadRegistry()
    const asked = reference === undefined ? checksAlone(checks) : checks
    const check = asked.get(id)
    if (check === undefined) throw new Error(`there is no check ${id}`)
    const sides = { reference: sideOf(reference), current: sideOf(current) }
    const input = inputOf([base("x", { ...column, ...sides })])
    expect(runChecks(new Map([[id, check]]), input, defaultOptions)).toMatchObject([expected])
  })
}

const sideOf = (side: Side | undefined) => (side === undefined ? null : summaryOf({ rows: 1000, ...side }))

/** What checks see of these columns, with nothing sampled, no keys and no clock. */
export function inputOf(columns: readonly ColumnBase[]): CheckInput {
  const table = (side: "reference" | "current") => ({
    ...{ label: "", missing_cells: 0, rows_with_missing: 0, duplicate_rows: 0 },
    rows: columns.at(0)?.[side]?.rows ?? 0,
  })
  return {
    reference: table("reference"),
    current: table("current"),
    columns,
    schema: { added: [], removed: [], type_changed: [], renamed: [] },
    evidence: new Map(columns.map(({ name }) => [name, noEvidence])),
    sample: null,
    correlations: noCorrelations,
    keys: { keys: [], reason: null },
    periods: null,
    now: null,
    earlierRows: [],
    private: new Set<string>(),
  }
}

/** A distribution that says no more than that the column holds categories. */
export const categories: CategoryTable = {
  kind: "categories",
  rows: [],
  others: null,
  reference_distinct: 0,
  current_distinct: 0,
  new_rows: 0,
}

/** Two values, the more common one with its rows. */
export const top = (value: string, count: number): Side => ({ top: [{ value, count }], distinct: 2 })

/** Quantiles 1 to 11 times a factor. */
export const scaled = (times: number, plus = 0): Side => ({
  quantiles: Object.fromEntries([0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100].map((p, i) => [p, (i + 1) * times + plus])),
})

/** Hundred days without an empty one, 10 rows a day. */
export const time = (over: Partial<TimeSummary>): TimeSummary => ({
  span_days: 100,
  repeated: 0,
  median_gap_ms: 1000,
  largest_gap_ms: 5000,
  largest_gap_from: null,
  period: "day",
  periods: 100,
  empty_periods: 0,
  rows_per_period: { min: 1, median: 10, max: 20 },
  ...over,
})
