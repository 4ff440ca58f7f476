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

function dot({ starts, columns, values }: SparseRows, document: number, weights: Float64Array): number {
  let sum = 0
  for (let i = starts[document]; i < starts[document + 1]; i++) sum += values[i] * weights[columns[i]]
  return sum
}

function addTo(weights: Float64Array, { starts, columns, values }: SparseRows, document: number, factor: number): void {
  for (let i = starts[document]; i < starts[document + 1]; i++) weights[columns[i]] += factor * values[i]
}
