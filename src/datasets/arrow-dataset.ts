import type { Vector } from "apache-arrow"
import { aPath, having, requireArguments } from "../arguments.js"
import { Unanswerable } from "../errors.js"
import type {
  AllRecords,
  ColumnInfo,
  ColumnSummary,
  CountedTexts,
  Dataset,
  FileFacts,
  Input,
  KeyHashes,
  ListSample,
  Reopening,
  RowFacts,
  RowMemory,
  RowReader,
  RowValues,
  ServerUse,
  TextSide,
  TextVectors,
  Reading,
  SideEvidence,
} from "../model.js"
import { fileFacts } from "../sources/file-facts.js"
import { inputLabel } from "../sources/open.js"
import { someRows } from "../sources/some-rows.js"
import type { TableSource } from "../sources/source.js"
import { countInBins } from "../stats/count-in-bins.js"
import { quantiles } from "../stats/quantile.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { hashKeys } from "../columns/key-hashes.js"
import { RowHashes } from "../columns/row-hashes.js"
import { contentHash } from "../columns/content-hash.js"
import { presenceReader, rowReader } from "../columns/row-reader.js"
import { summarise } from "../columns/summarise.js"
import { countedTexts, numberCounts, someTexts, vectorCounts } from "../columns/vector-counts.js"
import { doublesSayAll, vectorNumbers, wholesAsDoubles, type Numbers } from "../columns/vector-numbers.js"
import { vectorRows } from "../columns/vector-rows.js"
import { evidenceIn } from "../columns/evidence-in.js"
import { attempt } from "./attempt.js"
import { keepColumns } from "./keep-columns.js"
import { readAs } from "./read-as.js"

const orderedKinds: ReadonlySet<ColumnInfo["kind"]> = new Set(["number", "datetime", "time"])

const aTable = having(["rows", "columns", "readColumn"], "a table", "openSource(path, {}) gives one")

/** So many columns are fetched together before they are asked for. */
const columnsAhead = 8

/** What has been read of a column and worked out from it; kept until it is released. */
interface Loaded {
  /** Null where its memory was reused: its numbers say all that is usually asked. */
  vector: Vector | null
  /** Finite values ascending; null for kinds without an order. */
  numbers: Numbers | null
  /** Worked out when it is first asked for, or before the vector's memory was reused. */
  summary: ColumnSummary | null
  /** The values at the planned rows, where the vector's memory was reused. */
  atRows: RowValues | null
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
  readonly exact = true
  readonly keepsRows = true
  readonly categorySalt = null
  readonly reopening: Reopening | null
  readonly asked?: readonly ServerUse[]
  readonly embeddings?: ReadonlyMap<string, TextVectors>
  readonly sampledFrom?: AllRecords
  private readonly source: TableSource
  private readonly indexes: ReadonlyMap<string, number>
  private readonly loaded = new Map<string, Loaded>()
  /** The open files that it is read from; null for a source without any. */
  private readonly input: Input | null
  private readonly hashes: RowHashes
  /** Memory of a column's numbers that was released, for the next column: new memory for each costs more than reading. */
  private room: ArrayBuffer | undefined
  /** Rows that `values` will be asked for; null: not known. */
  private plannedRows: Int32Array | null = null
  /** Columns that will be asked for, in this order, and how many of them were fetched ahead. */
  private planned: readonly number[] = []
  private fetchedAhead = 0

  /** `memory`: the row memory of the same table in another thread, to which this one adds. `mostKept`: see `keepColumns`. */
  constructor(
    readonly path: string,
    source: TableSource & { readonly input?: Input },
    memory?: RowMemory,
    mostKept?: number,
  ) {
    requireArguments("ArrowDataset", { path: [path, aPath], source: [source, aTable] })
    this.source = keepColumns(source, mostKept)
    this.input = source.input ?? null
    this.label = inputLabel(path)
    this.rows = source.rows
    this.columns = source.columns
    this.typed = source.typed
    this.warnings = source.warnings
    if (source.asked !== undefined) this.asked = source.asked
    if (source.embeddings !== undefined) this.embeddings = source.embeddings
    if (source.sampledFrom !== undefined) this.sampledFrom = source.sampledFrom
    this.indexes = new Map(source.columns.map(({ name }, index) => [name, index]))
    this.hashes = new RowHashes(source.rows, source.columns.length, memory)
    this.reopening =
      source.readsByColumn && this.input !== null
        ? { input: { ...this.input, borrowed: true }, rowMemory: this.hashes.memory }
        : null
  }

