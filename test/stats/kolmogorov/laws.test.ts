import { describe, expect, it } from "vitest"
import { oneSampleSf } from "../../../src/stats/kolmogorov/one-sample-sf.js"
import { smirnovSf } from "../../../src/stats/kolmogorov/smirnov-sf.js"
import { twoSampleSf } from "../../../src/stats/kolmogorov/two-sample-sf.js"
import { ksPValue } from "../../../src/stats/ks-p-value.js"
import { kolmogorovLimitSf } from "../../../src/stats/special.js"
import { Tally, goldenCases } from "../golden.js"

type Row = [number, number, number, number, number]

describe("the two-sample law", () => {
  it("agrees with the integer path counts of fixtures/golden/edge_ks_exact_law.json", () => {
    const tally = new Tally()
    for (const [n, m, gap, p] of goldenCases<Row>("ks_exact_law")) {
      tally.near(`${n} ${m} ${gap}`, twoSampleSf(gap, n, m), p, 1e-14, 1e-300)
    }
    expect(tally.compared).toBe(48)
  })

  it("agrees with fixtures/golden/edge_ks_big_law.json up to 10,000 values a side, exact and asymptotic", () => {
    const tally = new Tally()
    for (const [n, m, gap, exact, asymptotic] of goldenCases<Row>("ks_big_law")) {
      tally.near(`${n} ${m} ${gap}`, twoSampleSf(gap, n, m), exact, 1e-12, 1e-300)
      tally.near(`${n} ${m} ${gap}`, oneSampleSf(gap, Math.round((n * m) / (n + m))), asymptotic, 1e-11, 1e-300)
    }
    expect(tally.compared).toBe(48)
  })

  it("agrees with the count of all paths for every gap of up to nine values a side", () => {
    const tally = new Tally()
    for (let m = 2; m <= 9; m++)
      for (let n = 1; n < m; n++)
        for (let steps = divisor(n, m); steps <= n * m; steps += divisor(n, m))
          tally.near(`${n} ${m} ${steps}`, twoSampleSf(steps / (n * m), n, m), leavingShare(n, m, steps), 1e-14, 1e-300)
    expect(tally.compared).toBe(726)
  })

  it("is the same with the samples swapped", () => {
    for (const [gap, n, m] of [
      [0.5, 6, 8],
      [0.2, 30, 45],
      [0.31, 100, 99],
    ])
      expect(twoSampleSf(gap, n, m)).toBe(twoSampleSf(gap, m, n))
  })

  it("counts paths up to 10,000 values on the larger side and no further", () => {
    expect(ksPValue(0.02, 10_000, 5000)).toBe(twoSampleSf(0.02, 10_000, 5000))
    expect(ksPValue(0.02, 10_001, 5000)).toBe(oneSampleSf(0.02, 3333))
  })

  it("rounds the effective size half to even", () => {
    // 20,002·20,002/40,004 = 10,000.5 (+ 0.5): n·m/(n + m) = n/2 for equal sizes.
    expect(ksPValue(0.02, 20_001, 20_001)).toBe(oneSampleSf(0.02, 10_000))
    expect(ksPValue(0.02, 20_003, 20_003)).toBe(oneSampleSf(0.02, 10_002))
  })
})

/** The greatest that n and m have in common: gaps are whole numbers of it. */
const divisor = (n: number, m: number): number => (m === 0 ? n : divisor(m, n % m))

/** The share of the paths from (0, 0) to (m, n) with |n·i − m·j| ≥ steps somewhere, by whole numbers. */
function leavingShare(n: number, m: number, steps: number): number {
  const [all, inside] = [new Map<string, number>(), new Map<string, number>()]
  for (let i = 0; i <= m; i++)
    for (let j = 0; j <= n; j++) {
      const sum = (ways: Map<string, number>) => (ways.get(`${i - 1} ${j}`) ?? 0) + (ways.get(`${i} ${j - 1}`) ?? 0)
      const isFirst = i + j === 0
      all.set(`${i} ${j}`, isFirst ? 1 : sum(all))
      inside.set(`${i} ${j}`, Math.abs(n * i - m * j) >= steps ? 0 : isFirst ? 1 : sum(inside))
    }
  const paths = all.get(`${m} ${n}`) ?? 0
  return (paths - (inside.get(`${m} ${n}`) ?? 0)) / paths
}

describe("the one-sample law", () => {
  it("agrees with all branches of fixtures/golden/edge_kstwo_sf.json", () => {
    const tally = new Tally()
    for (const [n, gap, p] of goldenCases<Row>("kstwo_sf")) {
      tally.near(`${n} ${gap}`, oneSampleSf(gap, n), p, 1e-9, 1e-300)
    }
    expect(tally.compared).toBe(219)
  })

  it("tends to Kolmogorov's limit", () => {
    for (const z of [0.8, 1, 1.4, 2.5]) {
      expect(oneSampleSf(z / Math.sqrt(1e8), 1e8) / kolmogorovLimitSf(z)).toBeCloseTo(1, 3)
    }
  })

  it("falls as the gap grows, across its branches", () => {
    for (const n of [1, 2, 17, 140, 141, 4321, 99_999, 1_000_001]) {
      let last = 1
      for (let step = 1; step <= 400; step++) {
        const p = oneSampleSf(step / 400 / Math.sqrt(n / 40 + 1), n)
        expect(p).toBeLessThanOrEqual(last * (1 + 1e-5))
        last = p
      }
    }
  })
})

describe("smirnovSf", () => {
  it("adds in blocks what it adds one by one", () => {
    const plain = (gap: number, n: number) => {
      let sum = 0
      for (let j = 0; j <= Math.floor(n * (1 - gap)); j++)
        sum += Math.exp(lnBinomial(n, j) + (n - j) * Math.log(1 - gap - j / n) + (j - 1) * Math.log(gap + j / n))
      return gap * sum
    }
    for (const [gap, n] of [
      [0.03, 4200],
      [0.02, 6000],
      [0.1, 5000],
    ])
      expect(smirnovSf(gap, n) / plain(gap, n)).toBeCloseTo(1, 9)
  })
})

function lnBinomial(n: number, k: number): number {
  let sum = 0
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i)
  return sum
}
