import { describe, expect, it } from "vitest"
import { delong } from "../../../src/stats/intervals/delong.js"
import { bootstrap } from "../../../src/stats/intervals/bootstrap.js"
import { placements } from "../../../src/stats/intervals/placements.js"
import { classBrier } from "../../../src/stats/performance/probabilities/class-brier.js"
import { classLogLoss } from "../../../src/stats/performance/probabilities/class-log-loss.js"
import type { ClassProbabilities } from "../../../src/stats/performance/probabilities/class-probabilities.js"
import { oneAgainstOneAuc } from "../../../src/stats/performance/probabilities/one-against-one-auc.js"
import { oneAgainstRestAuc } from "../../../src/stats/performance/probabilities/one-against-rest-auc.js"
import { topAccuracy } from "../../../src/stats/performance/probabilities/top-accuracy.js"
import { normalDraws } from "../../../src/stats/random.js"
import { moreMetrics } from "../intervals/golden-intervals.js"
import { Tally } from "../golden.js"

interface Golden {
  y: number[]
  proba: number[][]
  expect: Record<
    "roc_auc_ovr_macro" | "roc_auc_ovr_weighted" | "roc_auc_ovo_macro" | "log_loss" | "top2" | "brier_sum",
    number
  >
}

const [golden] = moreMetrics<Golden>("multiclass_proba")
const rows: ClassProbabilities = {
  truth: Int32Array.from(golden.y),
  probabilities: Float64Array.from(golden.proba.flat()),
  classes: golden.proba[0].length,
}
const none = { value: null, low: null, high: null }

describe("figures of class probabilities agree with fixtures/golden/edge_more_metrics.json", () => {
  it("in areas one against the rest and one against one, log loss, top 2 and Brier sum", () => {
    const tally = new Tally()
    for (const [figure, ours] of Object.entries({
      roc_auc_ovr_macro: oneAgainstRestAuc(rows, "macro").value,
      roc_auc_ovr_weighted: oneAgainstRestAuc(rows, "weighted").value,
      roc_auc_ovo_macro: oneAgainstOneAuc(rows),
      log_loss: classLogLoss(rows).value,
      top2: topAccuracy(rows, 2).value,
      brier_sum: classBrier(rows).value,
    }))
      tally.near(figure, ours, golden.expect[figure as keyof Golden["expect"]], 1e-9, 1e-12)
    expect(tally.compared).toBe(6)
  })
})

describe("oneAgainstRestAuc", () => {
  it("has the interval of DeLong for two classes", () => {
    const scores = normalDraws(400, 6).map((z, i) => 1 / (1 + Math.exp(-z - Number(i % 3 === 0))))
    const labels = Uint8Array.from(scores, (_, i) => Number(i % 3 === 0))
    const two = {
      truth: labels,
      classes: 2,
      probabilities: Float64Array.from({ length: 800 }, (_, i) => (i % 2 === 1 ? scores[i >> 1] : 1 - scores[i >> 1])),
    }
    const [ours, wald] = [oneAgainstRestAuc(two, "macro"), delong(labels, scores, 0.95, "wald")]
    expect(ours.value).toBeCloseTo(wald.value!, 12)
    // DeLong divides by one row less of each class, and the law here is Student's: half a percent.
    expect(Math.abs((ours.high! - ours.low!) / (wald.high! - wald.low!) - 1)).toBeLessThan(0.01)
    expect(ours.ofClass[0]).toBeCloseTo(ours.ofClass[1]!, 12)
  })

  it("has the spread that drawing rows anew shows, macro and weighted", () => {
    for (const averaging of ["macro", "weighted"] as const) {
      const ours = oneAgainstRestAuc(rows, averaging)
      const drawn = bootstrap(150, (weights) => oneAgainstRestAuc(drawRows(weights), averaging).value, {
        resamples: 500,
      })
      const ratio = (ours.high! - ours.low!) / (2 * 1.976 * drawn.error!)
      // 500 draws know a standard error to 3 %.
      expect(Math.abs(ratio - 1), averaging).toBeLessThan(0.1)
    }
  })

  it("leaves out classes that no row has, and gives nothing where one class is all", () => {
    const more = {
      truth: Int32Array.of(0, 1, 0),
      classes: 3,
      probabilities: Float64Array.of(0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.1, 0.8, 0.1),
    }
    expect(oneAgainstRestAuc(more, "macro")).toMatchObject({ value: 0.5, ofClass: [0.5, 0.5, null] })
    expect(oneAgainstOneAuc(more)).toBe(0.5)
    const alone = { ...more, truth: Int32Array.of(1, 1, 1) }
    expect(oneAgainstRestAuc(alone, "weighted")).toEqual({ ...none, ofClass: [null, null, null] })
    expect(oneAgainstOneAuc(alone)).toBe(null)
  })
})

/** Each row as often as its weight says. */
function drawRows(weights: Int32Array): ClassProbabilities {
  const chosen = Array.from(weights).flatMap((weight, row) => new Array<number>(weight).fill(row))
  const { classes, truth, probabilities } = rows
  return {
    truth: Int32Array.from(chosen, (row) => truth[row]),
    probabilities: Float64Array.from(
      chosen.flatMap((row) => Array.from(probabilities.subarray(row * classes, (row + 1) * classes))),
    ),
    classes,
  }
}

describe("topAccuracy", () => {
  it("takes the first of equal probabilities, as a prediction does", () => {
    const tied = { truth: Int32Array.of(0, 1, 2), classes: 3, probabilities: new Float64Array(9).fill(1 / 3) }
    expect([1, 2, 3].map((top) => topAccuracy(tied, top).value)).toEqual([1 / 3, 2 / 3, 1])
    expect(topAccuracy({ ...tied, truth: new Int32Array(0) }, 2)).toEqual(none)
  })
})

describe("placements", () => {
  it("counts pairs twice and ties once, in the order of the rows", () => {
    // Negatives 1, 3, 3; positives 3, 2.
    expect(placements(Uint8Array.of(0, 1, 0, 1, 0), Float64Array.of(1, 3, 3, 2, 3))).toEqual(
      Float64Array.of(4, 4, 1, 2, 1),
    )
  })
})
