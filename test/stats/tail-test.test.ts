import { describe, expect, it } from "vitest"
import { drawWithoutReplacement } from "../../src/stats/draw-without-replacement.js"
import { fisherPValue } from "../../src/stats/fisher-p-value.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { tailNoiseFloor, tailTest } from "../../src/stats/tail-test.js"
import { sorted } from "./golden.js"

/** Columns that are hard on tests of tails: ties at a cut, tails without variance, few rows on a side. */
const unchanged: Record<string, (next: () => number, z: () => number) => number> = {
  normal: (_, z) => z(),
  cauchy: (next) => Math.tan(Math.PI * (next() - 0.5)),
  "97 % zeros": (next) => (next() < 0.97 ? 0 : next()),
  ratings: (next) => 1 + Math.floor(5 * next()),
}

function drawn(law: (next: () => number, z: () => number) => number, n: number, seed: number): Float64Array {
  const [next, normal] = [randomNumbers(seed), normalDraws(n, seed + 1)]
  let used = 0
  return Float64Array.from({ length: n }, () => law(next, () => normal[used++])).sort()
}

describe("tailTest", () => {
  it("counts values beyond the pooled 2.5 and 97.5 % points, those on them not", () => {
    const reference = Float64Array.from({ length: 1000 }, (_, i) => i)
    const current = sorted(reference.map((value) => (value < 40 ? value - 1000 : value)))
    const { low, high, below, above, p, shift } = tailTest(reference, current)
    // 50 of the 2,000 values lie below the low cut, and so do the reference's first ten.
    expect([low > 9, low < 10, high > 974, high < 975]).toEqual([true, true, true, true])
    expect(below).toMatchObject({ reference: 10, current: 40, movement: 0.03 })
    expect(above).toMatchObject({ reference: 25, current: 25, movement: 0, p: 1 })
    expect(p).toBe(2 * fisherPValue(10, 990, 40, 960))
    expect(shift).toBe(0.03)
  })

  it("has p 1 and no movement for equal sides, and for values that all are at the cuts", () => {
    const values = normalDraws(300, 5).sort()
    expect(tailTest(values, values)).toMatchObject({ p: 1, shift: 0 })
    const ratings = drawn(unchanged.ratings, 500, 1)
    expect(tailTest(ratings, drawn(unchanged.ratings, 400, 2))).toMatchObject({ p: 1, shift: 0 })
    expect(tailNoiseFloor(ratings, ratings)).toBe(0)
  })

  it("sees the upper 5 % stretched where nothing else changed", () => {
    const reference = normalDraws(20_000, 3).sort()
    const current = normalDraws(20_000, 4)
      .map((z) => (z > 1.645 ? 3 * z : z))
      .sort()
    const { p, below, above } = tailTest(reference, current)
    expect(p).toBeLessThan(1e-10)
    expect(above.movement).toBeGreaterThan(0.015)
    expect(Math.abs(below.movement)).toBeLessThan(0.005)
  })

  it("marks at most one in twenty unchanged columns, and its shift passes the noise floor as seldom", () => {
    const runs = 400
    for (const [name, law] of Object.entries(unchanged))
      for (const [n, m] of [
        [60, 60],
        [200, 200],
        [2000, 150],
      ]) {
        let [marked, above] = [0, 0]
        for (let run = 0; run < runs; run++) {
          const [a, b] = [drawn(law, n, 4 * run + 100_000), drawn(law, m, 4 * run + 100_002)]
          const { p, shift } = tailTest(a, b)
          if (p < 0.05) marked++
          if (shift > tailNoiseFloor(a, b)) above++
        }
        // 400 runs at 5 %: a standard error of 1.1 points.
        expect([marked / runs <= 0.072, above / runs <= 0.08], `${name} ${n} ${m}: ${marked}, ${above}`).toEqual([
          true,
          true,
        ])
      }
  })

  it("has a floor by the normal law that 5 % of deals of the same rows pass", () => {
    const next = randomNumbers(7)
    for (const [n, m] of [
      [5000, 5000],
      [4200, 90_000],
      [60_000, 20_000],
    ]) {
      const [a, b] = [drawn(unchanged.normal, n, n), drawn(unchanged.normal, m, m + 1)]
      const { below, above } = tailTest(a, b)
      const floor = tailNoiseFloor(a, b)
      const rows = [below, above].map((tail) => tail.reference + tail.current)
      let passed = 0
      for (let deal = 0; deal < 10_000; deal++) {
        const first = drawWithoutReplacement(rows[0], n, n + m, next)
        const second = drawWithoutReplacement(rows[1], n - first, n + m - rows[0], next)
        const gap = (x: number, all: number) => Math.abs(x / n - (all - x) / m)
        if (Math.max(gap(first, rows[0]), gap(second, rows[1])) > floor) passed++
      }
      // A standard error of 0.22 points, and counts that are whole.
      expect(Math.abs(passed / 10_000 - 0.05), `${n} ${m}: ${passed}`).toBeLessThan(0.008)
    }
  })
})
