import { randomNumbers } from "./random.js"
import { shuffle } from "./shuffle.js"
import type { SparseRows } from "./tf-idf.js"

/** Rows to learn from: the document of each and its side, 1 or 0. */
export interface LabelledRows {
  documents: Uint32Array
  labels: Uint8Array
}

export interface LinearModel {
  weights: Float64Array
  intercept: number
}

const epochs = 6
/** First step; rows of length 1 allow up to 8 without overshooting. */
const firstStep = 1
/** The intercept, common to all rows, takes smaller steps. */
const interceptPart = 0.1

/**
 * Logistic regression with a quadratic penalty, half the squared weights against the summed loss (C = 1), by stochastic
 * gradient descent: log-odds of label 1 = intercept + weights · row. Six rounds over all rows, each in a random order that
 * the seed fixes; the step after t rows is 1 / (1 + t / rows). At least one row.
 * Source: Bottou (2012), Stochastic gradient descent tricks, LNCS 7700:421-436.
 */
export function fitLogistic(rows: SparseRows, { documents, labels }: LabelledRows, seed: number): LinearModel {
  const n = documents.length
  const next = randomNumbers(seed)
  const lambda = 1 / n
  // The weights are `scale` times these, so that shrinking all of them is one product.
  const weights = new Float64Array(rows.width)
  let scale = 1
  const ones = labels.reduce((sum, label) => sum + label, 0)
  let intercept = Math.log((ones + 0.5) / (n - ones + 0.5))
  const order = Int32Array.from(documents, (_, i) => i)
  let t = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, next)
    for (const row of order) {
      const step = firstStep / (1 + firstStep * lambda * t++)
      const logOdds = intercept + scale * dot(rows, documents[row], weights)
      const residual = labels[row] - 1 / (1 + Math.exp(-logOdds))
      scale *= 1 - step * lambda
      addTo(weights, rows, documents[row], (step * residual) / scale)
      intercept += interceptPart * step * residual
    }
  }
  return { weights: weights.map((weight) => weight * scale), intercept }
}

/** Log-odds of label 1 for one document. */
export function logOddsOf({ weights, intercept }: LinearModel, rows: SparseRows, document: number): number {
  return intercept + dot(rows, document, weights)
}

// Weights lie all over the processor's second memory. Four are asked for before the first is used, which saves a third of the time; sums are
// taken in the same order as one by one.
function dot({ starts, columns, values }: SparseRows, document: number, weights: Float64Array): number {
  const end = starts[document + 1]
  let i = starts[document]
  let sum = 0
  for (; i + 3 < end; i += 4) {
    const a = values[i] * weights[columns[i]]
    const b = values[i + 1] * weights[columns[i + 1]]
    const c = values[i + 2] * weights[columns[i + 2]]
    const d = values[i + 3] * weights[columns[i + 3]]
    sum = sum + a + b + c + d
  }
  for (; i < end; i++) sum += values[i] * weights[columns[i]]
  return sum
}

/** The columns of a document all differ. */
function addTo(weights: Float64Array, { starts, columns, values }: SparseRows, document: number, factor: number): void {
  const end = starts[document + 1]
  let i = starts[document]
  for (; i + 3 < end; i += 4) {
    const a = columns[i]
    const b = columns[i + 1]
    const c = columns[i + 2]
    const d = columns[i + 3]
    const ofA = weights[a] + factor * values[i]
    const ofB = weights[b] + factor * values[i + 1]
    const ofC = weights[c] + factor * values[i + 2]
    const ofD = weights[d] + factor * values[i + 3]
    weights[a] = ofA
    weights[b] = ofB
    weights[c] = ofC
    weights[d] = ofD
  }
  for (; i < end; i++) weights[columns[i]] += factor * values[i]
}
