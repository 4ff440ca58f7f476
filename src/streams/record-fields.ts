import { Fields } from "../sources/json-lines/fields.js"
import { longIntegers } from "../sources/json-lines/long-integers.js"
import type { LogRecord } from "./log-record.js"
import { valueAt, type Mapping, type ParsedRecord } from "./record.js"
import { scalarKind } from "./scalars.js"
import { featureColumn, shapeColumns } from "./shape-columns.js"
import type { Shape } from "./shape.js"

/** Structures of more fields stay whole, as in files. */
const mostFields = 100

/** What takes the values of one column, row by row. */
export interface ValueTaker {
  take(row: number, value: unknown, digits: string | undefined): void
  /** A number that a double holds as it is written. */
  takeNumber(row: number, value: number): void
  /** The text that bytes[start … end) write in UTF-8. */
  takeText(row: number, bytes: Buffer, start: number, end: number): void
}

export interface Filled {
  record: ParsedRecord
  line: string
  row: number
}

/** Hands the values of records to the columns that they belong to. */
export class RecordFields<Taker extends ValueTaker> {
  /** Columns of the records' features. */
  readonly features = new Set<string>()
  private readonly shaped = new Map<Shape, { column: Taker; leaf: number }[]>()
  private readonly fields = new Fields(mostFields)
  private readonly own: ReadonlySet<string>
  readonly ignored: ReadonlySet<string>

  /** `columnFor`: what takes a column's values; undefined: nothing does. It is asked once for each shape, and for each value of other records. */
  constructor(
    private readonly mapping: Mapping,
    private readonly columnFor: (name: string) => Taker | undefined,
  ) {
    // They have columns of their own.
    this.own = new Set([mapping.id, mapping.timestamp, "error"])
    this.ignored = new Set(mapping.ignored)
  }

  fill(record: LogRecord, row: number): void {
    if (record.shape !== null) this.fillShaped(record.shape, row)
    else this.fillParsed({ ...record, row }, this.columnFor)
  }

  private fillShaped(shape: Shape, row: number): void {
    let filled = this.shaped.get(shape)
    if (filled === undefined) this.shaped.set(shape, (filled = this.columnsOf(shape)))
    const { kinds, numbers, bytes, starts, ends } = shape.scalars
    for (const { column, leaf } of filled)
      if (kinds[leaf] === scalarKind.number) column.takeNumber(row, numbers[leaf])
      else if (kinds[leaf] === scalarKind.string) column.takeText(row, bytes, starts[leaf], ends[leaf])
      else column.take(row, shape.scalars.value(leaf), undefined)
  }

  private columnsOf(shape: Shape): { column: Taker; leaf: number }[] {
    const filled: { column: Taker; leaf: number }[] = []
    for (const { name, leaf, isFeature } of shapeColumns(shape, { ...this.mapping, ignored: this.ignored }) ?? []) {
      if (isFeature) this.features.add(name)
      const column = this.columnFor(name)
      if (leaf !== null && column !== undefined) filled.push({ column, leaf })
    }
    return filled
  }

  /** The same of a record as JSON.parse gives it, for other columns. */
  fillParsed({ record, line, row }: Filled, columnFor: (name: string) => ValueTaker | undefined): void {
    const { features, prefix, columns } = this.mapping
    let digits: ReadonlyMap<string, string> | null = null
    // Where the column in hand comes from: below the field `above`, from the path `here` of that.
    let [above, here, column] = ["", "", ""]
    const take = (name: string, value: unknown) => {
      // JSON.parse has rounded them: what they are stands in the line alone.
      if (typeof value === "number" && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) digits ??= longIntegers(line)
      columnFor(name)?.take(row, value, digits?.get(above + here + name.slice(column.length)))
    }
    const takeAny = (name: string, value: unknown) => {
      if (typeof value === "object" && value !== null) this.fields.take(name, value, take)
      else take(name, value)
    }
    for (const key in record) {
      const value = record[key]
      if (key === features && typeof value === "object" && value !== null) {
        const below = `${features}.`
        for (const name in value) {
          column = featureColumn(this.mapping, name, prefix === "" && Object.hasOwn(record, name))
          ;[above, here] = [below, name]
          this.features.add(column)
          takeAny(column, (value as Record<string, unknown>)[name])
        }
      } else if (!this.own.has(key) && !this.ignored.has(key)) {
        above = here = column = ""
        takeAny(key, value)
      }
    }
    for (const [name, path] of columns) {
      ;[above, here, column] = ["", path.join("."), name]
      takeAny(name, valueAt(record, path) ?? null)
    }
  }
}
