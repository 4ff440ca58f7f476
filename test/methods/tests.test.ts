import { describe, expect, it } from "vitest"
import andersonDarling from "../../src/methods/anderson-darling.js"
import chebyshev from "../../src/methods/chebyshev.js"
import chiSquare from "../../src/methods/chi-square.js"
import cramerVonMises from "../../src/methods/cramer-von-mises.js"
import cramersV from "../../src/methods/cramers-v.js"
import energy from "../../src/methods/energy.js"
import eppsSingleton from "../../src/methods/epps-singleton.js"
import fisherExact from "../../src/methods/fisher-exact.js"
import gTest from "../../src/methods/g-test.js"
import goodnessOfFit from "../../src/methods/goodness-of-fit.js"
import mmd from "../../src/methods/mmd.js"
import tTest from "../../src/methods/t-test.js"
import zTest from "../../src/methods/z-test.js"
import type { Counts, Samples } from "../../src/model.js"
import { normalDraws } from "../../src/stats/random.js"
import { sorted } from "../stats/golden.js"

const samples = (reference: number[], current: number[]): Samples => ({
  reference: sorted(reference),
  current: sorted(current),
})
const counts = (reference: number[], current: number[]): Counts => ({
  reference: Float64Array.from(reference),
  current: Float64Array.from(current),
})
/** A sentence that holds these words. */
const saying = (words: string) => expect.stringContaining(words) as string
const fives = [0, 0, 0, 0, 0]

describe("a method says why there is no score", () => {
  it("t-test: one value on a side, or nothing that varies", () => {
    expect(tTest.measure(samples([1], [2, 3]))).toMatchObject({ score: null, reason: saying("One value") })
    expect(tTest.measure(samples([7, 7], [7, 7]))).toEqual({ score: null, reason: "All values are equal." })
  })

  it("anderson-darling: three values, or all equal", () => {
    expect(andersonDarling.measure(samples([1, 2], [3])).score).toBe(null)
    expect(andersonDarling.measure(samples(fives, fives))).toEqual({ score: null, reason: "All values are equal." })
  })

  it("epps-singleton: four values, no scale, or two constants", () => {
    const reasons = [
      samples([1, 2, 3, 4], [1, 2, 3, 4, 5]),
      samples([...fives, ...fives, 1], [...fives, 2]),
      samples(fives, [1, 1, 1, 1, 1]),
    ].map((given) => eppsSingleton.measure(given))
    expect(reasons).toMatchObject([
      { score: null, reason: "Fewer than 5 values on a side." },
      { score: null, reason: saying("one and the same value") },
      { score: null, reason: saying("too few different values") },
    ])
  })

  it("anderson-darling: many equal values, for which its law does not hold", () => {
    const ratings = (n: number) => Array.from({ length: n }, (_, i) => i % 5)
    expect(andersonDarling.measure(samples(ratings(200), ratings(150)))).toEqual({
      score: null,
      reason: saying("Too many equal values"),
    })
    const fine = (n: number) => Array.from({ length: n }, (_, i) => i % 10)
    expect(andersonDarling.measure(samples(fine(200), fine(150))).score).not.toBe(null)
  })

  it("epps-singleton: a small side beside one that is more than twice as large", () => {
    const sides = (n: number, m: number) => ({ reference: normalDraws(n, 1).sort(), current: normalDraws(m, 2).sort() })
    for (const [n, m, scored] of [
      [2000, 150, false],
      [150, 2000, false],
      [499, 999, false],
      [300, 150, true],
      [10_000, 500, true],
    ] as [number, number, boolean][]) {
      const result = eppsSingleton.measure(sides(n, m))
      expect(result.score !== null, `${n} ${m}`).toBe(scored)
      if (!scored) expect(result).toMatchObject({ reason: saying("far too small") })
    }
  })

  it("t-test: a mean that hangs on a few values, on sides of unequal size", () => {
    const heavy = (n: number, seed: number) => Array.from(normalDraws(n, seed), (z) => Math.exp(3 * z))
    expect(tTest.measure(samples(heavy(2000, 1), heavy(150, 2)))).toEqual({
      score: null,
      reason: saying("A few large values"),
    })
    // Of equal size the skewness cancels; skewed ones are scored with a warning.
    expect(tTest.measure(samples(heavy(200, 1), heavy(200, 2))).score).not.toBe(null)
    const skewed = (n: number, seed: number) => Array.from(normalDraws(n, seed), Math.exp)
    expect(tTest.measure(samples(skewed(2000, 1), skewed(150, 2)))).toMatchObject({ warnings: [saying("skewed")] })
    expect(tTest.measure(samples(Array.from(normalDraws(2000, 1)), Array.from(normalDraws(150, 2))))).toMatchObject({
      warnings: [],
    })
  })

  it("g-test: most cells with fewer than 5 rows expected", () => {
    const rare = counts(new Array<number>(30).fill(3), new Array<number>(30).fill(2))
    expect(gTest.measure(rare)).toEqual({ score: null, reason: saying("Fewer than 5 rows expected in most cells") })
    expect(gTest.measure(counts([90, 20, 4], [80, 15, 3]))).toMatchObject({
      warnings: ["fewer than 5 expected in 2 of 6 cells"],
    })
  })

  it("mmd: one value on a side", () => {
    expect(mmd.measure(samples([1], [2, 3])).score).toBe(null)
  })

  it("z-test and fisher-exact: three categories", () => {
    const three = counts([1, 2, 3], [3, 2, 1])
    expect(zTest.measure(three)).toEqual({ score: null, reason: "More than two categories." })
    expect(fisherExact.measure(three)).toEqual(zTest.measure(three))
  })
})

