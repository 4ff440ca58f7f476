import type {
  ColumnSummary,
  CountedKeys,
  Dataset,
  FileFacts,
  KeyHashes,
  Reading,
  RowFacts,
  RowValues,
  SideEvidence,
  TextSide,
  ValueRange,
} from "../model.js"
import { DelegatingDataset } from "./delegating-dataset.js"

/** A dataset that works out each answer once: the reference of many comparisons. It keeps its answers until it is closed, whatever is released. */
export class RememberingDataset extends DelegatingDataset {
  private readonly answers = new Map<string, unknown>()

  constructor(dataset: Dataset) {
    super(dataset, { reopening: null })
  }

  override summary(column: string): Promise<ColumnSummary> {
    return this.once(["summary", column], () => super.summary(column))
  }

  override sample(column: string): Promise<Float64Array> {
    return this.once(["sample", column], () => super.sample(column))
  }

  /** What was answered before follows from fewer points. */
  override async refine(column: string, doubts: readonly ValueRange[]): Promise<boolean> {
    const isFiner = await super.refine(column, doubts)
    if (isFiner) this.answers.clear()
    return isFiner
  }

  override binned(column: string, edges: Float64Array): Promise<Float64Array> {
    return this.once(["binned", column, Array.from(edges, String)], () => super.binned(column, edges))
  }

  override quantiles(column: string, shares: readonly number[]): Promise<Float64Array> {
    return this.once(["quantiles", column, shares], () => super.quantiles(column, shares))
  }

  override counts(column: string): Promise<ReadonlyMap<string, number>> {
    return this.once(["counts", column], () => super.counts(column))
  }

  override texts(column: string, most: number): Promise<TextSide> {
    return this.once(["texts", column, most], () => super.texts(column, most))
  }

  /** All rows are asked for in each comparison; some of them are not remembered. */
  override values(column: string, rows: Int32Array): Promise<RowValues | null> {
    const read = () => super.values(column, rows)
    return rows.length === this.rows ? this.once(["values", column], read) : read()
  }

  /** Its memory is not reused: it will be asked again. */
  override planRows(): void {}

  override keyHashes(columns: readonly string[]): Promise<KeyHashes> {
    return this.once(["keyHashes", columns], () => super.keyHashes(columns))
  }

  override countedKeys(columns: readonly string[], mostWorst: number): Promise<CountedKeys | null> {
    return this.once(["countedKeys", columns, mostWorst], () => super.countedKeys(columns, mostWorst))
  }

  override repeatedRows(columns: readonly string[]): Promise<number> {
    return this.once(["repeatedRows", columns], () => super.repeatedRows(columns))
  }

  override evidence(column: string, peek: boolean): Promise<SideEvidence> {
    return this.once(["evidence", column, peek], () => super.evidence(column, peek))
  }

  override rowFacts(): Promise<RowFacts> {
    return this.once(["rowFacts"], () => super.rowFacts())
  }

  override fileFacts(): Promise<FileFacts | null> {
    return this.once(["fileFacts"], () => super.fileFacts())
  }

  override reread(readings: ReadonlyMap<string, Reading>): Dataset {
    return this.once(["reread", Array.from(readings)], () => {
      const again = this.dataset.reread?.(readings)
      return again === undefined ? this : new RememberingDataset(again)
    })
  }

  private once<T>(question: readonly unknown[], answer: () => T): T {
    const key = JSON.stringify(question)
    if (!this.answers.has(key)) this.answers.set(key, answer())
    return this.answers.get(key) as T
  }
}
