/** What a report says of performance beside its figures: concept drift, figures by chunk, a change of the errors. */
import { judgeChunks } from "../../src/judge/judge-chunks.js"
import { judgeShift } from "../../src/judge/judge-shift.js"
import type { ChunkedFigure, ChunkedFigures, PerformanceReport, ShiftFacts } from "../../src/model.js"

const side: PerformanceReport["current"] = {
  rows: 1000,
  labelled: 1000,
  confusion: null,
  thresholds: null,
  calibration: null,
  residuals: null,
  periods: [],
}

/** Facts of two samples whose error rate rose from 20 % by so much in the relation itself, with a standard error of 0.01. */
export const shiftBy = (concept: number): ShiftFacts =>
  judgeShift({
    losses: [
      {
        ...{ loss: "error", reference: 0.2, current: 0.2 + concept, change: concept },
        ...{ to_shared: 0, to_shared_se: 0.01, concept, concept_se: 0.01, from_shared: 0, from_shared_se: 0.01 },
        ...{ inputs: 0, inputs_se: 0.01 },
      },
    ],
    ...{ reference_rows: 1000, current_rows: 1000, reference_effective: 900, current_effective: 900 },
    ...{ auc: 0.5, overlap: 0.9, inputs: ["amount"], label_shift: null, reason: null },
  })

/** ROC AUC of chunks of 500 rows, estimated, with limits from 0.78 to 0.82 of `reference` chunks. */
export function chunksAt(
  estimates: readonly number[],
  reference = 10,
  over: Partial<ChunkedFigure> = {},
): ChunkedFigures {
  const values = estimates.map((estimated) => ({
    ...{ estimated, low: estimated - 0.01, high: estimated + 0.01, realised: null },
    ...{ alert: estimated < 0.78 || estimated > 0.82, realised_alert: false },
  }))
  const figure = {
    id: "roc_auc",
    title: "ROC AUC",
    better: "higher" as const,
    low_limit: 0.78,
    high_limit: 0.82,
    values,
  }
  return {
    by: 500,
    reference_chunks: reference,
    chunks: estimates.map(() => ({ from: null, to: null, rows: 500, labelled: 0 })),
    figures: judgeChunks([{ ...figure, ...over }], { reference, reach: 3 }),
  }
}

/** Concept drift, 5 of 10 chunks below their limit, and one change of the errors. */
export const samplePerformance: PerformanceReport = {
  task: "binary",
  target: "repaid",
  predicted: null,
  score: "score",
  probabilities: [],
  classes: ["0", "1"],
  decision_threshold: 0.5,
  min_labels: 100,
  leading: "roc_auc",
  period: null,
  reference: side,
  current: side,
  shift: shiftBy(0.13),
  chunks: chunksAt([0.8, 0.8, 0.81, 0.8, 0.79, 0.75, 0.74, 0.75, 0.76, 0.74]),
  changes: [
    {
      ...{ detector: "adwin", loss: "error", from_row: 500, found_row: 640 },
      ...{ from: "2026-11-20T00:00:00.000Z", found: "2026-11-21T00:00:00.000Z" },
      ...{ before: 0.2, before_rows: 500, after: 0.33, after_rows: 140 },
      message: "Error rate 20.0% → 33.0% from 20 Nov 2026, 00:00 UTC on (row 500), found after row 640 by ADWIN.",
    },
  ],
}
