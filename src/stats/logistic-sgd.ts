import { randomNumbers } from "./random.js"
import { shuffle } from "./shuffle.js"
import type { SparseRows } from "./tf-idf.js"
import { rowNumbers } from "./row-numbers.js"

/** Parts of the rows: each has a model that learns from the four others. */
export const folds = 5

/** Rows to learn from: the document of each, its side, 1 or 0, and its fold, from 0 to 4. */
export interface LabelledRows {
  documents: Uint32Array
  labels: Uint8Array
  folds: Uint8Array
}

/** A linear model for each fold, which has not seen the fold's rows. */
export interface FoldModels {
  /** `scales[f]` times the one at 5 · c + f is the weight of column c in the model of fold f. */
  weights: Float32Array
  scales: Float64Array
  intercepts: Float64Array
}

const epochs = 6
/** First step; rows of length 1 allow up to 8 without overshooting. */
const firstStep = 1
/** The intercept, common to all rows, takes smaller steps. */
const interceptPart = 0.1

/**
 * Logistic regression for each fold on the rows of the others, with a quadratic penalty, half the squared weights against the summed loss
 * (C = 1), by stochastic gradient descent: log-odds of label 1 = intercept + weights · row. Six rounds over all rows, each in a random order
 * that the seed fixes; the step after t of a model's n rows is 1 / (1 + t / n). The models share the order, so that a row is read once for
 * the four that learn from it, whose weights lie side by side. A model without rows is of no use. At least one row.
 * Source: Bottou (2012), Stochastic gradient descent tricks, LNCS 7700:421-436.
 */
export function fitLogistic(rows: SparseRows, learn: LabelledRows, seed: number): FoldModels {
  const next = randomNumbers(seed)
  const descent = startOf(rows, learn)
  const order = rowNumbers(learn.documents.length)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, next)
    for (let i = 0; i < order.length; i++) learnRow(descent, order[i])
  }
  return descent.models
}

/** Log-odds of label 1 for one document, by the model of a fold. */
export function logOddsOf(models: FoldModels, fold: number, rows: SparseRows, document: number): number {
  const { weights, scales, intercepts } = models
  const { starts, columns, values } = rows
  let sum = 0
  for (let i = starts[document]; i < starts[document + 1]; i++) sum += values[i] * weights[columns[i] * folds + fold]
  return intercepts[fold] + scales[fold] * sum
}

/** The models while they learn. */
interface Descent {
  rows: SparseRows
  learn: LabelledRows
  models: FoldModels
  /** The penalty of each model for one row: 1 / n. */
  lambdas: Float64Array
  /** Rows that each has learnt from, over all rounds. */
  steps: Float64Array
}

function startOf(rows: SparseRows, learn: LabelledRows): Descent {
  const [lambdas, intercepts] = [new Float64Array(folds), new Float64Array(folds)]
  for (let fold = 0; fold < folds; fold++) {
    let [n, ones] = [0, 0]
    for (let row = 0; row < learn.folds.length; row++) {
      if (learn.folds[row] === fold) continue
      n++
      ones += learn.labels[row]
    }
    lambdas[fold] = 1 / n
    intercepts[fold] = Math.log((ones + 0.5) / (n - ones + 0.5))
  }
  // The weights are multiples of these, so that shrinking all of a model's is one product.
  const scales = new Float64Array(folds).fill(1)
  const weights = new Float32Array(rows.width * folds)
  return { rows, learn, models: { weights, scales, intercepts }, lambdas, steps: new Float64Array(folds) }
}

/** One step of the four models that learn from a row. The columns of a document all differ. */
function learnRow(descent: Descent, row: number): void {
  const { rows, learn, models } = descent
  const { columns, values } = rows
  const { weights } = models
  const document = learn.documents[row]
  const label = learn.labels[row]
  const start = rows.starts[document]
  const end = rows.starts[document + 1]
  const fold = learn.folds[row]
  const k = fold > 0 ? 0 : 1
  const l = fold > 1 ? 1 : 2
  const m = fold > 2 ? 2 : 3
  const n = fold > 3 ? 3 : 4

  // Weights lie all over the processor's second memory: those of two columns are asked for before the first are used.
  let ofK = 0
  let ofL = 0
  let ofM = 0
  let ofN = 0
  let i = start
  for (; i + 1 < end; i += 2) {
    const a = values[i]
    const b = values[i + 1]
    const atA = columns[i] * folds
    const atB = columns[i + 1] * folds
    ofK += a * weights[atA + k] + b * weights[atB + k]
    ofL += a * weights[atA + l] + b * weights[atB + l]
    ofM += a * weights[atA + m] + b * weights[atB + m]
    ofN += a * weights[atA + n] + b * weights[atB + n]
  }
  if (i < end) {
    const a = values[i]
    const at = columns[i] * folds
    ofK += a * weights[at + k]
    ofL += a * weights[at + l]
    ofM += a * weights[at + m]
    ofN += a * weights[at + n]
  }

  const byK = stepOf(descent, k, ofK, label)
  const byL = stepOf(descent, l, ofL, label)
  const byM = stepOf(descent, m, ofM, label)
  const byN = stepOf(descent, n, ofN, label)
  for (i = start; i < end; i++) {
    const value = values[i]
    const at = columns[i] * folds
    const newK = weights[at + k] + byK * value
    const newL = weights[at + l] + byL * value
    const newM = weights[at + m] + byM * value
    const newN = weights[at + n] + byN * value
    weights[at + k] = newK
    weights[at + l] = newL
    weights[at + m] = newM
    weights[at + n] = newN
  }
}

/** What is to be added to a model's stored weights, in multiples of the row whose product with them is `product`. */
function stepOf({ models, lambdas, steps }: Descent, fold: number, product: number, label: number): number {
  const { scales, intercepts } = models
  const lambda = lambdas[fold]
  const step = firstStep / (1 + firstStep * lambda * steps[fold]++)
  const residual = label - 1 / (1 + Math.exp(-intercepts[fold] - scales[fold] * product))
  scales[fold] *= 1 - step * lambda
  intercepts[fold] += interceptPart * step * residual
  return (step * residual) / scales[fold]
}
