import { describe, expect, it } from "vitest"
import chebyshev from "../../src/methods/chebyshev.js"
import cramersV from "../../src/methods/cramers-v.js"
import dayOfWeekDistance from "../../src/methods/day-of-week-distance.js"
import energy from "../../src/methods/energy.js"
import hellinger from "../../src/methods/hellinger.js"
import hourOfDayDistance from "../../src/methods/hour-of-day-distance.js"
import jensenShannon from "../../src/methods/jensen-shannon.js"
import klDivergence from "../../src/methods/kl-divergence.js"
import ksDistance from "../../src/methods/ks-distance.js"
import ngrams from "../../src/methods/ngram-jensen-shannon.js"
import psi from "../../src/methods/psi.js"
import totalVariation from "../../src/methods/total-variation.js"
import wasserstein from "../../src/methods/wasserstein.js"
import type { Counts, Samples } from "../../src/model.js"
import { areaNoiseFloor } from "../../src/stats/area-noise-floor.js"
import { energyNoiseFloor } from "../../src/stats/energy-noise-floor.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"

const pairs = 400
const methods = {
  "kl-divergence": klDivergence,
  hellinger,
  "total-variation": totalVariation,
  chebyshev,
  "cramers-v": cramersV,
}

/** Share of unchanged pairs that lie above their noise floor: 5 % but for chance (1.1 % of standard error) and for ties. */
function shareAbove<Evidence>(
  method: {
    measure(evidence: Evidence): { score: number | null }
    noiseFloor(evidence: Evidence): number
  },
  draw: (pair: number) => Evidence,
): number {
  let above = 0
  for (let pair = 0; pair < pairs; pair++) {
    const evidence = draw(pair)
    if ((method.measure(evidence).score ?? 0) > method.noiseFloor(evidence)) above++
  }
  return above / pairs
}

const values: Record<string, (n: number, seed: number) => Float64Array> = {
  normal: normalDraws,
  "log-normal": (n, seed) => normalDraws(n, seed).map(Math.exp),
  "one to five": (n, seed) => normalDraws(n, seed).map((z) => Math.max(1, Math.min(5, Math.round(3 + z)))),
  "0 and 1": (n, seed) => normalDraws(n, seed).map((z) => (z > 1 ? 1 : 0)),
}

describe("distances of samples lie above their noise floor in about one of twenty unchanged pairs", () => {
  for (const [name, method] of Object.entries({ energy, "ks-distance": ksDistance }))
    for (const [kind, draw] of Object.entries(values))
      for (const [n, m] of [
        [200, 200],
        [1000, 300],
      ])
        it(`${name}: ${n} and ${m} values, ${kind}`, () => {
          const share = shareAbove(method, (pair): Samples => ({
            reference: draw(n, 20_000 + 2 * pair).sort(),
            current: draw(m, 20_001 + 2 * pair).sort(),
          }))
          expect(share).toBeLessThanOrEqual(0.08)
          expect(share).toBeGreaterThanOrEqual(0.01)
        })
})

describe("distances of shares lie above their noise floor in about one of twenty unchanged pairs", () => {
  for (const [name, method] of Object.entries(methods))
    for (const categories of [2, 5, 20])
      for (const [n, m] of [
        [200, 200],
        [200, 2000],
      ])
        it(`${name}: ${n} and ${m} rows in ${categories} categories`, () => {
          const next = randomNumbers(5)
          const share = shareAbove(method, (): Counts => ({
            reference: drawCounts(n, categories, next),
            current: drawCounts(m, categories, next),
          }))
          expect(share).toBeLessThanOrEqual(0.08)
          expect(share).toBeGreaterThanOrEqual(0.01)
        })

  it("and not far from it with 2,000 categories that hold one row or two", () => {
    const next = randomNumbers(6)
    const even = (n: number) => {
      const counts = new Float64Array(2000)
      for (let row = 0; row < n; row++) counts[Math.floor(next() * 2000)]++
      return counts
    }
    for (const method of Object.values(methods)) {
      const evidence = { reference: even(2000), current: even(1500) }
      expect(method.measure(evidence).score / method.noiseFloor(evidence)).toBeLessThan(1.05)
    }
  })
})

describe("no noise floor lies above the largest distance there is", () => {
  const nearest = (score: number) => score * (1 + 1e-12)
  const few = [
    [1, 1],
    [5, 1_000_000],
    [1_000_000, 1],
    [60, 60],
    [2, 300],
  ]

  it("for shares of 2 to 5,000 categories", () => {
    const ofCounts = { ...methods, "jensen-shannon": jensenShannon, psi }
    for (const [name, method] of Object.entries(ofCounts))
      for (const categories of [2, 5, 100, 5000])
        for (const [n, m] of few) {
          const spread = (rows: number, step: number) => {
            const counts = new Float64Array(categories).fill(Math.floor(rows / categories))
            for (let i = 0; i < rows % categories; i++) counts[(i * step) % categories]++
            return counts
          }
          // The largest: all rows of a side in one category, and in another on the other side.
          const largest = method.measure({ reference: Float64Array.of(1e6, 0), current: Float64Array.of(0, 1e6) }).score
          const floor = method.noiseFloor({ reference: spread(n, 7), current: spread(m, 11) })
          expect(floor, `${name}: ${n} and ${m} rows, ${categories} categories`).toBeLessThanOrEqual(nearest(largest))
        }
  })

  it("for hours, weekdays and texts", () => {
    const hour = 3_600_000
    const instants = (n: number, step: number) => Float64Array.from({ length: n }, (_, i) => i * step * hour).sort()
    for (const method of [hourOfDayDistance, dayOfWeekDistance])
      for (const [n, m] of few)
        expect(method.noiseFloor({ reference: instants(n, 5), current: instants(m, 7) })).toBeLessThanOrEqual(
          Math.sqrt(Math.LN2),
        )
    const texts = (words: string[]) => ({ values: words, counts: new Float64Array(words.length).fill(1) })
    const floor = ngrams.noiseFloor({ reference: texts(["abcd"]), current: texts(["wxyz", "parcel"]) })
    expect(floor).toBeLessThanOrEqual(Math.sqrt(Math.LN2))
  })

  it("for samples: as far apart as the smallest and the largest value", () => {
    for (const [reference, current] of [
      [[1], [2]],
      [[0], [0, 1, 2, 3]],
      [[0, 0, 0, 5], [0]],
      [[0, 1], [5]],
      [[-1.7e308], [1.7e308]],
    ].map((sides) => sides.map((side) => Float64Array.from(side)))) {
      const most = Math.max(reference[reference.length - 1], current[current.length - 1])
      const least = Math.min(reference[0], current[0])
      const apart = { reference: reference.map(() => least), current: current.map(() => most) }
      for (const [name, floor, method] of [
        ["area", areaNoiseFloor(reference, current), wasserstein] as const,
        ["energy", energyNoiseFloor(reference, current), energy] as const,
      ])
        expect(floor, `${name} ${String(reference)} ${String(current)}`).toBeLessThanOrEqual(
          nearest(method.measure(apart).statistic),
        )
    }
  })
})

/** Rows per category, the i-th as common as 1/i. */
function drawCounts(n: number, categories: number, next: () => number): Float64Array {
  const shares = Array.from({ length: categories }, (_, i) => 1 / (i + 1))
  const sum = shares.reduce((a, b) => a + b)
  const counts = new Float64Array(categories)
  for (let row = 0; row < n; row++) {
    let place = next() * sum
    let category = 0
    while (category < categories - 1 && place > shares[category]) place -= shares[category++]
    counts[category]++
  }
  return counts
}
