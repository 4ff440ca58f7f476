import { describe, expect, it } from "vitest"
import { chiSquareTable } from "../../src/stats/chi-square-table.js"
import { chiSquareMoments, chiSquareTest } from "../../src/stats/chi-square-test.js"
import { randomNumbers } from "../../src/stats/random.js"
import { everySplit } from "./every-split.js"

describe("chiSquareMoments", () => {
  it("are the mean and variance over every way to deal the rows to the sides", () => {
    for (const [n, categoryOf] of [
      [3, [0, 0, 0, 1, 1, 2, 2, 2]],
      [2, [0, 0, 0, 0, 0, 0, 1, 2, 3, 3]],
      [1, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
      [4, [0, 1, 2, 3, 4, 5, 6, 7]],
    ] as [number, number[]][]) {
      // Rows are the numbers from 1 on.
      const rowsPerCategory = (rows: Float64Array) => {
        const counts = new Float64Array(Math.max(...categoryOf) + 1)
        for (const row of rows) counts[categoryOf[row - 1]]++
        return counts
      }
      const tables = everySplit(n, categoryOf.length - n).map(([a, b]) => [rowsPerCategory(a), rowsPerCategory(b)])
      const values = tables.map(([a, b]) => chiSquareTable(a, b).statistic)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
      const [[a, b]] = tables
      expect(chiSquareMoments(a, b).mean).toBeCloseTo(mean, 12)
      expect(chiSquareMoments(a, b).variance).toBeCloseTo(variance, 11)
    }
  })
})

describe("chiSquareTest", () => {
  /** A commonest value and a long tail of rare ones, as codes and names have it. */
  const zipf = (next: () => number) => Math.floor(1 / (next() + 0.002))

  function drawn(n: number, next: () => number): Float64Array {
    const counts = new Float64Array(501)
    for (let row = 0; row < n; row++) counts[zipf(next)]++
    return counts
  }

  it("marks about one of twenty unchanged columns of rare categories, where the law marks up to a third", () => {
    const runs = 400
    for (const [n, m] of [
      [20_000, 60],
      [60, 20_000],
      [2000, 150],
    ]) {
      const next = randomNumbers(n)
      let [ours, laws, sure] = [0, 0, 0]
      for (let run = 0; run < runs; run++) {
        const [a, b] = [drawn(n, next), drawn(m, next)]
        const { p, doubts } = chiSquareTest(a, b)
        if (p < 0.05) ours++
        if (p < 0.001) sure++
        if (chiSquareTable(a, b).p < 0.05) laws++
        expect(doubts.at(-1)).toMatch(/^rare categories/)
      }
      // 400 runs at 5 %: a standard error of 1.1 points.
      expect([ours / runs < 0.08, ours / runs > 0.02, sure <= 4], `${n} ${m}: ${ours} ${sure}`).toEqual([
        true,
        true,
        true,
      ])
      expect(laws / runs).toBeGreaterThan(0.14)
    }
  })

  it("is the textbook's where the sides are as large or every category is common", () => {
    for (const [n, m] of [
      [500, 500],
      [1000, 700],
    ]) {
      const next = randomNumbers(n)
      const [a, b] = [drawn(n, next), drawn(m, next)]
      expect(chiSquareTest(a, b).p).toBe(chiSquareTable(a, b).p)
    }
    const [common, few] = [Float64Array.of(9000, 4000, 7000), Float64Array.of(90, 50, 60)]
    expect(chiSquareTest(common, few)).toEqual({ ...chiSquareTable(common, few), doubts: [] })
  })

  it("still finds what changed", () => {
    const next = randomNumbers(9)
    const [a, b] = [drawn(10_000, next), drawn(500, next)]
    b[1] -= 60
    b[400] += 60
    expect(chiSquareTest(a, b).p).toBeLessThan(1e-9)
  })
})
