import { describe, expect, it } from "vitest"
import { changeStart } from "../../../src/stats/change-start.js"
import { lastingBound } from "../../../src/stats/periods/lasting-bound.js"
import { numberLocations, shareLocations, withoutWeekdays } from "../../../src/stats/periods/locations.js"

describe("where numbers lie", () => {
  // 0 … 100: the 1 and 99 % points are 1 and 99; clipped, the mean is 50 and the variance (2·49² + Σ_{1..99} (x−50)²)/101.
  const whole = Float64Array.from({ length: 101 }, (_, i) => i)
  const deviation = Math.sqrt((2 * 49 ** 2 + 80_850) / 101)

  it("is the mean of clipped values, in deviations of the clipped reference", () => {
    const found = numberLocations(whole, [Float64Array.of(40, 60), new Float64Array(0)], Float64Array.of(70, 1e300))
    expect(found?.periods[0]).toBeCloseTo(0, 12)
    expect(found?.periods[1]).toBeNull()
    expect(found?.current).toBeCloseTo((84.5 - 50) / deviation, 12)
  })

  it("is nowhere in a reference that does not vary", () => {
    expect(numberLocations(Float64Array.of(3, 3, 3), [], Float64Array.of(4))).toBeNull()
  })
})

it("shares lie where they are more or fewer than in the reference", () => {
  const found = shareLocations(Float64Array.of(30, 70), [Float64Array.of(5, 5)], Float64Array.of(1, 9), 0)
  expect(found.periods[0]).toBeCloseTo(0.2, 12)
  expect(found.current).toBeCloseTo(-0.2, 12)
})

it("what is usual on a day of the week is taken off", () => {
  const weekdays = Array.from({ length: 28 }, (_, i) => i % 7)
  const periods = weekdays.map((day) => (day === 6 ? 1 : 0))
  const found = withoutWeekdays({ periods, current: 1.5 }, weekdays, 6)
  expect(found.periods).toEqual(weekdays.map(() => 0))
  expect(found.current).toBe(0.5)
})

describe("the bound of 14 nights", () => {
  it("needs 60 days that have a value", () => {
    const days = Array.from({ length: 60 }, (_, i) => Math.sin(i))
    expect(lastingBound(days, 0.001)).toBeGreaterThan(0)
    expect(lastingBound([...days.slice(1), null], 0.001)).toBeNull()
  })

  it("grows with how far 14 days in a row go, not with how far single days do", () => {
    const weekly = Array.from({ length: 140 }, (_, i) => (i % 14 < 7 ? 1 : -1))
    const slow = Array.from({ length: 140 }, (_, i) => Math.sin((2 * Math.PI * i) / 70))
    expect(lastingBound(weekly, 0.001)).toBeLessThan(1e-9)
    expect(lastingBound(slow, 0.001)).toBeGreaterThan(0.8)
  })
})

describe("where a change began", () => {
  it("is found to the night where it is clear", () => {
    expect(changeStart([0.1, -0.2, 0.1, 0, 1, 1.1, 0.9])).toBe(4)
    expect(changeStart([0.1, -0.2, 0.1, 0, -1, -1.1, -0.9])).toBe(4)
  })

  it("is the first of values that all lie apart", () => {
    expect(changeStart([1, 1, 1])).toBe(0)
  })
})
