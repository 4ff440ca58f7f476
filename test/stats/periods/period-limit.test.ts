import { expect, it } from "vitest"
import { periodLimit, periodLimitBounds } from "../../../src/stats/periods/period-limit.js"
import { randomNumbers } from "../../../src/stats/random.js"

it("a limit lies within what distances that may be off by so much leave open", () => {
  const next = randomNumbers(20_261_129)
  for (let round = 0; round < 400; round++) {
    const count = 7 + Math.floor(next() * 80)
    const off = 0.02 * next()
    const draw = (size: number) => Float64Array.from({ length: count }, () => size * next() ** 2)
    const known = {
      distances: Array.from(draw(0.5), (distance, i) => (i % 11 === 10 ? null : distance)),
      noise: Array.from(draw(0.02)),
      noise_current: 0.04 * next(),
      current: 0,
    }
    const level = 0.01 * 10 ** -next()
    const independent = Math.ceil(count * (0.3 + 0.7 * next()))
    const bounds = periodLimitBounds(known, off, level, independent)
    const distances = known.distances.map((distance) =>
      distance === null ? null : Math.max(0, distance + off * (2 * next() - 1)),
    )
    const limit = periodLimit({ ...known, distances }, level, independent)?.limit ?? NaN
    expect([round, (bounds?.low ?? NaN) <= limit + 1e-12, (bounds?.high ?? NaN) >= limit - 1e-12]).toEqual([
      ...[round, true, true],
    ])
    expect(periodLimitBounds(known, 0, level, independent)?.low).toBeCloseTo(
      periodLimit(known, level, independent)?.limit ?? NaN,
      12,
    )
  }
})
