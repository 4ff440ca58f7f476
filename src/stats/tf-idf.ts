import type { NgramDocuments } from "./ngram-documents.js"
import { total } from "./total.js"

/** Sparse rows of unit length: document d holds `values[i]` in `columns[i]` for i from `starts[d]` up to `starts[d + 1]`. */
export interface SparseRows {
  starts: Uint32Array
  /** Below `width`, and different within a document. */
  columns: Int32Array
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
  const { met, count } = numbersAsMet(buckets, size)
  const holders = new Float64Array(count)
  for (let document = 0; document < documents; document++)
    for (let i = from[document]; i < from[document + 1]; i++) holders[met[i]] += rows[document]

  // A text holds hundreds of n-grams, most of them once, and others hold the same: their logarithms are taken once.
  const rarity = holders.map((held) => (held < 2 ? 0 : 1 + Math.log((1 + allRows) / (1 + held))))
  const logTimes = new Float64Array(256).map((_, times) => 1 + Math.log(times))
  /** Column of each n-gram, plus one. */
  const numbers = new Uint32Array(count)
  const [starts, columns, values] = [
    new Uint32Array(documents + 1),
    new Int32Array(buckets.length),
    new Float32Array(buckets.length),
  ]
  let [end, width] = [0, 0]
  for (let document = 0; document < documents; document++) {
    let squares = 0
    for (let i = from[document]; i < from[document + 1]; i++) {
      const ngram = met[i]
      if (holders[ngram] < 2) continue
      if (numbers[ngram] === 0) numbers[ngram] = ++width
      const value = (times[i] < logTimes.length ? logTimes[times[i]] : 1 + Math.log(times[i])) * rarity[ngram]
      squares += value * value
      columns[end] = numbers[ngram] - 1
      values[end++] = value
    }
    const length = Math.sqrt(squares)
    for (let i = starts[document]; i < end; i++) values[i] /= length
    starts[document + 1] = end
  }
  return { starts, columns: columns.subarray(0, end), values: values.subarray(0, end), width }
}

/**
 * The buckets counted from 0 in the order first met, and how many differ. Neighbours in a text are then neighbours in tables by this number,
 * which are read five times as fast as tables by hash.
 */
function numbersAsMet(buckets: Uint32Array, size: number): { met: Int32Array; count: number } {
  const numbers = new Int32Array(size).fill(-1)
  let count = 0
  const met = new Int32Array(buckets.length)
  for (let i = 0; i < buckets.length; i++) {
    const bucket = buckets[i]
    if (numbers[bucket] < 0) numbers[bucket] = count++
    met[i] = numbers[bucket]
  }
  return { met, count }
}
