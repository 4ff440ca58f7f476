import { expect, it } from "vitest"
import { labelShift } from "../../../src/stats/shift/label-shift.js"
import { effectiveRows, lossChange } from "../../../src/stats/shift/loss-change.js"

it("with equal weights all of the change is concept, with the error of a difference of two means", () => {
  const losses = (ones: number) => Float64Array.from({ length: 100 }, (_, i) => Number(i < ones))
  const weights = new Float64Array(100).fill(0.5)
  const found = lossChange({ losses: losses(20), weights }, { losses: losses(30), weights })
  expect(found).toMatchObject({ to_shared: { value: 0, se: 0 }, from_shared: { value: 0, se: 0 } })
  expect(found.concept.value).toBeCloseTo(0.1, 12)
  expect(found.concept.se).toBeCloseTo(Math.sqrt((0.2 * 0.8 + 0.3 * 0.7) / 100), 12)
})

it("where only the inputs change, the terms are those of the two kinds of rows", () => {
  // Rows of kind A have loss 0, of kind B loss 1. A is three quarters of the reference and a quarter of current.
  const rows = (a: number, weightOfA: number, weightOfB: number) => ({
    losses: Float64Array.from({ length: 100 }, (_, i) => Number(i >= a)),
    weights: Float64Array.from({ length: 100 }, (_, i) => (i < a ? weightOfA : weightOfB)),
  })
  // π(A) = 0.25 / (0.75 + 0.25), π(B) = 0.75; both kinds are half of what is shared.
  const found = lossChange(rows(75, 0.25, 0.75), rows(25, 0.75, 0.25))
  expect(found.to_shared.value).toBeCloseTo(0.25, 12)
  expect(found.concept.value).toBeCloseTo(0, 12)
  expect(found.from_shared.value).toBeCloseTo(0.25, 12)
  expect(found.inputs.value).toBeCloseTo(found.change, 12)
})

it("as many rows as have weight are effective", () => {
  expect(effectiveRows(Float64Array.of(1, 1, 1, 0))).toBe(3)
  expect(effectiveRows(new Float64Array(3))).toBe(0)
})

it("the mix of labels follows from how often predictions are right in the reference", () => {
  const rows = (tn: number, fp: number, fn: number, tp: number) => {
    const of = (counts: readonly number[], values: readonly number[]) =>
      Uint8Array.from(counts.flatMap((count, i) => new Array<number>(count).fill(values[i])))
    const counts = [tn, fp, fn, tp]
    return { truth: of(counts, [0, 0, 1, 1]), predicted: of(counts, [0, 1, 0, 1]) }
  }
  // 90 % of positives and 20 % of negatives are flagged: half of each gives 55 %.
  expect(labelShift(rows(80, 20, 1, 9), rows(40, 10, 5, 45))).toEqual({
    reference: 10 / 110,
    current: 0.5,
    estimated: expect.closeTo(0.5, 12) as number,
  })
  expect(labelShift(rows(50, 50, 50, 50), rows(1, 1, 1, 1))).toBeNull()
  expect(labelShift(rows(10, 0, 0, 0), rows(1, 1, 1, 1))).toBeNull()
})
