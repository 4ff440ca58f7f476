import { Unanswerable } from "../errors.js"
import type {
  AbsentKeys,
  AllRecords,
  ColumnInfo,
  ColumnSummary,
  CountedKeys,
  CountedTexts,
  Dataset,
  FileFacts,
  JoinedLabels,
  KeyHashes,
  KeySource,
  ListSample,
  Points,
  Reading,
  Reopening,
  RowFacts,
  RowReader,
  RowsHash,
  RowValues,
  SavedPerformance,
  SideEvidence,
  StoredPeriods,
  ServerUse,
  TextSide,
  TextVectors,
  ValueRange,
} from "../model.js"

/** A dataset that answers as another does; a class below says what differs. */
export abstract class DelegatingDataset implements Dataset {
  readonly label: string
  readonly path: string
  readonly rows: number
  readonly columns: readonly ColumnInfo[]
  readonly typed: boolean
  readonly warnings: readonly string[]
  readonly exact: boolean
  readonly keepsRows: boolean
  readonly categorySalt: string | null
  readonly reopening: Reopening | null
  readonly labels?: JoinedLabels
  readonly storedPeriods?: StoredPeriods
  readonly performance?: SavedPerformance
  readonly asked?: readonly ServerUse[]
  readonly embeddings?: ReadonlyMap<string, TextVectors>
  readonly sampledFrom?: AllRecords

  constructor(
    protected readonly dataset: Dataset,
    differs: Partial<Pick<Dataset, "columns" | "categorySalt" | "reopening" | "labels" | "sampledFrom">>,
    /** Columns that another dataset answers for. */
    private readonly own: ReadonlyMap<string, Dataset> = new Map(),
  ) {
    ;({ label: this.label, path: this.path, rows: this.rows, typed: this.typed } = dataset)
    ;({ warnings: this.warnings, exact: this.exact, keepsRows: this.keepsRows } = dataset)
    this.columns = differs.columns ?? dataset.columns
    this.categorySalt = differs.categorySalt ?? dataset.categorySalt
    this.reopening = differs.reopening === undefined ? dataset.reopening : differs.reopening
    const labels = differs.labels ?? dataset.labels
    if (labels !== undefined) this.labels = labels
    const sampledFrom = differs.sampledFrom ?? dataset.sampledFrom
    if (sampledFrom !== undefined) this.sampledFrom = sampledFrom
    if (dataset.storedPeriods !== undefined) this.storedPeriods = dataset.storedPeriods
    if (dataset.performance !== undefined) this.performance = dataset.performance
    if (dataset.asked !== undefined) this.asked = dataset.asked
    if (dataset.embeddings !== undefined) this.embeddings = dataset.embeddings
  }

  get rowsHash(): RowsHash | null {
    return this.dataset.rowsHash ?? null
  }

  abstract reread(readings: ReadonlyMap<string, Reading>): Dataset

  summary(column: string): Promise<ColumnSummary> {
    return this.of(column).summary(column)
  }

  sample(column: string): Promise<Float64Array> {
    return this.of(column).sample(column)
  }

  async outline(column: string): Promise<Points | null> {
    return (await this.of(column).outline?.(column)) ?? null
  }

  async refine(column: string, doubts: readonly ValueRange[]): Promise<boolean> {
    return (await this.of(column).refine?.(column, doubts)) ?? false
  }

  binned(column: string, edges: Float64Array): Promise<Float64Array> {
    return this.of(column).binned(column, edges)
  }

  quantiles(column: string, shares: readonly number[]): Promise<Float64Array> {
    return this.of(column).quantiles(column, shares)
  }

  counts(column: string): Promise<ReadonlyMap<string, number>> {
    return this.of(column).counts(column)
  }

  texts(column: string, most: number): Promise<TextSide> {
    return this.of(column).texts(column, most)
  }

  async countedTexts(column: string): Promise<CountedTexts | null> {
    return (await this.of(column).countedTexts?.(column)) ?? null
  }

  async vectors(column: string): Promise<ListSample> {
    const sample = await this.of(column).vectors?.(column)
    if (sample === undefined) throw new Unanswerable("The dataset keeps no lists.")
    return sample
  }

  planRows(rows: Int32Array): void {
    this.dataset.planRows?.(rows)
  }

  planColumns(columns: readonly string[]): void {
    this.dataset.planColumns?.(columns.filter((column) => !this.own.has(column)))
  }

  values(column: string, rows: Int32Array): Promise<RowValues | null> {
    return this.of(column).values(column, rows)
  }

  reader(column: string): Promise<RowReader> {
    return this.of(column).reader(column)
  }

  keyHashes(columns: readonly string[]): Promise<KeyHashes> {
    return this.dataset.keyHashes(columns)
  }

  async countedKeys(columns: readonly string[], mostWorst: number): Promise<CountedKeys | null> {
    return (await this.dataset.countedKeys?.(columns, mostWorst)) ?? null
  }

  keySource(columns: readonly string[]): KeySource | null {
    return this.dataset.keySource?.(columns) ?? null
  }

  async absentKeys(columns: readonly string[], other: KeySource, mostExamples: number): Promise<AbsentKeys | null> {
    return (await this.dataset.absentKeys?.(columns, other, mostExamples)) ?? null
  }

  repeatedRows(columns: readonly string[]): Promise<number> {
    return this.dataset.repeatedRows(columns)
  }

  async evidence(column: string, peek: boolean): Promise<SideEvidence> {
    const evidence = await this.of(column).evidence?.(column, peek)
    if (evidence === undefined) throw new Unanswerable("The dataset holds no values.")
    return evidence
  }

  release(column: string): void {
    this.of(column).release(column)
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

  private of(column: string): Dataset {
    return this.own.get(column) ?? this.dataset
  }
}
