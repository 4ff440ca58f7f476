import { fitLogistic, folds, logOddsOf, type FoldModels, type LabelledRows } from "./logistic-sgd.js"
import { rocAuc, type RocAuc } from "./roc-auc.js"
import { textFolds } from "./text-folds.js"
import type { SparseRows } from "./tf-idf.js"

export interface DocumentAuc {
  /** Mean over the folds, in [0, 1]; 0.5 where no fold could be judged. */
  auc: number
  /** Half as large again as if the folds were independent; 0.5 where no fold could be judged. */
  standardError: number
  /** Folds with rows of both sides, in and outside of them. */
  foldsJudged: number
  /** Log-odds of each row of current to be one of current, by a classifier that has not seen it; NaN where its fold could not be judged. */
  logOdds: Float64Array
}

/** The document of each row of the two sides. */
export interface DocumentRows {
  reference: Uint32Array
  current: Uint32Array
}

/** Rows of one side: the number of each row's document, and its fold. */
interface Side {
  rows: Uint32Array
  folds: Uint8Array
}

/**
 * How well a classifier tells which side a document is from: logistic regression on its columns, each fifth of the rows judged by what was
 * learnt from the other four. Rows of the same document are in the same fold.
 */
export function documentAuc(documents: SparseRows, rows: DocumentRows, seed: number): DocumentAuc {
  const dealt = textFolds(rows.reference, rows.current, folds, seed)
  const reference = { rows: rows.reference, folds: dealt.reference }
  const current = { rows: rows.current, folds: dealt.current }
  const models = fitLogistic(documents, joined(reference, current), seed + 1)
  const logOdds = new Float64Array(rows.current.length).fill(NaN)
  const judged: WeightedAuc[] = []
  for (let fold = 0; fold < folds; fold++) {
    const result = judgeFold({ documents, reference, current }, models, fold)
    if (result === null) continue
    judged.push(result)
    let place = 0
    for (let row = 0; row < logOdds.length; row++)
      if (current.folds[row] === fold) logOdds[row] = result.current[place++]
  }
  return { ...combine(judged), logOdds }
}

/** The rows of both sides: those of current have label 1. */
function joined(reference: Side, current: Side): LabelledRows {
  const [n, m] = [reference.rows.length, current.rows.length]
  const [documents, labels, ofFolds] = [new Uint32Array(n + m), new Uint8Array(n + m), new Uint8Array(n + m)]
  documents.set(reference.rows)
  documents.set(current.rows, n)
  labels.fill(1, n)
  ofFolds.set(reference.folds)
  ofFolds.set(current.folds, n)
  return { documents, labels, folds: ofFolds }
}

interface WeightedAuc extends RocAuc {
  /** Pairs of rows behind it. */
  pairs: number
  /** Log-odds of the fold's rows of current, in their order. */
  current: Float64Array
}

interface Sides {
  documents: SparseRows
  reference: Side
  current: Side
}

/** Null where a side has no row in the fold, or none outside of it. */
function judgeFold({ documents, reference, current }: Sides, models: FoldModels, fold: number): WeightedAuc | null {
  const inside = (side: Side) => side.rows.filter((_, row) => side.folds[row] === fold)
  const [judgeA, judgeB] = [inside(reference), inside(current)]
  const [learntA, learntB] = [reference.rows.length - judgeA.length, current.rows.length - judgeB.length]
  if ([learntA, learntB, judgeA.length, judgeB.length].some((rows) => rows === 0)) return null
  const scores = (texts: Uint32Array) => Float64Array.from(texts, (text) => logOddsOf(models, fold, documents, text))
  const found = scores(judgeB)
  return { ...rocAuc(scores(judgeA), found), pairs: judgeA.length * judgeB.length, current: found }
}

/**
 * Folds are judged by models that share most of what they learnt: their mean varies by (1/k + 1/(k − 1)) instead of 1/k.
 * Source: Nadeau and Bengio (2003), Machine Learning 52:239-281.
 */
const foldDependence = 1 + folds / (folds - 1)

/** The standard error is the larger of DeLong's and that of scores that say nothing. */
function combine(judged: readonly WeightedAuc[]): Omit<DocumentAuc, "logOdds"> {
  if (judged.length === 0) return { auc: 0.5, standardError: 0.5, foldsJudged: 0 }
  const pairs = judged.reduce((sum, fold) => sum + fold.pairs, 0)
  const sum = (of: (fold: WeightedAuc) => number) => judged.reduce((all, fold) => all + of(fold), 0)
  const auc = sum((fold) => (fold.pairs / pairs) * fold.auc)
  const variance = sum((fold) => (fold.pairs / pairs) ** 2 * fold.variance)
  const chanceVariance = sum((fold) => (fold.pairs / pairs) ** 2 * fold.chanceVariance)
  const standardError = Math.sqrt(foldDependence * Math.max(variance, chanceVariance))
  return { auc, standardError, foldsJudged: judged.length }
}
