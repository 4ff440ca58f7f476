import type { Dataset, RowReader } from "../model.js"
import type { SegmentOptions } from "../options/options.js"

/** Rows read together. */
const rangeRows = 65_536

/** Which segment each row of one side belongs to, by place in `labels`. */
export interface SegmentedRows {
  /** What each segment holds: a category, or a bin as "[18, 30)"; null: the rows without a value. */
  labels: (string | null)[]
  /** Inner bounds of the bins; null: one segment for each category. */
  edges: number[] | null
  reference: Int32Array
  current: Int32Array
}

/** Both sides' rows by segment of one column. Labels are shared: a segment may have no rows on one side. */
export async function segmentRows(by: SegmentOptions, reference: Dataset, current: Dataset): Promise<SegmentedRows> {
  const edges = await edgesOf(by, reference)
  const places = new Map<string | null, number>()
  const placeOf = (label: string | null): number => {
    const known = places.get(label)
    if (known !== undefined) return known
    places.set(label, places.size)
    return places.size - 1
  }
  if (edges !== null) for (const label of binLabels(edges)) placeOf(label)
  const read = async (side: Dataset) => segmentsOf(await side.reader(by.column), side.rows, edges, placeOf)
  const codes = { reference: await read(reference), current: await read(current) }
  return { labels: Array.from(places.keys()), edges, ...codes }
}

async function edgesOf({ column, bins, edges }: SegmentOptions, reference: Dataset): Promise<number[] | null> {
  if (edges !== undefined) return [...edges]
  if (bins === undefined) return null
  const shares = Array.from({ length: bins }, (_, i) => i / bins)
  const [smallest, ...inner] = await reference.quantiles(column, shares)
  reference.release(column)
  // Values that repeat leave fewer bins than were asked for.
  return Array.from(new Set(inner)).filter((edge) => edge > smallest)
}

/** "below 18", "[18, 30)", "30 and above". */
function binLabels(edges: readonly number[]): string[] {
  if (edges.length === 0) return ["all values"]
  const inner = edges.slice(1).map((edge, i) => `[${edges[i]}, ${edge})`)
  return [`below ${edges[0]}`, ...inner, `${edges[edges.length - 1]} and above`]
}

function segmentsOf(
  reader: RowReader,
  rows: number,
  edges: readonly number[] | null,
  placeOf: (label: string | null) => number,
): Int32Array {
  const segments = new Int32Array(rows)
  const labels = reader.kind === "labels" ? reader.labels : []
  const ofLabel = new Map<number, number>()
  const seen = (code: number, label: () => string | null) => {
    const known = ofLabel.get(code)
    if (known !== undefined) return known
    const place = placeOf(label())
    ofLabel.set(code, place)
    return place
  }
  for (let from = 0; from < rows; from += rangeRows) {
    const values = reader.read(from, Math.min(rows, from + rangeRows))
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (reader.kind === "labels") segments[from + i] = seen(value, () => (value < 0 ? null : labels[value]))
      else if (Number.isNaN(value)) segments[from + i] = placeOf(null)
      else segments[from + i] = edges === null ? seen(value, () => String(value)) : binOf(value, edges)
    }
  }
  return segments
}

/** The bin of a value: how many bounds lie at or below it. */
function binOf(value: number, edges: readonly number[]): number {
  let bin = 0
  while (bin < edges.length && value >= edges[bin]) bin++
  return bin
}

/** Rows of each segment. */
export function countSegments(segments: Int32Array, n: number): Float64Array {
  const counts = new Float64Array(n)
  for (const segment of segments) counts[segment]++
  return counts
}
