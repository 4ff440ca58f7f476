import type { Derivatives } from "./histogram.js"

/** What trees are grown to make small. `targets` and `scores` have one place per row of the table; sums are over the given rows. */
export interface Loss {
  /** The one score for all rows with the smallest loss. */
  start(targets: Targets, rows: Int32Array): number
  /** First and second derivatives at the scores. */
  derive(targets: Targets, rows: Int32Array, scores: Float64Array, into: Derivatives): void
  sum(targets: Targets, rows: Int32Array, scores: Float64Array): number
}

export type Targets = Uint8Array | Float64Array

/** Targets are 0 or 1, scores log-odds of 1; the loss is −ln of the probability given to a row's own target. */
export const logLoss: Loss = {
  /** Half a row is added to each target. */
  start(targets, rows) {
    const ones = total(targets, rows)
    return Math.log((ones + 0.5) / (rows.length - ones + 0.5))
  },

  derive(targets, rows, scores, { gradient, hessian }) {
    for (const row of rows) {
      const p = 1 / (1 + Math.exp(-scores[row]))
      gradient[row] = p - targets[row]
      hessian[row] = p * (1 - p)
    }
  },

  sum(targets, rows, scores) {
    let loss = 0
    for (const row of rows) loss += Math.log1p(Math.exp(targets[row] === 1 ? -scores[row] : scores[row]))
    return loss
  },
}

/** Targets and scores are numbers; the loss is half the square of their difference. */
export const squaredLoss: Loss = {
  start: (targets, rows) => (rows.length === 0 ? 0 : total(targets, rows) / rows.length),

  derive(targets, rows, scores, { gradient, hessian }) {
    for (const row of rows) {
      gradient[row] = scores[row] - targets[row]
      hessian[row] = 1
    }
  },

  sum(targets, rows, scores) {
    let loss = 0
    for (const row of rows) loss += (scores[row] - targets[row]) ** 2 / 2
    return loss
  },
}

function total(targets: Targets, rows: Int32Array): number {
  let sum = 0
  for (const row of rows) sum += targets[row]
  return sum
}
