import { Unanswerable } from "../errors.js"
import type {
  ColumnInfo,
  ColumnSummary,
  Dataset,
  FileFacts,
  KeyHashes,
  Reopening,
  RowFacts,
  RowReader,
  RowValues,
  TextSide,
  Reading,
  SideEvidence,
} from "../model.js"
import { hashCategory } from "../profiles/categories.js"

/** A dataset whose strings are hashed as a profile's are, so that the two can be compared; all else is the dataset's own answer. */
export class HashedCategories implements Dataset {
  readonly label: string
  readonly path: string
  readonly rows: number
  readonly columns: readonly ColumnInfo[]
  readonly typed: boolean
  readonly warnings: readonly string[]
  readonly exact: boolean
  readonly keepsRows: boolean
  readonly reopening: Reopening | null
  private readonly hashed: ReadonlySet<string>

  constructor(
    private readonly dataset: Dataset,
    readonly categorySalt: string,
  ) {
    ;({ label: this.label, path: this.path, rows: this.rows, columns: this.columns } = dataset)
    ;({ typed: this.typed, warnings: this.warnings, exact: this.exact, keepsRows: this.keepsRows } = dataset)
    this.reopening = dataset.reopening
    this.hashed = new Set(dataset.columns.filter(({ kind }) => kind === "string").map(({ name }) => name))
  }

  async summary(column: string): Promise<ColumnSummary> {
    const summary = await this.dataset.summary(column)
    if (!this.hashed.has(column)) return summary
    return { ...summary, top: summary.top.map(({ value, count }) => ({ value: this.hash(value), count })) }
  }

  async counts(column: string): Promise<ReadonlyMap<string, number>> {
    const counts = await this.dataset.counts(column)
    if (!this.hashed.has(column)) return counts
    return new Map(Array.from(counts, ([value, count]) => [this.hash(value), count]))
  }

  texts(column: string, most: number): Promise<TextSide> {
    if (!this.hashed.has(column)) return this.dataset.texts(column, most)
    return Promise.reject(new Unanswerable("The other side is a profile that hashes its texts."))
  }

  async evidence(column: string, peek: boolean): Promise<SideEvidence> {
    const evidence = await this.dataset.evidence?.(column, peek)
    if (evidence === undefined) throw new Unanswerable("The dataset holds no values.")
    return evidence
  }

  reread(readings: ReadonlyMap<string, Reading>): Dataset {
    return new HashedCategories(this.dataset.reread?.(readings) ?? this.dataset, this.categorySalt)
  }

  planRows(rows: Int32Array): void {
    this.dataset.planRows?.(rows)
  }

  async values(column: string, rows: Int32Array): Promise<RowValues | null> {
    const values = await this.dataset.values(column, rows)
    if (!this.hashed.has(column) || values?.kind !== "codes") return values
    return { ...values, labels: values.labels.map((label) => this.hash(label)) }
  }

  /** Rules are about the strings themselves, so these are not hashed. */
  reader(column: string): Promise<RowReader> {
    return this.dataset.reader(column)
  }

  repeatedRows(columns: readonly string[]): Promise<number> {
    return this.dataset.repeatedRows(columns)
  }

  sample(column: string): Promise<Float64Array> {
    return this.dataset.sample(column)
  }

  binned(column: string, edges: Float64Array): Promise<Float64Array> {
    return this.dataset.binned(column, edges)
  }

  quantiles(column: string, shares: readonly number[]): Promise<Float64Array> {
    return this.dataset.quantiles(column, shares)
  }

  keyHashes(columns: readonly string[]): Promise<KeyHashes> {
    return this.dataset.keyHashes(columns)
  }

  release(column: string): void {
    this.dataset.release(column)
  }

  rowFacts(): Promise<RowFacts> {
    return this.dataset.rowFacts()
  }

  fileFacts(): Promise<FileFacts | null> {
    return this.dataset.fileFacts()
  }

  close(): void {
    this.dataset.close()
  }

  private hash(text: string): string {
    return hashCategory(text, this.categorySalt)
  }
}
