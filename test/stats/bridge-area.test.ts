import { describe, expect, it } from "vitest"
import { areaNoiseFloor } from "../../src/stats/area-noise-floor.js"
import { bridgeAreaMoments } from "../../src/stats/bridge-area.js"
import { bridgeReplicates, simulateBridges, type Stretch } from "../../src/stats/pooled-bridge.js"

/** Areas under the 4,000 simulated bridges. */
function simulatedAreas(stretches: readonly Stretch[]): number[] {
  const areas: number[] = []
  const heights = Float64Array.from(stretches, ({ height }) => height)
  simulateBridges(heights, (bridge) =>
    areas.push(bridge.reduce((sum, b, i) => sum + Math.abs(b) * stretches[i].width, 0)),
  )
  return areas
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

const shapes: Record<string, Stretch[]> = {
  "even heights": Array.from({ length: 16 }, (_, i) => ({ height: (i + 1) / 17, width: 1 })),
  "a long tail": Array.from({ length: 16 }, (_, i) => ({ height: 1 - 0.6 ** (i + 1), width: 1.7 ** i })),
  "three values": [
    { height: 0.3, width: 2 },
    { height: 0.9, width: 5 },
  ],
}

describe("bridgeAreaMoments", () => {
  it("of two values are those of the size of a normal variable", () => {
    const { mean, variance, skewness } = bridgeAreaMoments([{ height: 0.2, width: 3 }])
    const deviation = 3 * 0.4
    expect(mean).toBeCloseTo(deviation * Math.sqrt(2 / Math.PI), 12)
    expect(variance).toBeCloseTo(deviation ** 2 * (1 - 2 / Math.PI), 12)
    // Half-normal law: √2·(4 − π) / (π − 2)^1.5.
    expect(skewness).toBeCloseTo((Math.SQRT2 * (4 - Math.PI)) / (Math.PI - 2) ** 1.5, 10)
  })

  it("of a bridge read everywhere are those of its law", () => {
    const even = Array.from({ length: 100 }, (_, i) => ({ height: (i + 0.5) / 100, width: 1 / 100 }))
    // Shepp (1982), Annals of Probability 10:234-239: E = √(2π)/8 and E² = 7/60 for ∫|B|; a sum of 100 is some 1e-4 off.
    const { mean, variance } = bridgeAreaMoments(even)
    expect(mean).toBeCloseTo(Math.sqrt(2 * Math.PI) / 8, 3)
    expect(variance + mean ** 2).toBeCloseTo(7 / 60, 3)
  })

  for (const [name, stretches] of Object.entries(shapes))
    it(`are met by simulated bridges, within 4 standard errors: ${name}`, () => {
      const areas = simulatedAreas(stretches)
      const moments = bridgeAreaMoments(stretches)
      const deviation = Math.sqrt(moments.variance)
      expect(Math.abs(mean(areas) - moments.mean)).toBeLessThan((4 * deviation) / Math.sqrt(bridgeReplicates))
      const z = areas.map((area) => (area - moments.mean) / deviation)
      // The fourth moment of such laws is about 4.5, the sixth about 40.
      expect(Math.abs(mean(z.map((v) => v ** 2)) - 1)).toBeLessThan((4 * Math.sqrt(3.5)) / Math.sqrt(bridgeReplicates))
      expect(Math.abs(mean(z.map((v) => v ** 3)) - moments.skewness)).toBeLessThan(
        (4 * 6.3) / Math.sqrt(bridgeReplicates),
      )
    })

  it("stay finite where neighbouring heights can hardly be told apart", () => {
    const close = [0.5, 0.5 + 1e-16, 0.5 + 2e-16, 1 - 1e-16].map((height) => ({ height, width: 1 }))
    for (const moment of Object.values(bridgeAreaMoments(close))) expect(moment).toBeGreaterThan(0)
  })
})

describe("areaNoiseFloor", () => {
  it("is 1.96 standard errors for two values, good to 2 %", () => {
    const sample = Float64Array.from({ length: 1000 }, (_, i) => (i < 300 ? 0 : 1))
    const exact = 1.959964 * Math.sqrt(0.3 * 0.7) * Math.sqrt(2 / 1000)
    expect(areaNoiseFloor(sample, sample) / exact).toBeGreaterThan(0.98)
    expect(areaNoiseFloor(sample, sample) / exact).toBeLessThan(1.02)
  })

  it("is the point of Shepp's law for even values, good to 2 %", () => {
    const sample = Float64Array.from({ length: 1000 }, (_, i) => i / 999)
    // 95 % point of ∫|B|: 0.5804 of 200,000 bridges of 1,000 steps (numpy 2.4.6, seed 1).
    expect(areaNoiseFloor(sample, sample) / (0.5804 * Math.sqrt(2 / 1000))).toBeGreaterThan(0.98)
    expect(areaNoiseFloor(sample, sample) / (0.5804 * Math.sqrt(2 / 1000))).toBeLessThan(1.02)
  })
})
