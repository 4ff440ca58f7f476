import { describe, expect, it } from "vitest"
import { areaNoiseFloor } from "../../src/stats/area-noise-floor.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { walkTies } from "../../src/stats/walk-ties.js"
import { sorted } from "./golden.js"

const draws: Record<string, (n: number, seed: number) => Float64Array> = {
  normal: normalDraws,
  "log-normal": (n, seed) => normalDraws(n, seed).map(Math.exp),
  "one to five": (n, seed) => normalDraws(n, seed).map((z) => Math.max(1, Math.min(5, Math.round(3 + z)))),
  "mostly zero": (n, seed) => normalDraws(n, seed).map((z) => (z > 1 ? z : 0)),
}

describe("walkTies", () => {
  for (const [kind, draw] of Object.entries(draws))
    describe(`of ${kind} values`, () => {
      const a = draw(150, 5).sort()
      const b = draw(97, 6)
        .map((value) => value * 1.2)
        .sort()
      const walk = walkTies(a, b)

      it("sees what comparing every pair sees", () => {
        const share = (side: Float64Array, at: number) => side.filter((value) => value <= at).length / side.length
        const points = sorted([...a, ...b])
        let [gap, area] = [0, 0]
        points.forEach((point, i) => {
          const height = Math.abs(share(a, point) - share(b, point))
          gap = Math.max(gap, height)
          if (i + 1 < points.length) area += height * (points[i + 1] - point)
        })
        expect(walk.gap).toBeCloseTo(gap, 14)
        expect(walk.area).toBeCloseTo(area, 12)
      })

      it("sees the same gap and area with the samples swapped, and the other sign", () => {
        const swapped = walkTies(b, a)
        expect([swapped.gap, swapped.sign]).toEqual([walk.gap, -walk.sign])
        expect(swapped.area).toBeCloseTo(walk.area, 14)
      })

      it("sees the same gap after a rising map, at the mapped value", () => {
        const map = (value: number) => Math.atan(value / 3) * 1e6 + 5
        const mapped = walkTies(a.map(map), b.map(map))
        expect(mapped).toMatchObject({ gap: walk.gap, sign: walk.sign, at: map(walk.at) })
      })

      it("scales its area with the values and ignores where they start", () => {
        const grown = walkTies(
          a.map((value) => 8 * value + 1024),
          b.map((value) => 8 * value + 1024),
        )
        expect(grown.area / 8).toBeCloseTo(walk.area, 11)
      })
    })

  it("keeps its area at the limits of doubles", () => {
    const a = Float64Array.of(1, 2, 3, 4)
    const b = Float64Array.of(1.5, 2.5, 3, 9)
    const { area } = walkTies(a, b)
    for (const power of [-1060, -500, 500, 1000, 1020]) {
      const scaled = walkTies(
        a.map((value) => value * 2 ** power),
        b.map((value) => value * 2 ** power),
      )
      expect(scaled.area / 2 ** power).toBeCloseTo(area, power < -1022 ? 3 : 12)
    }
    expect(walkTies(Float64Array.of(-1.7e308), Float64Array.of(1.7e308)).area).toBe(Number.MAX_VALUE)
  })

  it("takes -0 for 0", () => {
    expect(walkTies(Float64Array.of(-0), Float64Array.of(0))).toMatchObject({ gap: 0, at: 0, sign: 1, area: 0 })
  })

  it("moves a shifted sample by its shift", () => {
    const a = normalDraws(1000, 9).sort()
    expect(
      walkTies(
        a,
        a.map((value) => value + 0.25),
      ).area,
    ).toBeCloseTo(0.25, 12)
  })
})

describe("areaNoiseFloor", () => {
  /** The area that 5 % of 4,000 random splits of the pooled values exceed. */
  function splitPoint(a: Float64Array, b: Float64Array): number {
    const next = randomNumbers(7)
    const pool = Float64Array.of(...a, ...b)
    const areas = Float64Array.from({ length: 4000 }, () => {
      for (let i = pool.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1))
        ;[pool[i], pool[j]] = [pool[j], pool[i]]
      }
      return walkTies(pool.slice(0, a.length).sort(), pool.slice(a.length).sort()).area
    })
    return areas.sort()[3800]
  }

  for (const [kind, draw] of Object.entries(draws))
    for (const [n, m] of [
      [30, 20],
      [60, 90],
      [400, 250],
    ])
      it(`is within a tenth of what splitting ${n} + ${m} pooled values (${kind}) at random gives`, () => {
        const [a, b] = [draw(n, 31).sort(), draw(m, 32).sort()]
        const ratio = areaNoiseFloor(a, b) / splitPoint(a, b)
        expect(Math.abs(ratio - 1)).toBeLessThan(0.1)
      })

  it("is the same each time, shrinks with the root of the size, and scales with the values", () => {
    const [a, b] = [normalDraws(100, 1).sort(), normalDraws(100, 2).sort()]
    const floor = areaNoiseFloor(a, b)
    expect(areaNoiseFloor(a, b)).toBe(floor)
    const four = (side: Float64Array) => sorted([...side, ...side, ...side, ...side])
    expect(areaNoiseFloor(four(a), four(b))).toBeCloseTo(floor / 2, 12)
    const huge = (side: Float64Array) => side.map((value) => value * 2 ** 1015)
    expect(areaNoiseFloor(huge(a), huge(b)) / 2 ** 1015).toBeCloseTo(floor, 10)
  })

  it("is 0 when all values are equal", () => {
    expect(areaNoiseFloor(Float64Array.of(3, 3), Float64Array.of(3))).toBe(0)
  })

  it("uses a part of large samples and stays within a twentieth of what all of them give", () => {
    const [a, b] = [normalDraws(200_000, 3).sort(), normalDraws(100_000, 4).sort()]
    // The limit for normal values, from 40,000 simulated bridges.
    expect(areaNoiseFloor(a, b) / Math.sqrt(1 / 200_000 + 1 / 100_000) / 2.135).toBeCloseTo(1, 1)
  })
})
