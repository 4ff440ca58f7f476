import { describe, expect, it } from "vitest"
import { latestLabels, type LabelRows } from "../../src/stats/latest-labels.js"

const labels = (places: number[], more: Partial<LabelRows> = {}): LabelRows => ({
  places: Int32Array.from(places),
  hasValue: () => true,
  stamps: null,
  until: Infinity,
  isEligible: () => true,
  ...more,
})

describe("the latest label of each prediction", () => {
  it("is that of the latest stamp, wherever it stands in the file", () => {
    const found = latestLabels(2, labels([0, 0, 1, 1], { stamps: Float64Array.of(20, 10, 5, 6) }))
    expect(Array.from(found.rows)).toEqual([0, 3])
    expect(found).toMatchObject({ labelled: 2, superseded: 2 })
  })

  it("is the last in the file where stamps are equal, unknown or not there", () => {
    expect(Array.from(latestLabels(1, labels([0, 0])).rows)).toEqual([1])
    expect(Array.from(latestLabels(1, labels([0, 0], { stamps: Float64Array.of(7, 7) })).rows)).toEqual([1])
    expect(Array.from(latestLabels(1, labels([0, 0], { stamps: Float64Array.of(NaN, NaN) })).rows)).toEqual([1])
  })

  it("is one of known stamp before one of unknown", () => {
    expect(Array.from(latestLabels(1, labels([0, 0], { stamps: Float64Array.of(7, NaN) })).rows)).toEqual([0])
  })

  it("as of a time is none that came later, or whose time is not known", () => {
    const found = latestLabels(3, labels([0, 0, 1, 2], { stamps: Float64Array.of(10, 30, 31, NaN), until: 30 }))
    expect(Array.from(found.rows)).toEqual([1, -1, -1])
    expect(found).toMatchObject({ labelled: 1, late: 2, superseded: 1 })
  })

  it("counts each row once: used, without a value, late, orphan, outside, superseded", () => {
    const found = latestLabels(
      4,
      labels([0, 0, -1, 1, 2, 3, 3], {
        stamps: Float64Array.of(1, 2, 3, 4, 99, 6, 7),
        until: 50,
        hasValue: (row) => row !== 6,
        isEligible: (place) => place !== 1,
      }),
    )
    expect(found).toMatchObject({ labelled: 2, superseded: 1, orphans: 1, outside: 1, late: 1, empty: 1 })
    const { labelled, superseded, orphans, outside, late, empty } = found
    expect(labelled + superseded + orphans + outside + late + empty).toBe(7)
  })
})
