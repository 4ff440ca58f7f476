import { binNumbers } from "./boosting/bin-numbers.js"
import { joinColumns } from "./boosting/binned-table.js"
import { crossValidate } from "./boosting/cross-validate.js"

const seed = 20_241_106
const training = { folds: 5, rounds: 30, patience: 10, validateFrom: Infinity, seed }
/** Rows of a side and places of a vector that are looked at: more take minutes. */
const most = { rows: 2000, places: 64 }

export interface VectorAuc {
  /** Mean over the folds, in [0, 1]. */
  auc: number
  standardError: number
}

/**
 * How well boosted trees tell which side a vector is from, in five folds; null where a side has fewer vectors than folds. All vectors have
 * one length ≥ 1. Looks at 2,000 rows of a side and 64 places of a vector at most, evenly spaced.
 */
export function vectorAuc(reference: readonly Float64Array[], current: readonly Float64Array[]): VectorAuc | null {
  if (Math.min(reference.length, current.length) < training.folds) return null
  const [a, b] = [evenly(reference, most.rows), evenly(current, most.rows)]
  const both = [...a, ...b]
  const places = evenly(
    Array.from({ length: both[0].length }, (_, place) => place),
    most.places,
  )
  const table = joinColumns(places.map((place) => binNumbers(Float64Array.from(both, (vector) => vector[place]))))
  const labels = new Uint8Array(both.length).fill(1, a.length)
  const { folds } = crossValidate(table, labels, training)
  const auc = folds.reduce((sum, fold) => sum + fold.auc, 0) / folds.length
  // Folds are judged by models that share most of what they learnt, which doubles the variance of the mean; see the domain classifier.
  const variance = (2 * folds.reduce((sum, { nullVariance }) => sum + nullVariance, 0)) / folds.length ** 2
  return { auc, standardError: Math.sqrt(variance) }
}

function evenly<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all]
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)])
}
