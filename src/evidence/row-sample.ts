import type { ColumnType, Dataset, RowSample, RowValues, SampledColumn, SampledTable } from "../model.js"
import { randomNumbers } from "../stats/random.js"
import { sampleWithoutReplacement } from "../stats/sample-rows.js"
import type { MatchedColumn } from "./match-columns.js"

/** Rows of a side that are looked at across columns; a side with more gives a sample of this many. */
export const rowSampleMost = 50_000
/** Shared columns up to which the values are kept for looking across columns: memory, and pairs grow with the square. */
export const rowSampleColumns = 100
export const rowSampleSeed = 20_261_124

/** The rows that every column is read at, or the reason why none are. */
export type RowChoice = { rows: RowSample; reason: null } | { rows: null; reason: string }

/**
 * Row numbers of both sides for everything that looks at several columns at once: all rows up to 50,000, beyond that a sample
 * of 50,000 drawn without replacement, ascending. The seed is the same for both sides: tables of equal length give equal rows.
 */
export function chooseRows(reference: Dataset, current: Dataset, columns: readonly MatchedColumn[]): RowChoice {
  const shared = columns.filter((column) => column.reference !== null && column.current !== null).length
  if (shared > rowSampleColumns)
    return {
      rows: null,
      reason: `${shared} columns are more than the ${rowSampleColumns} that are looked at in pairs.`,
    }
  const without = [["Reference", reference] as const, ["Current", current] as const].find(([, side]) => !side.keepsRows)
  if (without !== undefined) return { rows: null, reason: `${without[0]} ${withoutRows(without[1])}.` }
  const rows = ({ rows }: Dataset) => sampleWithoutReplacement(rows, rowSampleMost, randomNumbers(rowSampleSeed))
  return { rows: { reference: rows(reference), current: rows(current) }, reason: null }
}

function withoutRows({ exact }: Dataset): string {
  return exact ? "hands over no single rows" : "is a profile, which keeps no rows"
}

const numberTypes: ReadonlySet<ColumnType> = new Set(["numeric", "datetime"])
const codeTypes: ReadonlySet<ColumnType> = new Set(["categorical", "boolean"])

/**
 * A loaded column's values at the sampled rows: numbers for numeric and datetime columns, codes over the labels of both sides
 * for categorical and boolean ones. Null for identifiers, free text and nested columns, and where a side holds another kind.
 */
export async function sampleColumn(
  name: string,
  type: ColumnType,
  reference: Dataset,
  current: Dataset,
  rows: RowSample,
): Promise<SampledColumn | null> {
  if (numberTypes.has(type)) return readPair(name, "numbers", reference, current, rows)
  return codeTypes.has(type) ? readPair(name, "codes", reference, current, rows) : null
}

/** Both sides of any column at these rows, as numbers or as codes; null where a side holds no such values. */
export async function readPair(
  name: string,
  form: SampledColumn["kind"],
  reference: Dataset,
  current: Dataset,
  rows: RowSample,
): Promise<SampledColumn | null> {
  const values = [await reference.values(name, rows.reference), await current.values(name, rows.current)] as const
  if (values[0] === null || values[1] === null) return null
  return form === "numbers" ? asNumbers(values[0], values[1]) : asCodes(values[0], values[1])
}

/** The values that the measured columns brought, side by side. */
export function sampledTable(
  columns: readonly { name: string; sampled: SampledColumn | null }[],
  rows: RowSample,
): SampledTable {
  const entries = columns.flatMap(({ name, sampled }) => (sampled === null ? [] : [[name, sampled] as const]))
  return { rows, columns: new Map(entries) }
}

function asNumbers(reference: RowValues, current: RowValues): SampledColumn | null {
  const sides = [reference, current].map((side) => {
    if (side.kind === "numbers") return side.values
    return side.labels.length === 0 ? new Float64Array(side.codes.length).fill(NaN) : null
  })
  return sides[0] === null || sides[1] === null ? null : { kind: "numbers", reference: sides[0], current: sides[1] }
}

/** Codes of both sides over one list of labels: the reference's in the order seen, then those new in current. */
function asCodes(reference: RowValues, current: RowValues): SampledColumn {
  const labels = new Map<string, number>()
  const codeOf = (label: string) => {
    const code = labels.get(label) ?? labels.size
    labels.set(label, code)
    return code
  }
  const codes = (side: RowValues) => {
    if (side.kind === "numbers")
      return new Int32Array(side.values.length).map((_, row) =>
        Number.isNaN(side.values[row]) ? -1 : codeOf(String(side.values[row] + 0)),
      )
    const shared = side.labels.map(codeOf)
    // The reference comes first: its own codes, the same arrays in every comparison with it.
    if (shared.every((code, i) => code === i)) return side.codes
    return side.codes.map((code) => (code === -1 ? -1 : shared[code]))
  }
  const sides = { reference: codes(reference), current: codes(current) }
  return { kind: "codes", labels: Array.from(labels.keys()), ...sides }
}
