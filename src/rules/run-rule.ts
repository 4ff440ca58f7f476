import type { Dataset, RowReader } from "../model.js"
import { evaluator, no, unknown } from "./evaluate.js"
import type { ValueType } from "./functions.js"
import { callText, tableFigure, type TableCall } from "./table-figure.js"
import { rowColumns, tableCalls, type Typed } from "./typed.js"

/** Rows looked at together. */
const stretch = 65_536
const mostExamples = 5

/** What a rule found in a table. */
export interface RuleFinding {
  /** Rows that break the rule; for a rule over the whole table 1 when it is broken, otherwise 0. */
  broken: number
  /** Rows that neither keep nor break it, for want of a value. */
  unknown: number
  /** Rows of the table; 1 for a rule over the whole table. */
  of: number
  /** The first rows that break it (counted from 1, the header left out) with the values of the columns it names. */
  examples: { row: number; values: Map<string, number | string | null> }[]
  /** What the table functions gave, by the call written out: `missing(a)` → 0.08. */
  figures: Map<string, { call: TableCall; figure: number | boolean | null }>
}

/**
 * Looks at every row of the columns that the rule names, in ranges of 65,536. Memory: these columns and some bytes per
 * row of a range. Throws Unanswerable where the dataset keeps no rows.
 */
export async function runRule(rule: Typed, dataset: Dataset): Promise<RuleFinding> {
  const named = rowColumns(rule)
  const figures: RuleFinding["figures"] = new Map()
  for (const call of tableCalls(rule)) figures.set(callText(call), { call, figure: await tableFigure(call, dataset) })
  const columns = new Map<string, RowReader>()
  for (const name of named.keys()) columns.set(name, await dataset.reader(name))
  const evaluate = evaluator(rule, { columns, figure: (call) => figures.get(callText(call))?.figure ?? null })
  const rows = named.size === 0 ? 1 : dataset.rows
  const finding: RuleFinding = { broken: 0, unknown: 0, of: rows, examples: [], figures }
  for (let from = 0; from < rows; from += stretch) {
    const answers = evaluate(from, Math.min(rows, from + stretch))
    for (let i = 0; i < answers.length; i++) {
      if (answers[i] === unknown) finding.unknown++
      if (answers[i] !== no) continue
      finding.broken++
      if (named.size > 0 && finding.examples.length < mostExamples)
        finding.examples.push({ row: from + i + 1, values: valuesAt(from + i, named, columns) })
    }
  }
  return finding
}

function valuesAt(
  row: number,
  named: ReadonlyMap<string, ValueType>,
  columns: ReadonlyMap<string, RowReader>,
): RuleFinding["examples"][number]["values"] {
  return new Map(
    Array.from(columns, ([name, column]) => {
      if (column.kind === "presence") return [name, column.read(row, row + 1)[0] === 1 ? "…" : null]
      const value = column.read(row, row + 1)[0]
      if (column.kind === "labels") return [name, value < 0 ? null : column.labels[value]]
      return [name, Number.isNaN(value) ? null : inType(value, named.get(name) ?? "number")]
    }),
  )
}

/** A double as its column's type shows it; times to the millisecond before, because Date cuts towards 1970. */
function inType(value: number, type: ValueType): number | string {
  if (type === "boolean") return String(value === 1)
  if (type === "time") return new Date(Math.floor(value)).toISOString().slice(11, 19)
  if (type !== "datetime") return Number.isFinite(value) ? value : String(value)
  const date = new Date(Math.floor(value))
  return Number.isNaN(date.getTime())
    ? `${value} ms`
    : date.toISOString().replace(/(T00:00:00)?\.000Z$/, (_, midnight?: string) => (midnight === undefined ? "Z" : ""))
}
