import { describe, expect, it } from "vitest"
import { fitLogistic, logOddsOf } from "../../src/stats/logistic-sgd.js"
import { normalDraws } from "../../src/stats/random.js"
import { rocAuc } from "../../src/stats/roc-auc.js"

describe("rocAuc", () => {
  it("counts pairs, ties half, in any order", () => {
    // Pairs by hand: 3 beats 1, 2 and ties 3; 2 beats 1 and ties 2: (2.5 + 1.5) / 6.
    const { auc, variance, chanceVariance } = rocAuc(Float64Array.of(3, 1, 2), Float64Array.of(3, 2))
    expect(auc).toBeCloseTo(4 / 6, 15)
    // DeLong by hand: shares of negatives below 5/6, 1/2 (variance 1/18); of positives not above 3/4, 0, 1/4 from
    // below, that is 1/4, 1, 3/4 above (variance 7/48): 1/36 + 7/144.
    expect(variance).toBeCloseTo(1 / 36 + 7 / 144, 15)
    expect(chanceVariance).toBeCloseTo(6 / 72, 15)
  })

  it("has the variance that repeated samples show", () => {
    const aucs: number[] = []
    let variance = 0
    for (let i = 0; i < 400; i++) {
      const result = rocAuc(
        normalDraws(60, 2 * i),
        normalDraws(40, 2 * i + 1).map((x) => x + 0.7),
      )
      aucs.push(result.auc)
      variance += result.variance / 400
    }
    const mean = aucs.reduce((a, b) => a + b) / 400
    const seen = aucs.reduce((sum, auc) => sum + (auc - mean) ** 2, 0) / 399
    expect(Math.abs(variance / seen - 1)).toBeLessThan(0.2)
    // Φ(0.7/√2) = 0.6897.
    expect(mean).toBeCloseTo(0.6897, 2)
  })

  it("knows one score a side and all equal", () => {
    expect(rocAuc(Float64Array.of(1), Float64Array.of(1))).toEqual({ auc: 0.5, variance: 0, chanceVariance: 0.25 })
    expect(rocAuc(Float64Array.of(0, 0), Float64Array.of(1)).auc).toBe(1)
  })
})

describe("fitLogistic", () => {
  it("comes near the weights that minimise loss and penalty", () => {
    // Two columns, one per row; 30 of 40 rows of the first and 10 of 40 of the second are ones. By symmetry the
    // intercept is 0 and the weights are w and -w, where 30 - 40·σ(w) = w: w = 0.9728.
    const rows = {
      starts: Uint32Array.of(0, 1, 2),
      columns: Int32Array.of(0, 1),
      values: Float32Array.of(1, 1),
      width: 2,
    }
    const documents = Uint32Array.from({ length: 80 }, (_, i) => i % 2)
    const labels = Uint8Array.from({ length: 80 }, (_, i) => Number(i % 2 === 0 ? i % 8 !== 0 : i % 8 === 1))
    const folds = new Uint8Array(80)
    const models = fitLogistic(rows, { documents, labels, folds }, 1)
    for (const fold of [1, 2, 3, 4]) {
      expect(Math.abs(logOddsOf(models, fold, rows, 0) - 0.9728)).toBeLessThan(0.25)
      expect(Math.abs(logOddsOf(models, fold, rows, 1) + 0.9728)).toBeLessThan(0.25)
    }
    expect(fitLogistic(rows, { documents, labels, folds }, 1)).toEqual(models)
  })

  it("keeps the rows of a fold from its model, and from no other", () => {
    // Three columns, so that rows of two at a time and of one are met. Fold 2 alone says that the first column means label 1.
    const rows = {
      starts: Uint32Array.of(0, 3, 5),
      columns: Int32Array.of(0, 1, 2, 1, 2),
      values: Float32Array.of(0.6, 0.8, 0.1, 0.8, 0.1),
      width: 3,
    }
    const documents = Uint32Array.from({ length: 100 }, (_, i) => i % 2)
    const folds = Uint8Array.from({ length: 100 }, (_, i) => Math.floor(i / 20))
    const labels = documents.map((document, i) => Number((document === 0) === (folds[i] === 2)))
    const models = fitLogistic(rows, { documents, labels: Uint8Array.from(labels), folds }, 1)
    const gap = (fold: number) => logOddsOf(models, fold, rows, 0) - logOddsOf(models, fold, rows, 1)
    expect(gap(2)).toBeLessThan(-1)
    for (const fold of [0, 1, 3, 4]) {
      expect(gap(fold)).toBeLessThan(0)
      expect(gap(fold)).toBeGreaterThan(gap(2) / 2)
    }
  })

  it("learns from rows without entries and of one side only", () => {
    const rows = { starts: Uint32Array.of(0, 0), columns: new Int32Array(0), values: new Float32Array(0), width: 0 }
    const learn = { documents: Uint32Array.of(0, 0), labels: Uint8Array.of(1, 1), folds: Uint8Array.of(0, 0) }
    expect(Number.isFinite(logOddsOf(fitLogistic(rows, learn, 1), 1, rows, 0))).toBe(true)
  })
})
