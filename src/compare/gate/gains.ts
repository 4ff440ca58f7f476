import type { GateTest, PredictionEvidence, PredictionNeed } from "../../model.js"
import type { Figure as Weighted } from "../../stats/intervals/bootstrap.js"
import { delongPaired } from "../../stats/intervals/delong-paired.js"
import type { Estimate } from "../../stats/intervals/estimate.js"
import { mcnemar } from "../../stats/intervals/mcnemar.js"
import { pairedBootstrap } from "../../stats/intervals/paired-bootstrap.js"
import { pairedShareDifference } from "../../stats/intervals/paired-share-difference.js"
import { balancedAccuracyOf } from "../../stats/performance/classes/balanced-accuracy.js"
import { classAverageOf, type Averaging, type ClassFigure } from "../../stats/performance/classes/class-average.js"
import { confusionMatrix, type ConfusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { f1Of } from "../../stats/performance/classes/f1.js"
import { matthewsOf } from "../../stats/performance/classes/matthews.js"
import { classLogLosses } from "../../stats/performance/probabilities/class-log-loss.js"
import { averagePrecisionsAt } from "../../stats/performance/ranking/average-precision-at.js"
import { ndcgs } from "../../stats/performance/ranking/ndcg.js"
import { precisionsAt } from "../../stats/performance/ranking/precision-at.js"
import { recallsAt } from "../../stats/performance/ranking/recall-at.js"
import { reciprocalRanks } from "../../stats/performance/ranking/reciprocal-rank.js"
import { absoluteErrors } from "../../stats/performance/regression/mean-absolute-error.js"
import { errorsOf } from "../../stats/performance/regression/errors.js"
import { percentageErrors } from "../../stats/performance/regression/mean-percentage-error.js"
import { pinballLosses } from "../../stats/performance/regression/pinball.js"
import { symmetricPercentageErrors } from "../../stats/performance/regression/symmetric-percentage-error.js"
import { weightedPercentageErrorOf } from "../../stats/performance/regression/weighted-percentage-error.js"
import { rSquaredOf } from "../../stats/performance/regression/r-squared.js"
import { averagePrecisionOf } from "../../stats/performance/scores/average-precision.js"
import { brierLosses } from "../../stats/performance/scores/brier.js"
import { calibrationErrorOf } from "../../stats/performance/scores/calibration-error.js"

/** The challenger's figure less the champion's over the same rows, and how it was tested. */
export interface Gain extends Estimate {
  test: GateTest
  /** Two-sided p-value of no difference; null where the test gives none. */
  p: number | null
}

/** How the difference of one metric is measured over rows that both scored. */
export interface PairedMetric<N extends PredictionNeed = PredictionNeed> {
  need: N
  gain: (champion: PredictionEvidence[N], challenger: PredictionEvidence[N], confidence: number) => Gain
}

function paired<N extends PredictionNeed>(need: N, gain: PairedMetric<N>["gain"]): PairedMetric<N> {
  return { need, gain }
}

/** Rows are drawn anew, the same for both: the seed is fixed. */
function drawn<N extends PredictionNeed>(need: N, figure: (side: PredictionEvidence[N]) => Weighted): PairedMetric<N> {
  return paired(need, (champion, challenger, confidence) => {
    const rows = (champion as { truth: ArrayLike<number> }).truth.length
    const { value, low, high } = pairedBootstrap(rows, figure(champion), figure(challenger), { confidence })
    return { value, low, high, test: "bootstrap", p: null }
  })
}

type Rankings = PredictionEvidence["rankings"]

/**
 * The mean over queries of a figure of each, where queries are drawn anew, the same for both: rows of one query stand or fall together.
 * The rows are the same on both sides, so one side says which query and how relevant each is.
 */
function drawnByQuery(figures: (rows: Rankings, k: number) => Float64Array): PairedMetric<"rankings"> {
  return paired("rankings", (champion, challenger, confidence) => {
    const [first, second] = [champion, { ...champion, scores: challenger.scores }].map((side) => figures(side, side.k))
    const { value, low, high } = pairedBootstrap(first.length, meanOf(first), meanOf(second), { confidence })
    return { value, low, high, test: "bootstrap", p: null }
  })
}

type OfMatrix = (matrix: ConfusionMatrix) => number | null

const ofMatrix = (figure: OfMatrix) =>
  drawn(
    "classes",
    ({ truth, predicted, classes }) =>
      (weights) =>
        figure(confusionMatrix(truth, predicted, classes, weights)),
  )

const ofDecisions = (figure: OfMatrix) =>
  drawn(
    "decisions",
    ({ truth, predicted }) =>
      (weights) =>
        figure(confusionMatrix(truth, predicted, 2, weights)),
  )

function average(figure: ClassFigure, averaging: Averaging): OfMatrix {
  return (matrix) => classAverageOf(matrix, figure, averaging)
}

/** Hits of hits and misses; 0 of none. */
const shareOf = (hits: number, misses: number) => (hits === 0 ? 0 : hits / (hits + misses))

function meanOf(losses: Float64Array): Weighted {
  return (weights) => {
    let [sum, rows] = [0, 0]
    for (let i = 0; i < losses.length; i++) {
      sum += weights[i] * losses[i]
      rows += weights[i]
    }
    return rows === 0 ? null : sum / rows
  }
}

function rootMean(errors: Float64Array): Weighted {
  const mean = meanOf(errors.map((error) => error * error))
  return (weights) => {
    const value = mean(weights)
    return value === null ? null : Math.sqrt(value)
  }
}

/** DeLong's interval. Where both areas are sure and differ (one side separates the classes wholly) the gain is what it is. */
function areaGain(
  champion: PredictionEvidence["scores"],
  challenger: PredictionEvidence["scores"],
  confidence: number,
): Gain {
  const gain = delongPaired(champion.truth, champion.scores, challenger.scores, confidence)
  const { value, low, high, p, variance } = gain
  if (variance === 0) return { value, low: value, high: value, test: "delong", p }
  return { value, low, high, test: "delong", p }
}

/** Newcombe's interval of the difference; its end is 0 where McNemar's mid-p test leaves open whether there is one. */
function accuracyGain(
  champion: PredictionEvidence["classes"],
  challenger: PredictionEvidence["classes"],
  confidence: number,
): Gain {
  const hits = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }
  champion.truth.forEach((truth, i) => {
    const [first, second] = [champion.predicted[i] === truth, challenger.predicted[i] === truth]
    hits[first ? (second ? "both" : "onlyFirst") : second ? "onlySecond" : "neither"]++
  })
  const { value, low, high } = pairedShareDifference(hits, confidence)
  const { midP: p } = mcnemar(hits.onlyFirst, hits.onlySecond)
  const open = p >= 1 - confidence
  return {
    value,
    low: open && low !== null ? Math.min(0, low) : low,
    high: open && high !== null ? Math.max(0, high) : high,
    test: "mcnemar",
    p,
  }
}