describe("a method says what to doubt", () => {
  it("t-test: two different constants", () => {
    const result = tTest.measure(samples([0, 0, 0], [1, 1, 1]))
    expect(result).toEqual({ score: 0, warnings: ["two different constants: p is 0 by convention"] })
  })

  it("z-test and chi-square: few expected rows", () => {
    for (const method of [zTest, chiSquare])
      expect(method.measure(counts([95, 5], [47, 3]))).toMatchObject({
        warnings: ["fewer than 5 expected in 1 of 4 cells"],
      })
  })

  it("cramer-von-mises: many equal values", () => {
    const zeros = (n: number) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 0 : i))
    expect(cramerVonMises.measure(samples(zeros(100), zeros(90)))).toMatchObject({ warnings: [saying("equal values")] })
    expect(cramerVonMises.measure(samples([1, 2, 3, 4], [5, 6, 7]))).toMatchObject({ warnings: [] })
  })

  it("anderson-darling: where its table ends", () => {
    const values = Array.from(normalDraws(60, 1))
    const moved = values.map((value) => value + 3)
    expect(andersonDarling.measure(samples(values, values))).toMatchObject({
      score: 0.25,
      warnings: [saying("0.25 or more")],
    })
    expect(andersonDarling.measure(samples(values, moved))).toMatchObject({
      score: 0.001,
      warnings: [saying("0.001 or less")],
    })
  })

  it("epps-singleton: few different values, and more values than it reads", () => {
    const zeros = samples([0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1])
    expect(eppsSingleton.measure(zeros)).toMatchObject({ warnings: [saying("1 of 4 degrees")] })
    const many = { reference: normalDraws(100_001, 2).sort(), current: normalDraws(100_000, 3).sort() }
    expect(eppsSingleton.measure(many)).toMatchObject({
      warnings: ["read from a random part of 100,000 values a side"],
    })
  })

  it("mmd: more values than it reads", () => {
    const many = { reference: normalDraws(501, 2).sort(), current: normalDraws(400, 3).sort() }
    expect(mmd.measure(many)).toMatchObject({ warnings: ["read from a random part of 500 values a side"] })
  })

  it("goodness-of-fit: a new category, for which p is 0 and the statistic infinite", () => {
    const result = goodnessOfFit.measure(counts([10, 10, 0], [10, 9, 1]))
    expect(result).toEqual({ score: 0, warnings: ["a category is new, which this test takes for proof"] })
  })
})

describe("energy", () => {
  it("does not depend on the unit", () => {
    const [reference, current] = [normalDraws(80, 1).sort(), normalDraws(70, 2).sort()]
    const { score } = energy.measure({ reference, current })
    const grown = { reference: reference.map((value) => 4096 * value), current: current.map((value) => 4096 * value) }
    expect(energy.measure(grown).score).toBeCloseTo(score, 12)
  })
})

describe("tables of categories", () => {
  it("of one category say p 1 and distance 0", () => {
    const one = counts([10, 0], [20, 0])
    for (const method of [zTest, fisherExact, goodnessOfFit]) expect(method.measure(one).score).toBe(1)
    for (const method of [chebyshev, cramersV]) expect(method.measure(one).score).toBe(0)
  })

  it("of unchanged shares have a corrected V of 0, however many there are, where V itself does not", () => {
    const many = counts(
      Array.from({ length: 100 }, (_, i) => 5 + (i % 3)),
      Array.from({ length: 100 }, (_, i) => 6 + (i % 2)),
    )
    const { score, statistic } = cramersV.measure(many)
    expect(score).toBe(0)
    expect(statistic).toBeGreaterThan(0.05)
  })
})
