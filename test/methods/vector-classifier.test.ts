import { describe, expect, it } from "vitest"
import classifier from "../../src/methods/vector-classifier.js"
import { normalDraws } from "../../src/stats/random.js"

/** `count` vectors of `places` independent normal numbers, each changed by `change`. */
function vectors(
  count: number,
  places: number,
  seed: number,
  change: (vector: Float64Array) => void = () => undefined,
) {
  const values = normalDraws(count * places, seed)
  const lists = Array.from({ length: count }, (_, i) => Float64Array.from(values.slice(i * places, (i + 1) * places)))
  for (const list of lists) change(list)
  return { rows: Int32Array.from(lists, (_, i) => i), lists, of: count }
}

describe("vector-classifier", () => {
  it("finds one of 64 places that moved by a standard deviation", () => {
    const moved = vectors(500, 64, 6, (vector) => (vector[3] += 1))
    const result = classifier.measure({ reference: vectors(500, 64, 5), current: moved })
    // Of N(0, 1) and N(1, 1) the best possible AUC is Phi(1 / sqrt 2) = 0.760; the trees come to 0.743 here.
    expect(result.statistic).toBeGreaterThan(0.72)
    expect(result.statistic).toBeLessThan(0.78)
    expect(result.score).toBeGreaterThan(classifier.meta.threshold)
  })

  it("stays below its threshold in 60 pairs of unchanged vectors, of 20, 60 and 300 rows", () => {
    for (const [rows, places] of [
      [20, 4],
      [60, 8],
      [300, 16],
    ])
      for (let seed = 1; seed <= 20; seed++) {
        const given = { reference: vectors(rows, places, 10 * seed), current: vectors(rows, places, 10 * seed + 1) }
        expect(classifier.measure(given).score).toBeLessThan(classifier.meta.threshold)
      }
  })

  it("says of lists of different lengths that they are no vectors", () => {
    const ragged = vectors(100, 4, 1)
    const lists = ragged.lists.map((list, i) => list.subarray(0, 1 + (i % 3)))
    const result = classifier.measure({ reference: vectors(100, 4, 2), current: { ...ragged, lists } })
    expect(result).toMatchObject({ score: null, reason: expect.stringContaining("different lengths") as string })
  })

  it("leaves out the few lists that lack an element", () => {
    const some = vectors(200, 4, 3)
    const lists = some.lists.map((list, i) => (i % 50 === 0 ? list.subarray(1) : list))
    expect(classifier.measure({ reference: some, current: { ...some, lists } }).score).toBeLessThan(0.55)
  })
})
