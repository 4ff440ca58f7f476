import { describe, expect, it } from "vitest"
import { momentsInterval, momentsOf } from "../../src/stats/intervals/mean-interval.js"
import { randomNumbers } from "../../src/stats/random.js"
import { RunningMoments } from "../../src/stats/running-moments.js"

const next = randomNumbers(5)
const random = Float64Array.from({ length: 10_000 }, next)

describe("moments of values that come one by one", () => {
  it.each([
    ["shares", random],
    ["far from 0", random.map((value) => 1e9 + value)],
    ["whose squares no double holds", random.map((value) => (value - 0.5) * 1e300)],
    ["that grow beyond that", random.map((value, i) => (i < 5000 ? value : value * 1e250))],
    ["constant", random.map(() => 0.7)],
  ])("are those of all of them together: %s", (_, values) => {
    const running = new RunningMoments()
    for (const value of values) running.add(value)
    const [found, exact] = [momentsInterval(running), momentsInterval(momentsOf(values))]
    for (const end of ["value", "low", "high"] as const) {
      const size = Math.max(Math.abs(exact.low ?? NaN), Math.abs(exact.high ?? NaN))
      expect(Math.abs((found[end] ?? NaN) - (exact[end] ?? NaN))).toBeLessThanOrEqual(1e-9 * size)
    }
    expect(running.n).toBe(10_000)
  })
})
