import { expect } from "vitest"
import { delong } from "../../../src/stats/intervals/delong.js"
import { accuracy } from "../../../src/stats/performance/classes/accuracy.js"
import { balancedAccuracy } from "../../../src/stats/performance/classes/balanced-accuracy.js"
import { confusionMatrix } from "../../../src/stats/performance/classes/confusion-matrix.js"
import { f1 } from "../../../src/stats/performance/classes/f1.js"
import { matthews } from "../../../src/stats/performance/classes/matthews.js"
import { precision } from "../../../src/stats/performance/classes/precision.js"
import { recall } from "../../../src/stats/performance/classes/recall.js"
import { averagePrecision } from "../../../src/stats/performance/scores/average-precision.js"
import { brier } from "../../../src/stats/performance/scores/brier.js"
import { expectedPerformance } from "../../../src/stats/performance/scores/expected-performance.js"
import { logLoss } from "../../../src/stats/performance/scores/log-loss.js"
import type { GoldenNumber, Tally } from "../golden.js"

export type GoldenEstimated = Record<"accuracy" | "precision" | "recall" | "f1" | "roc_auc", GoldenNumber>

/** A block of binary figures as the golden files have it. */
export interface GoldenBinary extends Record<"accuracy" | "precision" | "recall" | "f1" | "mcc", number> {
  n: number
  positives: number
  confusion: Record<"tn" | "fp" | "fn" | "tp", number>
  balanced_accuracy: number
  roc_auc: GoldenNumber
  average_precision: number
  log_loss: number
  brier: number
  estimated: GoldenEstimated
}

export interface BinaryRows {
  labels: Uint8Array
  scores: Float64Array
  predicted: Uint8Array
}

/** Compares every figure of the block, 17 of them, at the tolerances of fixtures/golden/README.md. */
export function checkBinary(tally: Tally, where: string, rows: BinaryRows, golden: GoldenBinary): void {
  const { labels, scores, predicted } = rows
  const matrix = confusionMatrix(labels, predicted)
  const { tn, fp, fn, tp } = golden.confusion
  const few = { resamples: 2 }
  tally.same(`${where} confusion`, Array.from(matrix.counts), [tn, fp, fn, tp])
  expect([labels.length, tp + fn]).toEqual([golden.n, golden.positives])
  for (const [figure, ours] of Object.entries({
    accuracy: accuracy(matrix),
    precision: precision(matrix),
    recall: recall(matrix),
    f1: f1(matrix),
    mcc: matthews(matrix),
    balanced_accuracy: balancedAccuracy(matrix),
    roc_auc: delong(labels, scores),
    average_precision: averagePrecision(labels, scores, few),
    brier: brier(labels, scores),
  }))
    near(tally, `${where} ${figure}`, ours.value, golden[figure as "accuracy" | "roc_auc"])
  tally.near(`${where} log_loss`, logLoss(labels, scores).value, golden.log_loss, 1e-9, 1e-12)
  checkEstimated(tally, where, rows, golden.estimated)
  tally.same(`${where} n`, labels.length, golden.n)
}

/** Compares the five figures to expect without labels. */
export function checkEstimated(
  tally: Tally,
  where: string,
  { scores, predicted }: Omit<BinaryRows, "labels">,
  golden: GoldenEstimated,
): void {
  const { accuracy, precision, recall, f1, rocAuc } = expectedPerformance(scores, predicted)
  for (const [figure, ours] of Object.entries({ accuracy, precision, recall, f1, roc_auc: rocAuc }))
    near(tally, `${where} estimated ${figure}`, ours, golden[figure as "accuracy"])
}

/** What the oracle has no number for has none here. */
function near(tally: Tally, where: string, ours: number | null, theirs: GoldenNumber): void {
  if (theirs === null || theirs === "NaN") tally.same(where, ours, null)
  else tally.near(where, ours, theirs, 1e-10, 1e-12)
}
