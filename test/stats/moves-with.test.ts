import { describe, expect, test } from "vitest"
import { dailyChanges, movesWith } from "../../src/stats/moves-with.js"
import { randomNumbers } from "../../src/stats/random.js"

const next = randomNumbers(7)
const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
const series = (step: (before: number, i: number) => number, n: number) => {
  let value = normal()
  return Array.from({ length: n }, (_, i) => (value = step(value, i)))
}
const kinds: Record<string, (before: number, i: number) => number> = {
  independent: normal,
  "autocorrelated 0.5": (before) => 0.5 * before + 0.87 * normal(),
  "autocorrelated 0.9": (before) => 0.9 * before + 0.44 * normal(),
  "a random walk": (before) => before + normal(),
  "weekends apart": (_, i) => (i % 7 > 4 ? 3 : 0) + normal(),
  "a trend": (_, i) => 0.08 * i + normal(),
}

describe("two independent series are called related as often as asked for", () => {
  test.each(Object.keys(kinds))("%s", (kind) => {
    const pairs = Array.from({ length: 600 }, () => movesWith(series(kinds[kind], 45), series(kinds[kind], 45), 0))
    const rate = pairs.filter((each) => (each?.p ?? 1) < 0.05).length / pairs.length
    // 5 %, with four standard errors of 600 pairs.
    expect(rate).toBeGreaterThan(0.015)
    expect(rate).toBeLessThan(0.086)
  })
})

test("what follows another series after two days is found at that lag, with its sign", () => {
  const x = series(kinds["autocorrelated 0.5"], 90)
  const y = x.map((_, i) => (i < 2 ? normal() : -x[i - 2] + 0.5 * normal()))
  const found = Array.from({ length: 8 }, (_, lag) => movesWith(x, y, lag))
  const best = found.reduce((least, each, lag) => ((each?.p ?? 1) < (found[least]?.p ?? 1) ? lag : least), 0)
  expect(best).toBe(2)
  expect(found[2]?.rho).toBeLessThan(-0.5)
  expect(found[2]?.p).toBeLessThan(1e-6)
  expect(found[2]?.days).toBe(87)
})

test("nothing is said of fewer than 30 days, nor of a series that does not move", () => {
  const x = series(normal, 40)
  expect(movesWith(x.slice(0, 30), x.slice(0, 30), 0)).toBe(null)
  expect(movesWith(x, Array(40).fill(1), 0)).toBe(null)
  expect(
    movesWith(
      x,
      x.map((value, i) => (i % 2 === 0 ? value : null)),
      0,
    ),
  ).toBe(null)
  expect(movesWith(x, x, 0)).toMatchObject({ rho: 1, p: 0 })
})

test("a change is to the day before, less the median change of its weekday", () => {
  expect(dailyChanges([1, 3, null, 4, 5])).toEqual([null, 0, null, null, 0])
  const weekly = Array.from({ length: 21 }, (_, i) => (i % 7 === 0 ? 5 : 1))
  expect(dailyChanges(weekly).slice(1)).toEqual(Array(20).fill(0))
})
