import { describe, expect, it } from "vitest"
import { packCounts, packDoubles, unpackCounts, unpackDoubles } from "../../src/profiles/pack.js"
import { packPoints, unpackPoints } from "../../src/profiles/packed-points.js"
import { expandPoints, resolutionOf, toPoints } from "../../src/profiles/points.js"
import { maxEcdfGap } from "../../src/stats/max-ecdf-gap.js"
import { normalDraws } from "../../src/stats/random.js"
import { sortAscending } from "../../src/stats/sort-ascending.js"

const sorted = (values: Float64Array) => sortAscending(values)
const hour = 3_600_000

const samples: Record<string, Float64Array> = {
  normal: sorted(normalDraws(10_000, 1)),
  "long-tailed": sorted(normalDraws(10_000, 2).map((value) => Math.exp(3 * value))),
  "of cents": sorted(normalDraws(10_000, 3).map((value) => Math.round(value * 100_000) / 100)),
  "of whole numbers": sorted(normalDraws(10_000, 4).map((value) => Math.round(value * 5000))),
  "with a heavy value": sorted(normalDraws(10_000, 5).map((value) => Math.max(0, value))),
  "with extremes": sorted(Float64Array.of(-1.7e308, ...normalDraws(5000, 6), 1.7e308)),
}

describe.each(Object.entries(samples))("points of a sample %s", (_, sample) => {
  const points = toPoints(sample, false)
  const expanded = expandPoints(points)

  it("are at most 2,000, with the extremes, and stand for every row in order", () => {
    expect(points.values.length).toBeLessThanOrEqual(2000)
    expect(expanded).toHaveLength(sample.length)
    expect([expanded[0], expanded[expanded.length - 1]]).toEqual([sample[0], sample[sample.length - 1]])
    expect(expanded).toEqual(expanded.slice().sort())
  })

  it("give every share of rows within their resolution, below 1/1,600", () => {
    expect(resolutionOf(points)).toBeLessThan(1 / 1600 + 1 / sample.length)
    expect(maxEcdfGap(expanded, sample).gap).toBeLessThanOrEqual(resolutionOf(points))
  })

  it("are the same after they were saved", () => {
    expect(unpackPoints(packPoints(points), sample.length)).toEqual(points)
  })
})

describe("points", () => {
  it("are exact for up to 2,000 different values", () => {
    const sample = sorted(normalDraws(10_000, 7).map((value) => Math.round(value * 200)))
    const points = toPoints(sample, false)
    expect(resolutionOf(points)).toBe(0)
    expect(expandPoints(points)).toEqual(sample.map((value) => value + 0))
  })

  it("of none and of one value are those", () => {
    expect(expandPoints(toPoints(new Float64Array(0), false))).toHaveLength(0)
    expect(expandPoints(toPoints(Float64Array.of(4), false))).toEqual(Float64Array.of(4))
  })

  it("keep whole numbers whole and cents cents", () => {
    expect(expandPoints(toPoints(samples["of whole numbers"], false)).every(Number.isInteger)).toBe(true)
    expect(expandPoints(toPoints(samples["of cents"], false)).every((v) => Math.round(v * 100) / 100 === v)).toBe(true)
  })

  it("of times keep the rows of every hour", () => {
    const instants = sorted(normalDraws(10_000, 8).map((value) => Math.round(1.7e12 + value * 1000 * hour)))
    const hours = (sample: Float64Array) => sample.map((instant) => Math.floor(instant / hour))
    expect(hours(expandPoints(toPoints(instants, true)))).toEqual(hours(instants))
  })
})

describe("packed lists", () => {
  it("hold every double and every count up to 2^53 - 1", () => {
    const doubles = Float64Array.of(-1.7e308, -1, -5e-324, 0, 5e-324, 0.1, 1, 1.7e308)
    expect(unpackDoubles(packDoubles(doubles), 8)).toEqual(doubles)
    const counts = Float64Array.of(0, 1, 127, 128, 16_384, 2 ** 32, Number.MAX_SAFE_INTEGER)
    expect(unpackCounts(packCounts(counts), 7)).toEqual(counts)
  })

  it("refuse another length", () => {
    expect(() => unpackDoubles(packDoubles(Float64Array.of(1, 2)), 3)).toThrow("wrong length")
    expect(() => unpackCounts(packCounts(Float64Array.of(1, 2)), 3)).toThrow("too short")
    expect(() => unpackCounts(packCounts(Float64Array.of(1, 2)), 1)).toThrow("too long")
  })
})
