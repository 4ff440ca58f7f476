import { describe, expect, it } from "vitest"
import { sampleTexts } from "../../src/stats/sample-texts.js"
import { textFolds } from "../../src/stats/text-folds.js"
import { total } from "../../src/stats/total.js"

const budget = { rows: 100, perText: 50, altogether: 10_000 }

describe("sampleTexts", () => {
  const side = { values: ["a", "b", "c"], counts: Float64Array.of(6000, 3000, 1000) }

  it("leaves a side that fits as it is", () => {
    const small = { values: ["a", "b"], counts: Float64Array.of(60, 40) }
    expect(sampleTexts(small, budget, 1)).toEqual(small)
  })

  it("draws rows in proportion, without replacement, the same for the same seed", () => {
    const drawn = sampleTexts(side, budget, 1)
    expect(total(drawn.counts)).toBe(100)
    // Standard deviation of the first count: 4.9.
    expect(Math.abs(drawn.counts[0] - 60)).toBeLessThan(20)
    expect(sampleTexts(side, budget, 1)).toEqual(drawn)
    expect(sampleTexts(side, budget, 2)).not.toEqual(drawn)
    const almostAll = sampleTexts(side, { ...budget, rows: 9999 }, 3)
    expect(almostAll.counts.every((count, i) => count <= side.counts[i])).toBe(true)
    expect(total(almostAll.counts)).toBe(9999)
  })

  it("draws fewer rows of long texts, counting what is read of each, and at least one", () => {
    const long = { values: ["x".repeat(1000), "y".repeat(1000)], counts: Float64Array.of(500, 500) }
    expect(total(sampleTexts(long, { ...budget, altogether: 1000 }, 1).counts)).toBe(20)
    expect(total(sampleTexts(long, { ...budget, altogether: 1 }, 1).counts)).toBe(1)
  })
})

describe("textFolds", () => {
  it("keeps rows of a text together, on both sides, and the folds of one size", () => {
    const reference = Uint32Array.from({ length: 300 }, (_, row) => row % 150)
    const current = Uint32Array.from({ length: 200 }, (_, row) => 100 + (row % 100))
    const folds = textFolds(reference, current, 5, 1)
    const foldOf = new Map<number, number>()
    const sizes = [new Array<number>(5).fill(0), new Array<number>(5).fill(0)]
    for (const [side, texts] of [reference, current].entries())
      texts.forEach((text, row) => {
        const fold = (side === 0 ? folds.reference : folds.current)[row]
        expect(foldOf.get(text) ?? fold).toBe(fold)
        foldOf.set(text, fold)
        sizes[side][fold]++
      })
    for (const size of sizes[0]) expect(Math.abs(size - 60)).toBeLessThanOrEqual(4)
    for (const size of sizes[1]) expect(Math.abs(size - 40)).toBeLessThanOrEqual(4)
  })

  it("deals a text that holds more than a fold of a side out row by row", () => {
    const { reference } = textFolds(new Uint32Array(50), Uint32Array.of(1, 2, 3, 4, 5), 5, 1)
    expect(new Set(reference).size).toBe(5)
  })
})