/** Metrics whose difference can be measured pair by pair, by id. */
export const pairedMetrics: ReadonlyMap<string, PairedMetric> = new Map(
  Object.entries({
    roc_auc: paired("scores", areaGain),
    accuracy: paired("classes", accuracyGain),
    pr_auc: drawn("scores", ({ truth, scores }) => averagePrecisionOf(truth, scores)),
    brier: drawn("probabilities", ({ truth, probabilities }) => meanOf(brierLosses(truth, probabilities))),
    log_loss: drawn("class_probabilities", (rows) => meanOf(classLogLosses(rows))),
    calibration_error: drawn("probabilities", ({ truth, probabilities }) => calibrationErrorOf(truth, probabilities)),
    balanced_accuracy: ofMatrix(balancedAccuracyOf),
    mcc: ofMatrix(matthewsOf),
    macro_f1: ofMatrix(average("f1", "macro")),
    macro_precision: ofMatrix(average("precision", "macro")),
    macro_recall: ofMatrix(average("recall", "macro")),
    weighted_f1: ofMatrix(average("f1", "weighted")),
    weighted_precision: ofMatrix(average("precision", "weighted")),
    weighted_recall: ofMatrix(average("recall", "weighted")),
    f1: ofDecisions((matrix) => f1Of(matrix)),
    precision: ofDecisions(({ counts: [, fp, , tp] }) => shareOf(tp, fp)),
    recall: ofDecisions(({ counts: [, , fn, tp] }) => shareOf(tp, fn)),
    specificity: ofDecisions(({ counts: [tn, fp] }) => shareOf(tn, fp)),
    mae: drawn("values", ({ truth, predicted }) => meanOf(absoluteErrors(truth, predicted))),
    rmse: drawn("values", ({ truth, predicted }) => rootMean(errorsOf(truth, predicted))),
    r2: drawn("values", ({ truth, predicted }) => rSquaredOf(truth, predicted)),
    mape: drawn("values", ({ truth, predicted }) => meanOf(percentageErrors(truth, predicted))),
    smape: drawn("values", ({ truth, predicted }) => meanOf(symmetricPercentageErrors(truth, predicted))),
    wape: drawn("values", ({ truth, predicted }) => weightedPercentageErrorOf(truth, predicted)),
    pinball_loss: drawn("quantiles", ({ truth, predicted, share }) => meanOf(pinballLosses(truth, predicted, share))),
    ndcg: drawnByQuery(ndcgs),
    map: drawnByQuery(averagePrecisionsAt),
    mrr: drawnByQuery(reciprocalRanks),
    recall_at_k: drawnByQuery(recallsAt),
    precision_at_k: drawnByQuery(precisionsAt),
  } as Record<string, PairedMetric>),
)
