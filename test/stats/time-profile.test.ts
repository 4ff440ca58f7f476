import { describe, expect, it } from "vitest"
import { randomNumbers } from "../../src/stats/random.js"
import { isDatesOnly, profileByHour, profileByWeekday } from "../../src/stats/time-profile.js"

/** Instants that Date knows: 274,000 years either way. */
function anyInstants(n: number, seed: number): Float64Array {
  const next = randomNumbers(seed)
  return Float64Array.from({ length: n }, () => Math.floor((next() * 2 - 1) * 8.64e15))
}

describe("profiles", () => {
  it("agree with Date, before 1970 and in far years too", () => {
    const instants = Float64Array.of(0, -1, -86_400_000, Date.UTC(2024, 1, 29, 23, 59), ...anyInstants(2000, 1))
    const [hours, days] = [new Float64Array(24), new Float64Array(7)]
    for (const instant of instants) {
      hours[new Date(instant).getUTCHours()]++
      days[(new Date(instant).getUTCDay() + 6) % 7]++
    }
    expect(profileByHour(instants)).toEqual(hours)
    expect(profileByWeekday(instants)).toEqual(days)
  })

  it("count every instant, however far", () => {
    const far = Float64Array.of(-1.7e308, -1e20, -0, 5e-324, 1e20, 1.7e308)
    for (const profile of [profileByHour(far), profileByWeekday(far)])
      expect(profile.reduce((sum, rows) => sum + rows, 0)).toBe(6)
  })
})

describe("isDatesOnly", () => {
  it("wants every instant at midnight", () => {
    expect(isDatesOnly(Float64Array.of(-86_400_000, 0, 86_400_000))).toBe(true)
    expect(isDatesOnly(Float64Array.of(0, 1))).toBe(false)
  })
})
