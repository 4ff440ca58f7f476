import { codePoints, hashNgrams, ngramCount } from "./hash-ngrams.js"

/** Documents as sparse rows: document d holds `buckets[i]`, `times[i]` times, for i from `starts[d]` up to `starts[d + 1]`. */
export interface NgramDocuments {
  starts: Uint32Array
  /** Different within a document, in order of first occurrence. */
  buckets: Uint32Array
  times: Float32Array
  /** Buckets there are: 2^bits. */
  size: number
}

export interface NgramOptions {
  shortest: number
  longest: number
  bits: number
  /** Code points of a text that are read. */
  readUpTo: number
}

/** The hashed character n-grams of each text, at least one per text ("" and texts shorter than an n-gram are their own). */
export function ngramDocuments(texts: readonly string[], options: NgramOptions): NgramDocuments {
  const { shortest, longest, bits, readUpTo } = options
  const most = texts.reduce((sum, { length }) => sum + ngramCount(Math.min(length, readUpTo), shortest, longest), 0)
  const starts = new Uint32Array(texts.length + 1)
  const buckets = new Uint32Array(most)
  const times = new Float32Array(most)
  // Memory of its own for each text would be as many pieces as there are texts, each to be freed.
  const points = new Uint32Array(readUpTo)
  const grams = new Uint32Array(ngramCount(readUpTo, shortest, longest))
  /** Where each bucket was last written, plus one. */
  const places = new Uint32Array(2 ** bits)
  let end = 0
  texts.forEach((text, document) => {
    const start = end
    const count = hashNgrams(codePoints(text, points), shortest, longest, bits, grams)
    for (let i = 0; i < count; i++) {
      const place = places[grams[i]]
      if (place > start) times[place - 1]++
      else {
        buckets[end] = grams[i]
        times[end++] = 1
        places[grams[i]] = end
      }
    }
    starts[document + 1] = end
  })
  return { starts, buckets: buckets.subarray(0, end), times: times.subarray(0, end), size: 2 ** bits }
}
