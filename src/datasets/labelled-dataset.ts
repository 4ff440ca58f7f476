import { Unanswerable } from "../errors.js"
import type { ColumnSummary, CountedKeys, Dataset, JoinedLabels, KeyHashes, KeySource, Reading } from "../model.js"
import { DelegatingDataset } from "./delegating-dataset.js"

/**
 * A dataset with late labels as one more column, in place of one of that name. A row without a label is no missing value: figures of
 * the column speak of the labelled rows, and the facts about rows are the file's own.
 */
export class LabelledDataset extends DelegatingDataset {
  /** `target`: a dataset that holds the labels alone, row by row. */
  constructor(
    dataset: Dataset,
    private readonly target: Dataset,
    override readonly labels: JoinedLabels,
  ) {
    const [column] = target.columns
    super(
      dataset,
      {
        columns: [...dataset.columns.filter(({ name }) => name !== column.name), column],
        // Other threads could not read the labels.
        reopening: null,
        labels,
      },
      new Map([[column.name, target]]),
    )
  }

  override async summary(column: string): Promise<ColumnSummary> {
    const summary = await super.summary(column)
    if (!this.isTarget(column)) return summary
    return { ...summary, rows: summary.rows - summary.missing, missing: 0, nan: 0 }
  }

  override keyHashes(columns: readonly string[]): Promise<KeyHashes> {
    if (columns.length === 1 && this.isTarget(columns[0])) return this.target.keyHashes(columns)
    return columns.some((column) => this.isTarget(column)) ? notWithOthers() : super.keyHashes(columns)
  }

  override countedKeys(columns: readonly string[], mostWorst: number): Promise<CountedKeys | null> {
    return columns.some((column) => this.isTarget(column)) ? notWithOthers() : super.countedKeys(columns, mostWorst)
  }

  override keySource(columns: readonly string[]): KeySource | null {
    return columns.some((column) => this.isTarget(column)) ? null : super.keySource(columns)
  }

  override repeatedRows(columns: readonly string[]): Promise<number> {
    return super.repeatedRows(columns.filter((column) => !this.isTarget(column)))
  }

  reread(readings: ReadonlyMap<string, Reading>): Dataset {
    const [own, others] = [true, false].map(
      (isTarget) => new Map(Array.from(readings).filter(([column]) => this.isTarget(column) === isTarget)),
    )
    const dataset = others.size === 0 ? this.dataset : (this.dataset.reread?.(others) ?? this.dataset)
    const target = own.size === 0 ? this.target : (this.target.reread?.(own) ?? this.target)
    return new LabelledDataset(dataset, target, this.labels)
  }

  private isTarget(column: string): boolean {
    return column === this.target.columns[0].name
  }
}

function notWithOthers(): Promise<never> {
  return Promise.reject(new Unanswerable("Labels that came later are part of no key."))
}
