import type {
  ColumnValues,
  ColumnInfo,
  ColumnSummary,
  Dataset,
  LabelValues,
  MetricEvidence,
  MetricNeed,
  MetricNeeds,
  MetricRole,
  RowValues,
} from "../model.js"
import { InputError, unlessUnanswered } from "../errors.js"
import { truthOf } from "../columns/truth.js"
import { asNeeded, heldAs, sumsNeeded, type ColumnNeed } from "../columns/column-sums.js"
import { rowNumbers } from "../stats/row-numbers.js"

/** The column that fills a role of a metric, and the value of it that counts as positive where that is not plain. */
export interface FilledRole {
  column: string
  positive?: string | undefined
}
export type FilledRoles = Readonly<Partial<Record<MetricRole, FilledRole>>>

/** Columns of one side, aligned, as a metric needs them. */
export type EvidenceByRole = Partial<Record<MetricRole, MetricEvidence[MetricNeed]>>

interface Evidence {
  columns: EvidenceByRole
  /** Rows that have all values. */
  rows: number
  /** Whether they are of all that there are, not of a sample. */
  ofAll: boolean
}

/** The columns of one side as metrics ask for them; each is read once. */
export class MetricReader {
  private readonly read = new Map<string, Promise<RowValues | null>>()
  private readonly converted = new Map<string, ColumnOfRows>()
  /** Of all rows, by what was needed of which columns: several metrics look at the same ones. */
  private readonly ofAllRows = new Map<string, Evidence>()
  /** Made when somebody asks. */
  private all: Int32Array | undefined

  /** `hidden`: columns whose values no message may show. */
  constructor(
    private readonly dataset: Dataset,
    private readonly hidden: ReadonlySet<string> = new Set(),
  ) {}

  /** None where the dataset hands over no rows. */
  get allRows(): Int32Array {
    const { keepsRows, rows } = this.dataset
    this.all ??= rowNumbers(keepsRows ? rows : 0)
    return this.all
  }

  get columns(): readonly ColumnInfo[] {
    return this.dataset.columns
  }

  /** The labels that were joined to it; undefined without. */
  get labels(): Dataset["labels"] {
    return this.dataset.labels
  }

  has(column: string): boolean {
    return this.columns.some(({ name }) => name === column)
  }

  /**
   * The columns that `needs` asks for at the given rows (null: all), less the rows that lack one of the values. Throws InputError
   * where a column holds something else than what is needed.
   */
  async evidence(needs: MetricNeeds, roles: FilledRoles, rows: Int32Array | null): Promise<Evidence> {
    const needed = Object.entries(needs) as [MetricRole, ColumnNeed][]
    if (rows === null) {
      const told = this.ofAllRecords(needs, roles)
      if (told !== null) return told
    }
    const key = rows === null ? JSON.stringify(needed.map(([role, need]) => [role, need, roles[role]])) : ""
    const known = this.ofAllRows.get(key)
    if (rows === null && known !== undefined) return known
    const values: [MetricRole, ColumnOfRows, ColumnNeed][] = []
    for (const [role, need] of needed) {
      const filled = roles[role]
      if (filled === undefined) throw new InputError(`no column has the role ${role}`)
      values.push([role, await this.valuesOf(filled, heldAs(need)), need])
    }
    const complete = completeRows(rows ?? this.allRows, values)
    const at = complete === this.allRows ? null : complete
    const found = {
      columns:
        complete.length === 0
          ? {}
          : Object.fromEntries(values.map(([role, column, need]) => [role, asNeeded(column.at(at), need)])),
      rows: complete.length,
      ofAll: this.oneIn === 1,
    }
    if (rows === null) this.ofAllRows.set(key, found)
    return found
  }

  /** What the columns of a sample say of all that it is taken from; null where that was not kept, and of what is no sample. */
  private ofAllRecords(needs: MetricNeeds, roles: FilledRoles): Evidence | null {
    const sums = sumsNeeded(needs)
    const columns = Object.entries(roles).map(([role, filled]) => [role, filled.column] as const)
    if (sums === null || this.dataset.sampledFrom === undefined) return null
    const told = this.dataset.sampledFrom.sums(sums, Object.fromEntries(columns))
    return told && { ...told, ofAll: true }
  }

  /** How many records there are for each of its rows: 1 unless these are a sample. */
  get oneIn(): number {
    return this.dataset.sampledFrom?.oneIn ?? 1
  }

  /** The numbers of a column and the rows that have one. Throws InputError for a column of something else. */
  async numbers(column: string): Promise<{ values: Float64Array; at: Int32Array }> {
    const found = await this.valuesOf({ column }, "numbers")
    const at = this.allRows.filter((row) => found.isPresent(row))
    return { values: found.at(at) as Float64Array, at }
  }

  private async valuesOf({ column, positive }: FilledRole, need: keyof ColumnValues): Promise<ColumnOfRows> {
    const key = JSON.stringify([column, need, positive])
    const known = this.converted.get(key)
    if (known !== undefined) return known
    const values = convert[need](await this.rowsOf(column), (value, what) => this.unfit(column, value, what), positive)
    const isWhole = presentRows(this.allRows, values) === this.allRows
    const found = { ...values, isWhole }
    this.converted.set(key, found)
    return found
  }

  /** What a profile says of a column in place of its rows; null for any other dataset. */
  async savedValues(
    column: string,
  ): Promise<{ summary: ColumnSummary; counts: ReadonlyMap<string, number> | null } | null> {
    const { dataset } = this
    if (dataset.keepsRows || dataset.exact) return null
    return { summary: await dataset.summary(column), counts: await unlessUnanswered(() => dataset.counts(column)) }
  }

  /** A value of a column as messages may show it. */
  shown(column: string, value: string | number): string {
    return this.hidden.has(column) ? "a value" : JSON.stringify(value)
  }

