import { describe, expect, it } from "vitest"
import clippedWasserstein from "../../src/methods/clipped-wasserstein.js"
import wasserstein from "../../src/methods/wasserstein.js"
import { clippedDistance } from "../../src/stats/clipped-distance.js"
import { normalDraws } from "../../src/stats/random.js"
import { sorted } from "./golden.js"

const normal = (n: number, seed: number, change: (z: number, i: number) => number) =>
  normalDraws(n, seed).map(change).sort()
const score = (reference: Float64Array, current: Float64Array) =>
  clippedWasserstein.measure({ reference, current }).score ?? NaN

describe("clippedDistance", () => {
  it("is the area between the clipped values' curves, over the clipped reference's deviation", () => {
    // 41 values twice: the pooled cuts lie 2.025 places from the ends, between equal values.
    const reference = Float64Array.from({ length: 41 }, (_, i) => i)
    const current = reference.map((value) => value)
    expect(clippedDistance(reference, current)).toMatchObject({ low: 1, high: 39, area: 0 })
    const { deviation } = clippedDistance(reference, current)
    expect(deviation ** 2).toBeCloseTo((2 * (19 ** 2 * 2 + (18 * 19 * 37) / 6)) / 41, 10)
  })

  it("does not depend on the unit, where the plain distance does", () => {
    const [reference, current] = [normal(2000, 1, (z) => z), normal(2000, 2, (z) => z + 0.5)]
    const plain = score(reference, current)
    for (const unit of [1e-6, 1e-5, 1e3, 1e300])
      expect(
        score(
          reference.map((value) => value * unit),
          current.map((value) => value * unit),
        ) / plain,
      ).toBeCloseTo(1, 12)
    const tiny = [reference, current].map((side) => side.map((value) => value * 1e-6))
    expect(wasserstein.measure({ reference: tiny[0], current: tiny[1] }).score).toBeLessThan(0.01)
  })

  it("sees a shift of half a deviation whatever one value, or a stand-in in one row of a hundred, is", () => {
    const shifted = (z: number) => z + 0.5
    const clean = score(
      normal(2000, 1, (z) => z),
      normal(2000, 2, shifted),
    )
    for (const outlier of [300, 1e4, -1e6])
      expect(
        score(
          normal(2000, 1, (z, i) => (i === 0 ? outlier : z)),
          normal(2000, 2, shifted),
        ) / clean,
      ).toBeCloseTo(1, 1)
    const sentinel = score(
      normal(2000, 1, (z, i) => (i % 100 === 0 ? -999 : z)),
      normal(2000, 2, (z, i) => (i % 100 === 0 ? -999 : shifted(z))),
    )
    expect(sentinel).toBeGreaterThan(0.3)
  })

  it("calls a trifle beside heavy tails a trifle, however many rows there are", () => {
    const cauchy = (z: number) => Math.tan(Math.PI * (z - 0.5))
    const uniform = (n: number, first: number) => Float64Array.from({ length: n }, (_, i) => cauchy((i + first) / n))
    // 200,000 values at equal steps of the law: no noise at all.
    expect(
      score(
        uniform(200_000, 0.5),
        uniform(200_000, 0.5).map((value) => value + 0.03),
      ),
    ).toBeLessThan(0.02)
  })

  it("has no score, and a reason, where the clipped reference is constant", () => {
    const zeros = new Float64Array(98)
    for (const reference of [sorted([...zeros, 5, 9]), sorted(zeros), sorted([7])])
      expect(clippedWasserstein.measure({ reference, current: sorted([...zeros.subarray(2), 3, 4]) })).toEqual({
        score: null,
        reason: expect.stringContaining("no scale") as string,
      })
  })

  it("gives the area in the column's unit as its statistic", () => {
    const reference = sorted([...new Float64Array(90), ...new Float64Array(10).fill(1)])
    const { statistic } = clippedWasserstein.measure({
      reference,
      current: reference.map((value) => value + 0.25),
    }) as {
      statistic: number
    }
    expect(statistic).toBeCloseTo(0.25, 12)
  })
})
