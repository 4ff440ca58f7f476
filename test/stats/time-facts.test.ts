import { describe, expect, it } from "vitest"
import { randomNumbers } from "../../src/stats/random.js"
import { periodFor, rowsPerPeriod } from "../../src/stats/rows-per-period.js"
import { timeFacts } from "../../src/stats/time-facts.js"

const dayMs = 86_400_000
const utc = (text: string) => Date.parse(text)
const starts = (sorted: Float64Array, days: number) =>
  rowsPerPeriod(sorted, periodFor(days)).map(({ start }) => new Date(start).toISOString().slice(0, 10))

describe("timeFacts", () => {
  it("gives range, gaps, duplicates and rows per period", () => {
    const sorted = Float64Array.from(
      ["2024-02-27T10:00Z", "2024-02-27T10:00Z", "2024-02-27T22:00Z", "2024-03-02T22:00Z", "2024-03-03T01:00Z"],
      utc,
    )
    expect(timeFacts(sorted)).toEqual({
      rows: 5,
      first: utc("2024-02-27T10:00Z"),
      last: utc("2024-03-03T01:00Z"),
      spanDays: 4.625,
      duplicates: 1,
      // Gaps: 0, 12, 96 and 3 hours.
      medianGapMs: 7.5 * 3_600_000,
      largestGapMs: 4 * dayMs,
      largestGapFrom: utc("2024-02-27T22:00Z"),
      period: { unit: "day", every: 1 },
      // 2024 is a leap year: there is a 29 February.
      rowsPer: [3, 0, 0, 0, 1, 1].map((rows, i) => ({ start: utc("2024-02-27") + i * dayMs, rows })),
      emptyPeriods: 3,
    })
  })

  it("has no gaps with one row", () => {
    const { first, last, medianGapMs, largestGapMs, rowsPer } = timeFacts(Float64Array.of(-1))
    expect([first, last, medianGapMs, largestGapMs]).toEqual([-1, -1, null, null])
    expect(rowsPer).toEqual([{ start: -3_600_000, rows: 1 }])
  })

  it("counts every row once, in at most some 200 periods, however long the span", () => {
    const next = randomNumbers(1)
    for (const span of [0, 1, 3.9, 4.1, 119, 121, 900, 930, 4300, 4400, 7e4, 8e4, 1e6, 1e8, 1e11, 1e300]) {
      const sorted = Float64Array.from({ length: 500 }, () => (next() - 0.7) * span * dayMs).sort()
      const facts = timeFacts(sorted)
      expect(
        facts.rowsPer.reduce((sum, { rows }) => sum + rows, 0),
        `${span}`,
      ).toBe(500)
      expect(facts.rowsPer.length, `${span}`).toBeLessThanOrEqual(210)
      const figures = [
        facts.spanDays,
        facts.medianGapMs,
        facts.largestGapMs,
        ...facts.rowsPer.map(({ start }) => start),
      ]
      expect(figures.every(Number.isFinite), `${span}`).toBe(true)
    }
  })
})

describe("rowsPerPeriod", () => {
  it("starts weeks on Monday, and months and years on their first day", () => {
    expect(starts(Float64Array.from(["1969-12-28", "1970-01-12"], utc), 200)).toEqual([
      "1969-12-22",
      "1969-12-29",
      "1970-01-05",
      "1970-01-12",
    ])
    expect(starts(Float64Array.from(["1969-11-30", "1970-02-28"], utc), 2000)).toEqual([
      "1969-11-01",
      "1969-12-01",
      "1970-01-01",
      "1970-02-01",
    ])
    expect(starts(Float64Array.from(["1899-12-31", "1901-01-01"], utc), 40_000)).toEqual([
      "1899-01-01",
      "1900-01-01",
      "1901-01-01",
    ])
  })

  it("knows the calendar as Date does, 270,000 years either way", () => {
    const next = randomNumbers(2)
    for (let i = 0; i < 3000; i++) {
      const instant = Math.floor((next() * 2 - 1) * 8.6e15)
      const date = new Date(instant)
      const one = Float64Array.of(instant)
      const month = new Date(instant)
      month.setUTCDate(1)
      month.setUTCHours(0, 0, 0, 0)
      expect(rowsPerPeriod(one, { unit: "month", every: 1 })).toEqual([{ start: month.getTime(), rows: 1 }])
      month.setUTCMonth(0)
      expect(rowsPerPeriod(one, { unit: "year", every: 1 })[0].start).toBe(month.getTime())
      expect(rowsPerPeriod(one, { unit: "hour", every: 1 })[0].start).toBe(date.setUTCMinutes(0, 0, 0))
    }
  })
})
