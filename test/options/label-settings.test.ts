import { describe, expect, it } from "vitest"
import { parseTime } from "../../src/options/settings/labels.js"
import { milliseconds } from "../../src/options/takes.js"

describe("times and spans as settings take them", () => {
  it("reads dates and times, in UTC unless a zone is named", () => {
    expect(parseTime("2026-11-23")).toBe(Date.UTC(2026, 10, 23))
    expect(parseTime("2026-11-23T06:30")).toBe(Date.UTC(2026, 10, 23, 6, 30))
    expect(parseTime("2026-11-23 06:30:15Z")).toBe(Date.UTC(2026, 10, 23, 6, 30, 15))
    expect(parseTime("2026-11-23T06:30:00+02:00")).toBe(Date.UTC(2026, 10, 23, 4, 30))
  })

  it("refuses what is no time: days that no month has, other orders, words", () => {
    for (const text of ["2026-02-30", "2026-13-01", "23.11.2026", "yesterday", "", "2026-11-23T25:00"])
      expect(parseTime(text)).toBeNull()
  })

  it("reads weeks, days, hours and minutes, and nothing else", () => {
    expect(milliseconds("2w")).toBe(14 * 86_400_000)
    expect(milliseconds("7d")).toBe(7 * 86_400_000)
    expect(milliseconds("1.5 h")).toBe(5_400_000)
    expect(milliseconds("30min")).toBe(1_800_000)
    for (const text of ["7", "0d", "0.0h", "-1d", "7 weeks", "", "1m"]) expect(milliseconds(text)).toBeNull()
  })
})