  /** That a column holds a value that is not what it is read as: "the column "x" holds "a", which is no number". */
  unfit(column: string, value: string | number, what: string): InputError {
    return new InputError(`the column ${JSON.stringify(column)} holds ${this.shown(column, value)}${what}`)
  }

  /** All values of a column. Throws InputError for a nested one. */
  async rowsOf(column: string): Promise<RowValues> {
    const reading = this.read.get(column) ?? this.dataset.values(column, this.allRows)
    this.read.set(column, reading)
    const values = await reading
    if (values === null) throw new InputError(`the column ${JSON.stringify(column)} holds lists or structures`)
    return values
  }
}

/** The rows at which all of the columns have a value; `rows` itself where it is all of them. */
function completeRows(
  rows: Int32Array,
  values: readonly (readonly [MetricRole, ColumnOfRows, ...unknown[]])[],
): Int32Array {
  return values.reduce((complete, [, column]) => (column.isWhole ? complete : presentRows(complete, column)), rows)
}

/** The rows at which a column has a value; `rows` itself where it is all of them. */
function presentRows(rows: Int32Array, { isPresent }: MetricValues): Int32Array {
  let found = 0
  while (found < rows.length && isPresent(rows[found])) found++
  if (found === rows.length) return rows
  const kept = rows.slice()
  for (let i = found + 1; i < rows.length; i++) if (isPresent(rows[i])) kept[found++] = rows[i]
  return kept.subarray(0, found)
}

/** The values of a column at some rows (null: all). */
function pick<List extends Float64Array | Int32Array>(values: List, rows: Int32Array | null): List {
  if (rows === null) return values.slice() as List
  const list = (values instanceof Float64Array ? new Float64Array(rows.length) : new Int32Array(rows.length)) as List
  for (let i = 0; i < rows.length; i++) list[i] = values[rows[i]]
  return list
}

/** Values of a whole column that can be taken at some rows. */
interface MetricValues {
  isPresent: (row: number) => boolean
  /** Null: at all rows. */
  at: (rows: Int32Array | null) => ColumnValues[keyof ColumnValues]
}

interface ColumnOfRows extends MetricValues {
  /** Whether every row has a value. */
  isWhole: boolean
}

/** The error that a value is none of what is expected. */
type Unfit = (value: string, what: string) => InputError
type Convert = (values: RowValues, unfit: Unfit, positive: string | undefined) => MetricValues

const convert: Record<keyof ColumnValues, Convert> = { numbers: asNumbers, flags: asFlags, labels: asLabels }

function asNumbers(values: RowValues, unfit: Unfit): MetricValues {
  const numbers = values.kind === "numbers" ? values.values : fromCodes(values, truthOf, unfit, "a number")
  return {
    isPresent: (row) => !Number.isNaN(numbers[row]),
    at: (rows) => pick(numbers, rows),
  }
}

function asFlags(values: RowValues, unfit: Unfit, positive: string | undefined): MetricValues {
  if (positive === undefined && values.kind === "numbers" && areThumbs(values.values)) return asThumbs(values.values)
  const isPositive = (text: string) => (positive === undefined ? truthOf(text) : Number(text === positive))
  const expected = "true or false, 1 or 0, yes or no; `positive` names the value that counts"
  const flags =
    values.kind === "numbers"
      ? values.values.map((value) =>
          Number.isNaN(value) ? NaN : known(isPositive(String(value)), unfit, String(value), expected),
        )
      : fromCodes(values, isPositive, unfit, expected)
  return { isPresent: (row) => !Number.isNaN(flags[row]), at: (rows) => Uint8Array.from(pick(flags, rows)) }
}

/** Whether numbers are thumbs down, none and up: −1, 0 and 1. */
const areThumbs = (values: Float64Array) =>
  values.includes(-1) && values.every((value) => Number.isNaN(value) || value === 0 || Math.abs(value) === 1)

/** Thumbs up are 1, down 0; where there is none, nothing was said. */
function asThumbs(values: Float64Array): MetricValues {
  return {
    isPresent: (row) => Math.abs(values[row]) === 1,
    at: (rows) => Uint8Array.from(pick(values, rows), (value) => Number(value === 1)),
  }
}

function asLabels(values: RowValues): MetricValues {
  const { codes, labels } = values.kind === "codes" ? values : numbersAsLabels(values.values)
  return {
    isPresent: (row) => codes[row] >= 0,
    at: (rows): LabelValues => ({ codes: pick(codes, rows), labels }),
  }
}

/** Each different number as a label, in the order first met; −1 for a missing one. */
export function numbersAsLabels(values: Float64Array): { codes: Int32Array; labels: string[] } {
  const codeOf = new Map<number, number>()
  const codes = new Int32Array(values.length).map((_, row) => {
    if (Number.isNaN(values[row])) return -1
    const code = codeOf.get(values[row]) ?? codeOf.size
    codeOf.set(values[row], code)
    return code
  })
  return { codes, labels: Array.from(codeOf.keys(), String) }
}

/** A number for each row, by its label; NaN for a missing one. */
function fromCodes(
  { codes, labels }: LabelValues,
  valueOf: (label: string) => number | null,
  unfit: Unfit,
  expected: string,
): Float64Array {
  const used = new Float64Array(labels.length).fill(NaN)
  const values = new Float64Array(codes.length).fill(NaN)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]
    if (code < 0) continue
    if (Number.isNaN(used[code])) used[code] = known(valueOf(labels[code]), unfit, labels[code], expected)
    values[row] = used[code]
  }
  return values
}

function known(value: number | null, unfit: Unfit, text: string, expected: string): number {
  if (value !== null) return value
  throw unfit(text, `, which is not ${expected}`)
}
