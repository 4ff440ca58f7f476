import { describe, expect, it } from "vitest"
import { clopperPearson } from "../../../src/stats/intervals/clopper-pearson.js"
import { drawBinomial } from "../../../src/stats/intervals/draw-binomial.js"
import { jeffreys } from "../../../src/stats/intervals/jeffreys.js"
import { mcnemar } from "../../../src/stats/intervals/mcnemar.js"
import { newcombe } from "../../../src/stats/intervals/newcombe.js"
import { pairedShareDifference, type PairedHits } from "../../../src/stats/intervals/paired-share-difference.js"
import { wilson } from "../../../src/stats/intervals/wilson.js"
import { randomNumbers } from "../../../src/stats/random.js"
import { lnGamma } from "../../../src/stats/special.js"
import { Tally, type GoldenNumber } from "../golden.js"
import { goldenIntervals, moreMetrics, sameEnds, type Ends } from "./golden-intervals.js"

const none = { value: null, low: null, high: null }

describe("intervals of shares agree with fixtures/golden/edge_more_metrics.json", () => {
  interface Case {
    k: number
    n: number
    expect: { wilson95: Ends; clopper_pearson95: Ends; jeffreys95: Ends }
  }

  it("in Wilson's, Clopper and Pearson's and Jeffreys' ends", () => {
    const tally = new Tally()
    for (const { k, n, expect: golden } of moreMetrics<Case>("proportion")) {
      const where = `${k} of ${n}`
      sameEnds(tally, `wilson ${where}`, wilson(k, n), golden.wilson95)
      sameEnds(tally, `clopper-pearson ${where}`, clopperPearson(k, n), golden.clopper_pearson95)
      sameEnds(tally, `jeffreys ${where}`, jeffreys(k, n), golden.jeffreys95)
      tally.same(`share ${where}`, wilson(k, n).value, k / n)
    }
    expect(tally.compared).toBe(9 * 7)
  })

  it("and hold where all or none are hits, and without rows", () => {
    expect(wilson(0, 5).low).toBe(0)
    expect(wilson(5, 5).high).toBe(1)
    for (const share of [wilson, clopperPearson, jeffreys]) expect(share(0, 0)).toEqual(none)
  })

  it("and grow with the confidence asked for", () => {
    const [usual, surer] = [wilson(30, 100), wilson(30, 100, 0.99)]
    expect(surer.low! < usual.low! && usual.high! < surer.high!).toBe(true)
  })
})

describe("differences of shares", () => {
  it("agree with Newcombe's interval of statsmodels", () => {
    interface Case {
      reference: [number, number]
      current: [number, number]
      low: number
      high: number
    }
    const tally = new Tally()
    for (const { reference, current, low, high } of goldenIntervals<Case>("newcombe")) {
      const [a, b] = [reference, current].map(([hits, n]) => ({ hits, n }))
      sameEnds(tally, `${a.hits}/${a.n} to ${b.hits}/${b.n}`, newcombe(a, b), [low, high])
      tally.near("value", newcombe(a, b).value, b.hits / b.n - a.hits / a.n, 1e-14, 0)
    }
    expect(tally.compared).toBe(7 * 3)
    expect(newcombe({ hits: 0, n: 0 }, { hits: 1, n: 2 })).toEqual(none)
  })

  it("of the same rows agree with the worked example of a textbook", () => {
    // Airway hyper-responsiveness before and after a transplantation (1, 1, 7, 12): Fagerland, Lydersen and Laake (2014),
    // Statist. Med. 33:2850-2875, table VIII: before less after −0.507 to −0.026.
    const { value, low, high } = pairedShareDifference({ both: 1, onlyFirst: 1, onlySecond: 7, neither: 12 })
    expect(value).toBeCloseTo(6 / 21, 15)
    expect([low, high].map((end) => end?.toFixed(3))).toEqual(["0.026", "0.507"])
  })

  it("of the same rows cover the truth as often as they say", () => {
    const next = randomNumbers(5)
    const chances = [0.75, 0.06, 0.1, 0.09]
    const covered = Array.from({ length: 4000 }, () => {
      const { low, high } = pairedShareDifference(drawPairs(300, chances, next))
      return Number(low! <= 0.04 && 0.04 <= high!)
    })
    const share = covered.reduce((sum, one) => sum + one, 0) / covered.length
    // 95 % nominal; 4,000 repeats leave a standard error of 0.35 points.
    expect(share).toBeGreaterThan(0.938)
    expect(share).toBeLessThan(0.97)
  })

  it("of the same rows are narrower the more the sides agree, and hold at the edges", () => {
    const [alike, apart] = [
      { both: 80, onlyFirst: 4, onlySecond: 6, neither: 10 },
      { both: 72, onlyFirst: 12, onlySecond: 14, neither: 2 },
    ].map((hits) => pairedShareDifference(hits))
    expect(alike.value).toBeCloseTo(apart.value!, 15)
    expect(alike.high! - alike.low!).toBeLessThan(apart.high! - apart.low!)
    expect(pairedShareDifference({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 })).toEqual(none)
    const { low, high } = pairedShareDifference({ both: 0, onlyFirst: 0, onlySecond: 9, neither: 0 })
    expect(low).toBeGreaterThan(0)
    expect(high).toBe(1)
  })
})