  summary(column: string): Promise<ColumnSummary> {
    return this.whenHere([column], () => {
      const loaded = this.load(column)
      loaded.summary ??= summarise(this.vectorOf(column), this.info(column), loaded.numbers)
      return loaded.summary
    })
  }

  sample(column: string): Promise<Float64Array> {
    return this.whenHere([column], () => this.sorted(column))
  }

  binned(column: string, edges: Float64Array): Promise<Float64Array> {
    return this.whenHere([column], () => countInBins(this.sorted(column), edges))
  }

  quantiles(column: string, shares: readonly number[]): Promise<Float64Array> {
    return this.whenHere([column], () => quantiles(this.sorted(column), shares))
  }

  counts(column: string): Promise<ReadonlyMap<string, number>> {
    return this.whenHere([column], () => {
      const { vector, numbers } = this.load(column)
      if (numbers !== null && (vector === null || doublesSayAll(vector))) return numberCounts(numbers.finite)
      return vectorCounts(vector ?? this.vectorOf(column))
    })
  }

  texts(column: string, most: number): Promise<TextSide> {
    return this.whenHere([column], () => someTexts(this.vectorOf(column), most))
  }

  countedTexts(column: string): Promise<CountedTexts | null> {
    return attempt(() => countedTexts(this.load(column).vector ?? this.vectorOf(column)))
  }

  vectors(column: string): Promise<ListSample> {
    return this.whenHere([column], () => {
      const index = this.index(column)
      const sample = this.columns[index].numberLists === true ? this.source.sampleLists?.(index) : undefined
      if (sample === undefined) throw new Unanswerable("Lists and structures are counted, not tested.")
      return sample
    })
  }

  planRows(rows: Int32Array): void {
    this.plannedRows = rows
  }

  planColumns(columns: readonly string[]): void {
    this.planned = columns.flatMap((name) => this.indexes.get(name) ?? [])
    this.fetchedAhead = 0
  }

  values(column: string, rows: Int32Array): Promise<RowValues | null> {
    return this.whenHere([column], () => {
      if (this.info(column).kind === "nested") return null
      const atRows = this.loaded.get(column)?.atRows ?? null
      return atRows !== null && rows === this.plannedRows ? atRows : vectorRows(this.vectorOf(column), rows)
    })
  }

  reader(column: string): Promise<RowReader> {
    return this.whenHere([column], () => {
      const vector = this.vectorOf(column)
      return this.info(column).kind === "nested" ? presenceReader(vector) : rowReader(vector)
    })
  }

  keyHashes(columns: readonly string[]): Promise<KeyHashes> {
    return this.whenHere(columns, () => {
      for (const column of columns)
        if (this.info(column).kind === "nested")
          throw new Unanswerable(`${JSON.stringify(column)} holds lists or structures, which make no key`)
      return hashKeys(
        this.rows,
        columns.map((column) => () => this.vectorOf(column)),
      )
    })
  }

  repeatedRows(columns: readonly string[]): Promise<number> {
    return this.whenHere(columns, () => {
      const hashes = new RowHashes(this.rows, this.columns.length)
      for (const column of columns) {
        if (this.info(column).kind === "nested")
          throw new Unanswerable(`${JSON.stringify(column)} holds lists or structures, which are not compared`)
        hashes.add(this.vectorOf(column), this.index(column), false)
      }
      return hashes.facts().duplicate_rows
    })
  }

  evidence(column: string, peek: boolean): Promise<SideEvidence> {
    return this.whenHere([column], () => {
      const index = this.index(column)
      const first = peek ? this.source.peekColumn?.(index) : undefined
      return evidenceIn(first ?? this.vectorOf(column), this.columns[index], peek)
    })
  }

  reread(readings: ReadonlyMap<string, Reading>): ArrowDataset {
    return new ArrowDataset(this.path, readAs(this.source, readings), this.hashes.memory)
  }

  only(rows: Int32Array): ArrowDataset {
    return new ArrowDataset(this.path, someRows(this.source, rows))
  }

  release(column: string): void {
    const { vector, numbers } = this.loaded.get(column) ?? { vector: null, numbers: null }
    // Only numbers in memory that was reused before are nobody else's.
    if (vector === null && numbers?.finite.buffer instanceof ArrayBuffer) this.room = numbers.finite.buffer
    this.loaded.delete(column)
  }

