import type { Vector } from "apache-arrow"
import { numbersVector } from "../columns/read-vector.js"
import type { ColumnInfo, StorageKind } from "../model.js"
import { Column } from "../sources/json-lines/column.js"
import { ColumnStore } from "../sources/shared/column-store.js"
import { vectorFrom } from "../sources/shared/gathered.js"
import type { TableSource } from "../sources/source.js"
import { Ids } from "./ids.js"
import { KeptLines, type Lines, type TextBytes } from "./lines.js"
import { outcomeIn, type LogRecord } from "./log-record.js"
import { RecordFields } from "./record-fields.js"
import { parseRecord, type Mapping } from "./record.js"

/** Columns that are made of what records say of how they went. */
export const outcomeColumns = { failed: "is_error", outOfMemory: "gpu_oom" } as const

/** The records of a window as columns in memory, filled while they come. */
export class RecordTable {
  rows = 0
  /** The lines as they came, for a column whose later values contradict its first one. */
  readonly lines = new KeptLines()
  readonly ids = new Ids()
  private readonly store = new ColumnStore()
  private columns = new Map<string, Column>()
  private readonly fields: RecordFields<Column>
  /** Rows without an id, rows that failed, and rows where memory ran out: ascending, and most often few. */
  private readonly nameless: number[] = []
  private readonly failed: number[] = []
  private readonly outOfMemory: number[] = []
  private readonly times: number[] = []
  /** `saysOutcome`: whether records have said before how they went; this table's may then say nothing of what went well. */
  constructor(
    private readonly mapping: Mapping,
    public saysOutcome: boolean,
  ) {
    this.fields = new RecordFields(mapping, (name) => this.columnFor(name))
  }

  /** Columns of the records' features. */
  get features(): ReadonlySet<string> {
    return this.fields.features
  }

  /**
   * Takes a record, which stands on line `i`; false where one of its id is here. `id`: null where it has none; `time`: milliseconds since
   * 1970, NaN where it has none.
   */
  add(record: LogRecord, lines: Lines, i: number, id: TextBytes | null, time: number): boolean {
    if (id !== null && !this.ids.add(id)) return false
    const row = this.rows++
    this.lines.add(lines, i)
    if (id === null) this.nameless.push(row)
    this.times.push(time)
    const outcome = outcomeIn(record)
    this.saysOutcome ||= outcome !== null
    if (outcome?.failed === true) this.failed.push(row)
    if (outcome?.outOfMemory === true) this.outOfMemory.push(row)
    this.fields.fill(record, row)
    return true
  }

  /** The table; nothing may be added afterwards. */
  finish(label: string): TableSource {
    this.fillMisfits()
    const read = Array.from(this.columns.values())
    for (const column of read) column.padTo(this.rows)
    const made = this.madeColumns()
    const columns = [...read.map(infoOf), ...made.map(({ info }) => info)]
    const vectors = new Map<number, Vector>()
    const readColumn = (index: number): Vector => {
      const vector =
        vectors.get(index) ??
        (index < read.length ? vectorFrom(read[index].gathered(), this.store) : made[index - read.length].vector())
      vectors.set(index, vector)
      return vector
    }
    return {
      format: label,
      typed: false,
      readsByColumn: false,
      sparse: true,
      rows: this.rows,
      columns,
      warnings: read.flatMap((column) => column.warnings()),
      readColumn,
      sampleLists: (index) => read[index].sampleLists(),
      close: () => {
        this.store.close()
      },
    }
  }

  /** Gives back what a table holds that will not be finished. */
  discard(): void {
    this.store.close()
  }

  private columnFor(name: string): Column {
    let column = this.columns.get(name)
    if (column === undefined) this.columns.set(name, (column = new Column(name, this.store)))
    return column
  }

  /** A second reading of the lines for columns of another type than their first value suggested. */
  private fillMisfits(): void {
    const misfits = Array.from(this.columns.values()).filter((column) => !column.fits)
    if (misfits.length === 0) return
    const again = new Map(misfits.map((column) => [column.name, column.sameTypeEmpty()]))
    let row = 0
    for (const line of this.lines.texts()) {
      const record = parseRecord(line)
      if (record !== null) this.fields.fillParsed({ record, line, row }, (name) => again.get(name))
      row++
    }
    for (const [name, column] of again) this.columns.set(name, column)
  }

  private madeColumns(): { info: ColumnInfo; vector: () => Vector }[] {
    const { id, timestamp } = this.mapping
    const has = (name: string) => this.columns.has(name)
    const namesRecords = !this.fields.ignored.has(id) && this.ids.size > 0
    const numbers = (name: string, kind: StorageKind, values: () => Float64Array) => ({
      info: { name, storageType: kind, kind, integer: false },
      vector: () => numbersVector(values(), kind),
    })
    const outcome = (name: string, rows: readonly number[]) =>
      this.saysOutcome && !has(name) ? [numbers(name, "boolean", () => this.onesAt(rows))] : []
    return [
      ...(namesRecords ? [{ info: textInfo(id), vector: () => this.ids.vector(this.idPlaces()) }] : []),
      ...(this.times.some((time) => !Number.isNaN(time))
        ? [numbers(timestamp, "datetime", () => Float64Array.from(this.times))]
        : []),
      ...outcome(outcomeColumns.failed, this.failed),
      ...outcome(outcomeColumns.outOfMemory, this.outOfMemory),
    ]
  }

  private onesAt(rows: readonly number[]): Float64Array {
    const values = new Float64Array(this.rows)
    for (const row of rows) values[row] = 1
    return values
  }

  /** Where each row's id is among the ids, which are all different; −1 where it has none. */
  private idPlaces(): Int32Array {
    const places = new Int32Array(this.rows)
    for (const row of this.nameless) places[row] = -1
    let next = 0
    return places.map((place) => (place < 0 ? -1 : next++))
  }
}

const textInfo = (name: string): ColumnInfo => ({ name, storageType: "string", kind: "string", integer: false })

function infoOf({ name, type: { storageType, kind, integer } }: Column): ColumnInfo {
  return { name, storageType, kind, integer }
}
