import type { NgramDocuments } from "./ngram-documents.js"

/** Sparse rows of unit length: document d holds `values[i]` in `buckets[i]` for i from `starts[d]` up to `starts[d + 1]`. */
export interface SparseRows {
  starts: Uint32Array
  buckets: Uint32Array
  values: Float32Array
  size: number
}

/**
 * Weights of each document's n-grams: (1 + ln times) · (1 + ln((1 + documents) / (1 + documents that hold it))), scaled to
 * length 1. N-grams of a single document are left out, as they cannot help to judge another; a document without any other
 * has no entries. As sklearn's TfidfVectorizer(sublinear_tf=True, min_df=2).
 * Source: Spärck Jones (1972), Journal of Documentation 28:11-21.
 */
export function tfIdf(documents: NgramDocuments): SparseRows {
  const { buckets, times, size } = documents
  const n = documents.starts.length - 1
  const holders = new Uint32Array(size)
  for (const bucket of buckets) holders[bucket]++
  const rarity = Float64Array.from(holders, (count) => 1 + Math.log((1 + n) / (1 + count)))

  const starts = new Uint32Array(n + 1)
  const keptBuckets = new Uint32Array(buckets.length)
  const values = new Float32Array(buckets.length)
  let end = 0
  for (let document = 0; document < n; document++) {
    let squares = 0
    for (let i = documents.starts[document]; i < documents.starts[document + 1]; i++) {
      if (holders[buckets[i]] < 2) continue
      const value = (times[i] === 1 ? 1 : 1 + Math.log(times[i])) * rarity[buckets[i]]
      squares += value * value
      keptBuckets[end] = buckets[i]
      values[end++] = value
    }
    const length = Math.sqrt(squares)
    for (let i = starts[document]; i < end; i++) values[i] /= length
    starts[document + 1] = end
  }
  return { starts, buckets: keptBuckets.subarray(0, end), values: values.subarray(0, end), size }
}