function drawPairs(n: number, chances: number[], next: () => number): PairedHits {
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    let [cell, left] = [0, next() - chances[0]]
    while (left > 0 && cell < 3) left -= chances[++cell]
    counts[cell]++
  }
  const [both, onlyFirst, onlySecond, neither] = counts
  return { both, onlyFirst, onlySecond, neither }
}

describe("mcnemar", () => {
  interface Case {
    b: number
    c: number
    expect: Record<"exact_p" | "chi2" | "chi2_p" | "chi2_corrected" | "mid_p", GoldenNumber>
  }

  it("agrees with fixtures/golden/edge_more_metrics.json in all four forms", () => {
    const tally = new Tally()
    for (const { b, c, expect: golden } of moreMetrics<Case>("mcnemar")) {
      const { exactP, midP, chi2, chi2P, corrected } = mcnemar(b, c)
      for (const [figure, ours] of Object.entries({
        exact_p: exactP,
        mid_p: midP,
        chi2,
        chi2_p: chi2P,
        chi2_corrected: corrected,
      })) {
        const theirs = golden[figure as keyof typeof golden]
        if (theirs === null) tally.same(`${b}, ${c}: ${figure}`, ours, null)
        else tally.near(`${b}, ${c}: ${figure}`, ours, theirs, 1e-9, 1e-12)
      }
    }
    expect(tally.compared).toBe(7 * 5)
  })

  it("is the same for both sides, and keeps its digits for many rows", () => {
    expect(mcnemar(9, 23)).toEqual(mcnemar(23, 9))
    // scipy 1.17.1: binom.cdf(499000, 10**6, 0.5) * 2, and less binom.pmf(499000, 10**6, 0.5).
    const { exactP, midP } = mcnemar(499_000, 501_000)
    expect(exactP / 0.0456082998653896).toBeCloseTo(1, 8)
    expect(midP / 0.04550031788737068).toBeCloseTo(1, 8)
  })
})

describe("drawBinomial", () => {
  /** Chi-square of 20,000 draws against the binomial law, cells joined to at least 20 expected. */
  function misfit(n: number, share: number): { chi2: number; dof: number } {
    const next = randomNumbers(3)
    const seen = new Float64Array(n + 1)
    for (let i = 0; i < 20_000; i++) seen[drawBinomial(n, share, next)]++
    let [chi2, cells, expected, count] = [0, 0, 0, 0]
    for (let hits = 0; hits <= n; hits++) {
      const ways = lnGamma(n + 1) - lnGamma(hits + 1) - lnGamma(n - hits + 1)
      expected += 20_000 * Math.exp(ways + hits * Math.log(share) + (n - hits) * Math.log1p(-share))
      count += seen[hits]
      if (expected < 20) continue
      chi2 += (count - expected) ** 2 / expected
      cells++
      ;[expected, count] = [0, 0]
    }
    return { chi2, dof: cells - 1 }
  }

  it("follows the binomial law where it counts up and where it rejects", () => {
    for (const [n, share] of [
      [5, 0.3],
      [40, 0.2],
      [40, 0.9],
      [200, 0.06],
      [100, 0.5],
      [500, 0.37],
      [300, 0.93],
    ] as const) {
      const { chi2, dof } = misfit(n, share)
      // Four standard deviations of chi-square.
      expect(Math.abs(chi2 - dof), `${n} rows at ${share}`).toBeLessThan(4 * Math.sqrt(2 * dof))
      expect(dof).toBeGreaterThan(2)
    }
  })

  it("has the mean and variance of a billion rows", () => {
    const next = randomNumbers(8)
    const draws = Float64Array.from({ length: 4000 }, () => (drawBinomial(1e9, 0.3, next) - 3e8) / Math.sqrt(2.1e8))
    const mean = draws.reduce((sum, z) => sum + z, 0) / draws.length
    const square = draws.reduce((sum, z) => sum + z * z, 0) / draws.length
    expect(Math.abs(mean)).toBeLessThan(0.06)
    expect(Math.abs(square - 1)).toBeLessThan(0.09)
  })

  it("knows certain shares and no rows", () => {
    const next = randomNumbers(1)
    expect([drawBinomial(7, 0, next), drawBinomial(7, 1, next), drawBinomial(0, 0.5, next)]).toEqual([0, 7, 0])
  })
})
