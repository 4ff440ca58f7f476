import { fitLogistic, logOddsOf } from "./logistic-sgd.js"
import { ngramDocuments } from "./ngram-documents.js"
import { rocAuc, type RocAuc } from "./roc-auc.js"
import { sampleTexts } from "./sample-texts.js"
import { textFolds } from "./text-folds.js"
import type { CountedTexts } from "./text-ks.js"
import { tfIdf, type SparseRows } from "./tf-idf.js"

const seed = 20_241_106
const folds = 5
const budget = { rows: 5000, perText: 2000, altogether: 1_000_000 }
const ngrams = { shortest: 3, longest: 5, bits: 18, readUpTo: budget.perText }

export interface TextAuc {
  /** Mean over the folds, in [0, 1]; 0.5 where no fold could be judged. */
  auc: number
  /** Half as large again as if the folds were independent; 0.5 where no fold could be judged. */
  standardError: number
  /** Folds with rows of both sides, in and outside of them. */
  foldsJudged: number
}

/** Rows of one side: the number of each row's text, and its fold. */
interface Side {
  rows: Uint32Array
  folds: Uint8Array
}

/**
 * How well a classifier tells which side a text is from: logistic regression on hashed character 3- to 5-grams with
 * TF-IDF weights, each fifth of the rows judged by what was learnt from the other four.
 */
export function textAuc(reference: CountedTexts, current: CountedTexts): TextAuc {
  const [a, b] = [sampleTexts(reference, budget, seed), sampleTexts(current, budget, seed + 1)]
  const texts = Array.from(new Set([...a.values, ...b.values]))
  const numbers = new Map(texts.map((text, i) => [text, i]))
  const [rowsA, rowsB] = [textNumbers(a, numbers), textNumbers(b, numbers)]
  const dealt = textFolds(rowsA, rowsB, folds, seed + 2)
  const rows = new Float64Array(texts.length)
  for (const text of [...rowsA, ...rowsB]) rows[text]++
  const documents = tfIdf(ngramDocuments(texts, ngrams), rows)
  const sides = { reference: { rows: rowsA, folds: dealt.reference }, current: { rows: rowsB, folds: dealt.current } }
  const judged: WeightedAuc[] = []
  for (let fold = 0; fold < folds; fold++) {
    const result = judgeFold(documents, sides.reference, sides.current, fold)
    if (result !== null) judged.push(result)
  }
  return combine(judged)
}

function textNumbers({ values, counts }: CountedTexts, numbers: ReadonlyMap<string, number>): Uint32Array {
  return Uint32Array.from(values.flatMap((text, i) => new Array<number>(counts[i]).fill(numbers.get(text) ?? 0)))
}

interface WeightedAuc extends RocAuc {
  /** Pairs of rows behind it. */
  pairs: number
}

function judgeFold(documents: SparseRows, reference: Side, current: Side, fold: number): WeightedAuc | null {
  const outside = (side: Side) => side.rows.filter((_, row) => side.folds[row] !== fold)
  const inside = (side: Side) => side.rows.filter((_, row) => side.folds[row] === fold)
  const [learnA, learnB, judgeA, judgeB] = [outside(reference), outside(current), inside(reference), inside(current)]
  if ([learnA, learnB, judgeA, judgeB].some(({ length }) => length === 0)) return null
  const learn = Uint32Array.of(...learnA, ...learnB)
  const labels = Uint8Array.from(learn, (_, i) => Number(i >= learnA.length))
  const model = fitLogistic(documents, { documents: learn, labels }, seed + 3 + fold)
  const scores = (texts: Uint32Array) => Float64Array.from(texts, (text) => logOddsOf(model, documents, text))
  return { ...rocAuc(scores(judgeA), scores(judgeB)), pairs: judgeA.length * judgeB.length }
}

/**
 * Folds are judged by models that share most of what they learnt: their mean varies by (1/k + 1/(k − 1)) instead of 1/k.
 * Source: Nadeau and Bengio (2003), Machine Learning 52:239-281.
 */
const foldDependence = 1 + folds / (folds - 1)

/** The standard error is the larger of DeLong's and that of scores that say nothing. */
function combine(judged: readonly WeightedAuc[]): TextAuc {
  if (judged.length === 0) return { auc: 0.5, standardError: 0.5, foldsJudged: 0 }
  const pairs = judged.reduce((sum, fold) => sum + fold.pairs, 0)
  const sum = (of: (fold: WeightedAuc) => number) => judged.reduce((all, fold) => all + of(fold), 0)
  const auc = sum((fold) => (fold.pairs / pairs) * fold.auc)
  const variance = sum((fold) => (fold.pairs / pairs) ** 2 * fold.variance)
  const chanceVariance = sum((fold) => (fold.pairs / pairs) ** 2 * fold.chanceVariance)
  const standardError = Math.sqrt(foldDependence * Math.max(variance, chanceVariance))
  return { auc, standardError, foldsJudged: judged.length }
}
