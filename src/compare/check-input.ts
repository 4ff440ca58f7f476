import type { CheckInput, Dataset, RowFacts, TableFacts, MeasuredColumn } from "../model.js"
import type { CompareOptions } from "../options/options.js"

const noRowFacts: RowFacts = { missing_cells: 0, rows_with_missing: 0, duplicate_rows: 0 }

/** Rows and label of one side, with the facts about its rows where they are known. */
export function tableFacts({ label, rows }: Dataset, facts: RowFacts | null): TableFacts {
  return { label, rows, ...(facts ?? noRowFacts) }
}

/** In place of a reference where there is none. */
export const noTable: TableFacts = { label: "contract", rows: 0, ...noRowFacts }

/** What the checks look at: what the report shows, with what was gathered beside it and what the user said. */
export function checkInput(
  shown: Omit<CheckInput, "evidence" | "now" | "earlierRows">,
  measured: readonly MeasuredColumn[],
  { now, earlierRows = [] }: Pick<CompareOptions, "now" | "earlierRows">,
): CheckInput {
  return {
    ...shown,
    evidence: new Map(measured.map(({ name, evidence }) => [name, evidence])),
    now,
    earlierRows,
  }
}
