/** A term of a change, with its standard error, in the unit of the loss. */
export interface Term {
  value: number
  se: number
}

/** The change of a mean loss in three terms that add up to it. */
export interface LossChange {
  reference: number
  current: number
  change: number
  /** Reference's inputs → those that both sides have. */
  to_shared: Term
  /** The same inputs, another loss: what follows from the inputs has changed. */
  concept: Term
  /** Inputs that both sides have → current's. */
  from_shared: Term
  /** First and third together: what the inputs explain. */
  inputs: Term
}

/** One side's losses, and how much each row counts among the inputs that both sides have: in [0, 1]. */
export interface WeighedLosses {
  losses: Float64Array
  weights: Float64Array
}

/**
 * The change of the mean loss from reference to current, by way of the inputs that both have. A row of the reference weighs the chance that
 * its inputs are current's, a row of current the chance that they are the reference's, both sides taken for equally large. Each side
 * has at least two rows and a positive weight. Errors are of sampling alone, for given weights.
 * Source: Cai, Namkoong and Yadlowsky (2023), Diagnosing model performance under distribution shift, arXiv:2303.02011.
 */
export function lossChange(reference: WeighedLosses, current: WeighedLosses): LossChange {
  const [before, after] = [sideOf(reference), sideOf(current)]
  const [toShared, fromShared] = [before.shared - before.mean, after.mean - after.shared]
  return {
    reference: before.mean,
    current: after.mean,
    change: after.mean - before.mean,
    to_shared: { value: toShared, se: before.seGap },
    concept: { value: after.shared - before.shared, se: Math.hypot(before.seShared, after.seShared) },
    from_shared: { value: fromShared, se: after.seGap },
    inputs: { value: toShared + fromShared, se: Math.hypot(before.seGap, after.seGap) },
  }
}

/** As many rows of equal weight would be as sure: (Σw)² / Σw². Source: Kish (1965), Survey sampling. */
export function effectiveRows(weights: Float64Array): number {
  let [sum, squares] = [0, 0]
  for (const weight of weights) {
    sum += weight
    squares += weight * weight
  }
  return squares === 0 ? 0 : (sum * sum) / squares
}

/** The mean loss, the weighted one, and standard errors of the weighted one and of the gap between both. */
function sideOf({ losses, weights }: WeighedLosses) {
  const n = losses.length
  let [sum, weighted, total] = [0, 0, 0]
  for (let row = 0; row < n; row++) {
    sum += losses[row]
    weighted += weights[row] * losses[row]
    total += weights[row]
  }
  const [mean, shared, meanWeight] = [sum / n, weighted / total, total / n]
  // Variance of each row's influence on the two figures (the delta method for a ratio of means).
  let [ofShared, ofGap] = [0, 0]
  for (let row = 0; row < n; row++) {
    const influence = (weights[row] / meanWeight) * (losses[row] - shared)
    ofShared += influence ** 2
    ofGap += (influence - (losses[row] - mean)) ** 2
  }
  return { mean, shared, seShared: Math.sqrt(ofShared) / n, seGap: Math.sqrt(ofGap) / n }
}
