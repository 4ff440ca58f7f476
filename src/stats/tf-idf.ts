import type { NgramDocuments } from "./ngram-documents.js"
import { total } from "./total.js"

/** Sparse rows of unit length: document d holds `values[i]` in `columns[i]` for i from `starts[d]` up to `starts[d + 1]`. */
export interface SparseRows {
  starts: Uint32Array
  /** Below `width`. */
  columns: Uint32Array
  values: Float32Array
  width: number
}

/**
 * Weights of each document's n-grams: (1 + ln times) · (1 + ln((1 + rows) / (1 + rows that hold it))), scaled to length 1;
 * `rows[d]` ≥ 1 rows hold document d. N-grams of a single row are left out, as they cannot help to judge another; a document
 * without any other has no entries. Columns are numbered as they are met. As sklearn's TfidfVectorizer(sublinear_tf=True,
 * min_df=2) over all rows.
 * Source: Spärck Jones (1972), Journal of Documentation 28:11-21.
 */
export function tfIdf({ starts: from, buckets, times, size }: NgramDocuments, rows: Float64Array): SparseRows {
  const [documents, allRows] = [rows.length, total(rows)]
  const holders = new Float64Array(size)
  for (let document = 0; document < documents; document++)
    for (let i = from[document]; i < from[document + 1]; i++) holders[buckets[i]] += rows[document]

  /** Column of each bucket, plus one. */
  const numbers = new Uint32Array(size)
  const [starts, columns, values] = [
    new Uint32Array(documents + 1),
    new Uint32Array(buckets.length),
    new Float32Array(buckets.length),
  ]
  let [end, width] = [0, 0]
  for (let document = 0; document < documents; document++) {
    let squares = 0
    for (let i = from[document]; i < from[document + 1]; i++) {
      const bucket = buckets[i]
      if (holders[bucket] < 2) continue
      if (numbers[bucket] === 0) numbers[bucket] = ++width
      const value = (1 + Math.log(times[i])) * (1 + Math.log((1 + allRows) / (1 + holders[bucket])))
      squares += value * value
      columns[end] = numbers[bucket] - 1
      values[end++] = value
    }
    const length = Math.sqrt(squares)
    for (let i = starts[document]; i < end; i++) values[i] /= length
    starts[document + 1] = end
  }
  return { starts, columns: columns.subarray(0, end), values: values.subarray(0, end), width }
}
