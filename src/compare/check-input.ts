import type { CheckedPeriods, CheckInput, Dataset, PeriodCut, RowFacts, TableFacts, MeasuredColumn } from "../model.js"
import { periodsText } from "../words/period.js"
import type { CompareOptions } from "../options/options.js"

const noRowFacts = { missing_cells: null, rows_with_missing: null, duplicate_rows: null }

/** Rows and label of one side, with the facts about its rows where they are known. */
export function tableFacts({ label, rows, rowsHash = null, sampledFrom }: Dataset, facts: RowFacts | null): TableFacts {
  const records = sampledFrom === undefined ? {} : { records: sampledFrom.records }
  return { label, rows, ...records, ...(facts ?? noRowFacts), rows_hash: rowsHash }
}

/** In place of a reference where there is none. */
export const noTable: TableFacts = { label: "contract", rows: 0, ...noRowFacts }

/** What the checks look at: what the report shows, with what was gathered beside it and what the user said. */
export function checkInput(
  shown: Omit<CheckInput, "evidence" | "now" | "periods" | "earlierRows">,
  measured: readonly MeasuredColumn[],
  { now, periodEnd, periods, earlierRows = [] }: Pick<CompareOptions, "now" | "periodEnd" | "periods" | "earlierRows">,
  cut: PeriodCut | null = null,
): CheckInput {
  return {
    ...shown,
    evidence: new Map(measured.map(({ name, evidence }) => [name, evidence])),
    periods: cut === null ? null : checkedPeriods(cut, measured, periods.falseAlarm),
    now: periodEnd ?? now,
    earlierRows,
  }
}

function checkedPeriods(cut: PeriodCut, measured: readonly MeasuredColumn[], falseAlarm: number): CheckedPeriods {
  const columns = new Map(
    measured.flatMap(({ name, periods }) =>
      periods === null || periods.rows.length === 0 ? [] : [[name, periods.rows]],
    ),
  )
  return {
    rows: cut.rows,
    reference_rows: cut.reference_rows,
    columns,
    independent: cut.independent,
    level: falseAlarm / Math.max(1, columns.size),
    words: periodsText(cut.periods.length, cut),
  }
}
