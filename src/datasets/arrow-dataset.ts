import type { Vector } from "apache-arrow"
import { basename } from "node:path"
import { InputError } from "../errors.js"
import type { ColumnInfo, ColumnSummary, Dataset, RowFacts, RowReader, RowValues, TextSide } from "../model.js"
import type { TableSource } from "../sources/source.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { RowHashes, type RowMemory } from "./row-hashes.js"
import { presenceReader, rowReader } from "./row-reader.js"
import { summarise } from "./summarise.js"
import { someTexts, vectorCounts } from "./vector-counts.js"
import { vectorNumbers, type Numbers } from "./vector-numbers.js"
import { vectorRows } from "./vector-rows.js"

const orderedKinds: ReadonlySet<ColumnInfo["kind"]> = new Set(["number", "datetime", "time"])

/** Formats of text: their files state no types (a column's type follows from its values) and are parsed whole when they are opened. */
const textFormats: ReadonlySet<string> = new Set(["csv", "json-lines"])

/** What has been read of a column and worked out from it; kept until it is released. */
interface Loaded {
  vector: Vector
  /** Finite values ascending; null for kinds without an order. */
  numbers: Numbers | null
}

/**
 * A dataset over a file's Arrow columns. Each column is read when first asked about and kept until `release`,
 * so memory holds the columns in use and nine bytes per row for the facts about rows.
 */
export class ArrowDataset implements Dataset {
  readonly label: string
  readonly rows: number
  readonly columns: readonly ColumnInfo[]
  readonly typed: boolean
  readonly warnings: readonly string[]
  readonly keepsRows = true
  private readonly indexes: ReadonlyMap<string, number>
  private readonly loaded = new Map<string, Loaded>()
  /** Whether a column can be read at little more than its own cost, so that threads that each open the file can share the columns. */
  readonly readsByColumn: boolean
  private readonly hashes: RowHashes

  /** `memory`: the row memory of the same table in another thread, to which this one adds. */
  constructor(
    readonly path: string,
    private readonly source: TableSource,
    memory?: RowMemory,
  ) {
    this.label = basename(path)
    this.rows = source.rows
    this.columns = source.columns
    this.typed = !textFormats.has(source.format)
    this.readsByColumn = !textFormats.has(source.format)
    this.warnings = source.warnings
    this.indexes = new Map(source.columns.map(({ name }, index) => [name, index]))
    this.hashes = new RowHashes(source.rows, source.columns.length, memory)
  }

  summary(column: string): Promise<ColumnSummary> {
    return attempt(() => {
      const { vector, numbers } = this.load(column)
      return summarise(vector, this.info(column), numbers)
    })
  }

  sample(column: string): Promise<Float64Array> {
    return attempt(() => this.load(column).numbers?.finite ?? new Float64Array(0))
  }

  counts(column: string): Promise<ReadonlyMap<string, number>> {
    return attempt(() => vectorCounts(this.load(column).vector))
  }

  texts(column: string, most: number): Promise<TextSide> {
    return attempt(() => someTexts(this.load(column).vector, most))
  }

  values(column: string, rows: Int32Array): Promise<RowValues | null> {
    return attempt(() => (this.info(column).kind === "nested" ? null : vectorRows(this.load(column).vector, rows)))
  }

  reader(column: string): Promise<RowReader> {
    return attempt(() => {
      const vector = this.vectorOf(column)
      return this.info(column).kind === "nested" ? presenceReader(vector) : rowReader(vector)
    })
  }

  repeatedRows(columns: readonly string[]): Promise<number> {
    return attempt(() => {
      const hashes = new RowHashes(this.rows, this.columns.length)
      for (const column of columns) {
        if (this.info(column).kind === "nested")
          throw new InputError(`${JSON.stringify(column)} holds lists or structures, which are not compared`)
        hashes.add(this.vectorOf(column), this.index(column), false)
      }
      return hashes.facts().duplicate_rows
    })
  }

  release(column: string): void {
    this.loaded.delete(column)
  }

  rowFacts(): Promise<RowFacts> {
    return attempt(() => {
      for (const [index, { name }] of this.columns.entries()) {
        if (this.hashes.has(index)) continue
        this.load(name)
        this.release(name)
      }
      return this.hashes.facts()
    })
  }

  /** Where the facts about rows are collected; another thread's dataset over the same table can be given it. */
  get rowMemory(): RowMemory {
    return this.hashes.memory
  }

  close(): void {
    this.loaded.clear()
    this.source.close()
  }

  private info(column: string): ColumnInfo {
    return this.columns[this.index(column)]
  }

  private index(column: string): number {
    const index = this.indexes.get(column)
    if (index === undefined) throw new Error(`no column ${JSON.stringify(column)} in ${this.path}`)
    return index
  }

  /** The column as it is stored; one that is not loaded is read, but neither measured nor kept. */
  private vectorOf(column: string): Vector {
    return this.loaded.get(column)?.vector ?? this.source.readColumn(this.index(column))
  }

  private load(column: string): Loaded {
    const known = this.loaded.get(column)
    if (known !== undefined) return known
    const index = this.index(column)
    const { kind } = this.columns[index]
    const vector = this.source.readColumn(index)
    this.hashes.add(vector, index, kind === "nested")
    const numbers = orderedKinds.has(kind) ? vectorNumbers(vector) : null
    if (numbers !== null) sortAscending(numbers.finite)
    const loaded = { vector, numbers }
    this.loaded.set(column, loaded)
    return loaded
  }
}

/** The answer as a promise; what is thrown rejects it. */
function attempt<T>(answer: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(answer())
  })
}
