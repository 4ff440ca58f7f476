import { Unanswerable } from "../errors.js"
import type { AllRecords, ColumnSummary, CountedTexts, Dataset, Reading, RowValues, TextSide } from "../model.js"
import { hashCategory } from "../profiles/categories.js"
import { DelegatingDataset } from "./delegating-dataset.js"

/**
 * A dataset whose strings are hashed as a profile's are, so that the two can be compared; all else is the dataset's own answer.
 * Rules are about the strings themselves, so `reader` does not hash them.
 */
export class HashedCategories extends DelegatingDataset {
  private readonly hashed: ReadonlySet<string>

  constructor(
    dataset: Dataset,
    private readonly salt: string,
  ) {
    const { sampledFrom } = dataset
    super(dataset, { categorySalt: salt, ...(sampledFrom && { sampledFrom: hashed(sampledFrom, salt) }) })
    this.hashed = new Set(dataset.columns.filter(({ kind }) => kind === "string").map(({ name }) => name))
  }

  override async summary(column: string): Promise<ColumnSummary> {
    const summary = await super.summary(column)
    if (!this.hashed.has(column)) return summary
    return { ...summary, top: summary.top.map(({ value, count }) => ({ value: this.hash(value), count })) }
  }

  override async counts(column: string): Promise<ReadonlyMap<string, number>> {
    const counts = await super.counts(column)
    if (!this.hashed.has(column)) return counts
    return new Map(Array.from(counts, ([value, count]) => [this.hash(value), count]))
  }

  override texts(column: string, most: number): Promise<TextSide> {
    if (!this.hashed.has(column)) return super.texts(column, most)
    return Promise.reject(new Unanswerable("The other side is a profile that hashes its texts."))
  }

  override countedTexts(column: string): Promise<CountedTexts | null> {
    return this.hashed.has(column) ? Promise.resolve(null) : super.countedTexts(column)
  }

  override async values(column: string, rows: Int32Array): Promise<RowValues | null> {
    const values = await super.values(column, rows)
    if (!this.hashed.has(column) || values?.kind !== "codes") return values
    return { ...values, labels: values.labels.map((label) => this.hash(label)) }
  }

  reread(readings: ReadonlyMap<string, Reading>): Dataset {
    return new HashedCategories(this.dataset.reread?.(readings) ?? this.dataset, this.salt)
  }

  private hash(text: string): string {
    return hashCategory(text, this.salt)
  }
}

function hashed(all: AllRecords, salt: string): AllRecords {
  return {
    ...{ records: all.records, oneIn: all.oneIn },
    sums(needs, columns) {
      const found = all.sums(needs, columns)
      if (found === null) return null
      const hashedSums = Object.entries(found.columns).map(([key, sum]) =>
        "labels" in sum ? [key, { ...sum, labels: sum.labels.map((label) => hashCategory(label, salt)) }] : [key, sum],
      )
      return { ...found, columns: Object.fromEntries(hashedSums) as typeof found.columns }
    },
  }
}