  rowFacts(): Promise<RowFacts> {
    return attempt(() => {
      this.requireAll()
      for (const [index, { name, kind }] of this.columns.entries()) {
        const vector = this.hashes.has(index) ? null : this.knownVector(name)
        if (vector !== null) this.hashes.add(vector, index, kind === "nested")
      }
      const { room } = this
      this.room = undefined
      return this.hashes.facts(room)
    })
  }

  /** Nobody asked for the columns that are not compared: those of a file elsewhere are not fetched for this. */
  private requireAll(): void {
    const unread = this.columns.filter((_, index) => !this.hashes.has(index)).length
    if (unread > 0 && this.source.fetchColumns !== undefined)
      throw new Unanswerable(`${unread} columns were not fetched, which repeated rows and missing cells would need`)
  }

  async fileFacts(): Promise<FileFacts | null> {
    return this.input === null ? null : fileFacts(this.input)
  }

  close(): void {
    this.room = undefined
    this.loaded.clear()
    this.source.close()
  }

  /** The answer, when what it is made of is here. */
  private whenHere<T>(columns: readonly string[], answer: () => T): Promise<T> {
    const fetch = this.source.fetchColumns?.bind(this.source)
    if (fetch === undefined) return attempt(answer)
    const needed = columns.filter((column) => this.loaded.get(column)?.vector == null)
    const here = fetch(needed.map((column) => this.index(column)))
    for (const column of columns) this.fetchAhead(this.index(column), fetch)
    return here.then(answer)
  }

  /** Has the columns that are planned behind this one brought here, several at once. */
  private fetchAhead(index: number, fetch: (indexes: readonly number[]) => Promise<void>): void {
    const place = this.planned.indexOf(index)
    if (place < 0 || this.fetchedAhead > place + columnsAhead / 2) return
    const first = Math.max(this.fetchedAhead, place + 1)
    this.fetchedAhead = first + columnsAhead
    // Whoever needs one that did not come asks again, and is told what went wrong.
    fetch(this.planned.slice(first, this.fetchedAhead)).catch(() => undefined)
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

  /** The same; null where the file is sound and the column's values are not read. */
  private knownVector(column: string): Vector | null {
    try {
      return this.vectorOf(column)
    } catch (error) {
      if (error instanceof Unanswerable) return null
      throw error
    }
  }

  /** Finite values ascending; none for kinds without an order. */
  private sorted(column: string): Float64Array {
    return this.load(column).numbers?.finite ?? new Float64Array(0)
  }

  private load(column: string): Loaded {
    const known = this.loaded.get(column)
    if (known !== undefined) return known
    const index = this.index(column)
    const { kind } = this.columns[index]
    const vector = this.source.readColumn(index, this.room)
    if (this.room !== undefined && bufferOf(vector) === this.room) this.room = undefined
    this.hashes.add(vector, index, kind === "nested")
    const loaded = orderedKinds.has(kind)
      ? this.loadNumbers(vector, column)
      : { vector, numbers: null, summary: null, atRows: null }
    this.loaded.set(column, loaded)
    return loaded
  }

  /**
   * The column's numbers in order. Where it is known which rows will be asked for, these are copied first and doubles are sorted
   * in the buffer they were read into, and so are whole numbers that doubles hold: a column then takes its values' memory once, not twice.
   */
  private loadNumbers(stored: Vector, column: string): Loaded {
    const info = this.info(column)
    const { plannedRows } = this
    const reuseBuffer = plannedRows !== null && this.source.ownsBuffers === true && doublesSayAll(stored)
    const vector = reuseBuffer ? wholesAsDoubles(stored) : stored
    const atRows = reuseBuffer ? vectorRows(vector, plannedRows) : null
    const hash = reuseBuffer ? contentHash(vector, info) : undefined
    const numbers = vectorNumbers(vector, reuseBuffer)
    sortAscending(numbers.finite)
    const summary = reuseBuffer ? summarise(vector, info, numbers, hash) : null
    return { vector: reuseBuffer ? null : vector, numbers, summary, atRows }
  }
}

/** The memory that a column's values lie in; undefined where it has none. */
function bufferOf(vector: Vector): unknown {
  return (vector.data.at(0)?.values as Float64Array | undefined)?.buffer
}
