import type { ColumnSummary, Dataset, Moved, RowReader, ValueCount } from "../model.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { countDistinct } from "../stats/count-distinct.js"

/** Rows read together. */
const rangeRows = 65_536

/** The segment of each row of one side, the segments that are asked for, and the rows of each. */
export interface SegmentParts {
  segments: Int32Array
  wanted: ReadonlySet<number>
  sizes: Float64Array
}

/** One column of one side, in one segment: what a method may ask for, and the figures that say whether it can be tested. */
export interface SegmentSide {
  rows: number
  missing: number
  infinite: number
  /** Finite values ascending; empty for a column of categories. */
  sample: Float64Array
  /** Rows per category; empty for a column of numbers. */
  counts: ReadonlyMap<string, number>
  /** Absent where the sample holds all values as they are. */
  moved?: Moved
}

/**
 * One column of one side split by segment, from a single reading of the column. Memory: eight bytes per row for numbers; for
 * categories a count per segment and category. Rows of segments that are not `wanted` are skipped.
 */
export async function partColumn(
  dataset: Dataset,
  column: string,
  as: "numbers" | "categories",
  parts: SegmentParts,
): Promise<Map<number, SegmentSide>> {
  const reader = await dataset.reader(column)
  return as === "numbers" ? partNumbers(reader, dataset.rows, parts) : partCategories(reader, dataset.rows, parts)
}

function partNumbers(
  reader: RowReader,
  rows: number,
  { segments, wanted, sizes }: SegmentParts,
): Map<number, SegmentSide> {
  const sides = new Map<number, SegmentSide>()
  const starts = new Int32Array(sizes.length).fill(-1)
  let total = 0
  for (const segment of wanted) {
    starts[segment] = total
    total += sizes[segment]
  }
  const values = new Float64Array(total)
  const filled = starts.slice()
  const missing = new Float64Array(sizes.length)
  const infinite = new Float64Array(sizes.length)
  for (let from = 0; from < rows; from += rangeRows) {
    const part = reader.read(from, Math.min(rows, from + rangeRows))
    for (let i = 0; i < part.length; i++) {
      const segment = segments[from + i]
      if (starts[segment] < 0) continue
      const value = part[i]
      if (Number.isFinite(value)) values[filled[segment]++] = value
      else if (Number.isNaN(value)) missing[segment]++
      else infinite[segment]++
    }
  }
  for (const segment of wanted) {
    const sample = sortAscending(values.subarray(starts[segment], filled[segment]))
    const counted = { rows: sizes[segment], missing: missing[segment], infinite: infinite[segment] }
    sides.set(segment, { ...counted, sample, counts: new Map() })
  }
  return sides
}

function partCategories(
  reader: RowReader,
  rows: number,
  { segments, wanted, sizes }: SegmentParts,
): Map<number, SegmentSide> {
  const isLabels = reader.kind === "labels"
  const found = new Map(Array.from(wanted, (segment) => [segment, counterOf(reader, wanted.size)]))
  const missing = new Float64Array(sizes.length)
  for (let from = 0; from < rows; from += rangeRows) {
    const part = reader.read(from, Math.min(rows, from + rangeRows))
    for (let i = 0; i < part.length; i++) {
      const segment = segments[from + i]
      const counter = found.get(segment)
      if (counter === undefined) continue
      const value = part[i]
      if (isLabels ? value < 0 : Number.isNaN(value)) missing[segment]++
      else counter.add(value)
    }
  }
  return new Map(
    Array.from(found, ([segment, counter]) => [
      segment,
      {
        rows: sizes[segment],
        missing: missing[segment],
        infinite: 0,
        sample: new Float64Array(0),
        counts: new Map(Array.from(counter.counts(), ([value, count]) => [labelOf(reader, value), count])),
      },
    ]),
  )
}

/** Rows per value, in the order in which the values came. */
interface Counter {
  add: (value: number) => void
  counts: () => Iterable<[number, number]>
}

/** Codes of few labels are counted by their place, which takes a tenth of the time. */
function counterOf(reader: RowReader, counters: number): Counter {
  if (reader.kind !== "labels" || reader.labels.length * counters > mostPlaces) return new ValueCounter()
  return new CodeCounter(reader.labels.length)
}

/** Places of all counters of a column together: 16 MB. */
const mostPlaces = 2 ** 22

class CodeCounter implements Counter {
  private readonly rows: Int32Array
  private readonly came: number[] = []

  constructor(labels: number) {
    this.rows = new Int32Array(labels)
  }

  add(code: number): void {
    if (this.rows[code]++ === 0) this.came.push(code)
  }

  counts(): [number, number][] {
    return this.came.map((code) => [code, this.rows[code]])
  }
}

class ValueCounter implements Counter {
  private readonly rows = new Map<number, number>()

  add(value: number): void {
    this.rows.set(value, (this.rows.get(value) ?? 0) + 1)
  }

  counts(): Iterable<[number, number]> {
    return this.rows
  }
}

function labelOf(reader: RowReader, value: number): string {
  return reader.kind === "labels" ? reader.labels[value] : String(value)
}

/** True and false, which are read as 1 and 0, by the names that the whole column gives them. */
export function named(side: SegmentSide): SegmentSide {
  const names: Record<string, string> = { "0": "false", "1": "true" }
  return { ...side, counts: new Map(Array.from(side.counts, ([value, count]) => [names[value] ?? value, count])) }
}

/** The figures of a segment that decide whether and how a column is tested; all others are the whole column's. */
export function segmentSummary(whole: ColumnSummary, side: SegmentSide): ColumnSummary {
  const { rows, missing, infinite, sample, counts } = side
  const categories = counts.size > 0
  const distinct = categories ? counts.size : countDistinct(sample)
  const only: ValueCount[] =
    distinct !== 1
      ? []
      : categories
        ? Array.from(counts, ([value, count]) => ({ value, count }))
        : [{ value: String(sample[0]), count: sample.length }]
  return { ...whole, rows, missing, infinite, distinct, top: only }
}
