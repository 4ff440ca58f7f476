import { documentAuc, type DocumentAuc } from "./document-auc.js"
import type { SparseRows } from "./tf-idf.js"

const seed = 20_261_128

/** Rows of one side: the text of each, and its vector. */
export interface VectorRows {
  texts: readonly string[]
  vectors: readonly Float32Array[]
}

/**
 * How well a classifier tells which side a text is from by its vector: logistic regression, each fifth of the rows judged by what was learnt
 * from the other four; the same text is in one fold. Vectors are counted from the mean of all and scaled to length 1. At least one row a side;
 * all vectors are as long as each other.
 */
export function embeddingAuc(reference: VectorRows, current: VectorRows): DocumentAuc {
  const numbers = new Map<string, number>()
  const vectors: Float32Array[] = []
  const numbered = ({ texts, vectors: theirs }: VectorRows) =>
    Uint32Array.from(texts, (text, row) => {
      const number = numbers.get(text) ?? vectors.push(theirs[row]) - 1
      numbers.set(text, number)
      return number
    })
  const rows = { reference: numbered(reference), current: numbered(current) }
  return documentAuc(denseRows(vectors), rows, seed)
}

/** The vectors less their mean, at length 1, in the form of sparse rows. */
function denseRows(vectors: readonly Float32Array[]): SparseRows {
  const width = vectors[0].length
  const mean = new Float64Array(width)
  for (const vector of vectors) for (let i = 0; i < width; i++) mean[i] += vector[i] / vectors.length
  const values = new Float32Array(vectors.length * width)
  for (const [row, vector] of vectors.entries()) {
    const centred = vector.map((value, i) => value - mean[i])
    const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0)) || 1
    for (let i = 0; i < width; i++) values[row * width + i] = centred[i] / length
  }
  return {
    starts: Uint32Array.from({ length: vectors.length + 1 }, (_, row) => row * width),
    columns: Int32Array.from(values, (_, i) => i % width),
    values,
    width,
  }
}
