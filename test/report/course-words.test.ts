/** When a column moved within current, in words. */
import { describe, expect, it } from "vitest"
import type { ColumnResult, CourseFacts, CourseLine, CourseUsual } from "../../src/model.js"
import { courseSentences } from "../../src/report/course-words.js"
import { sampleReport } from "../helpers/sample-report.js"

const usual: CourseUsual = { middle: 10, low: 9, high: 11 }

const points = (n: number, unit: "hour" | "day", rows = 100): CourseFacts => ({
  timestamp: "at",
  timezone: "UTC",
  unit,
  width: 1,
  starts: Array.from({ length: n }, (_, i) =>
    new Date(Date.UTC(2026, 2, 1) + i * (unit === "hour" ? 3_600_000 : 86_400_000))
      .toISOString()
      .slice(0, unit === "hour" ? 13 : 10),
  ),
  rows: new Array<number>(n).fill(rows),
  reference_points: 60,
})

/** What is said of a mean whose standard deviation over rows is 2, or of a share. */
function said(values: (number | null)[], facts: CourseFacts, line: Partial<CourseLine> = {}): string[] {
  const report = sampleReport()
  const [column] = report.columns
  const course = [{ of: "mean" as const, value: null, values, usual: [usual], ...line }]
  const followed = { ...column, reference: column.reference && { ...column.reference, std: 2 }, course } as ColumnResult
  return courseSentences(followed, { ...report, course: facts })
}

const where = (n: number, isOut: (i: number) => boolean) => Array.from({ length: n }, (_, i) => (isOut(i) ? 20 : 10))

describe("says", () => {
  it("since when", () => {
    expect(
      said(
        where(24, (i) => i >= 14),
        points(24, "hour"),
      ),
    ).toEqual(["Since when within current: from 2026-03-01 14:00 on: mean 20, where 10 is usual."])
    expect(
      said(
        where(10, () => true),
        points(10, "day"),
      )[0],
    ).toMatch(/^Since when within current: all along/)
  })

  it("all along where the others lean the same way, though they lie inside the band", () => {
    const values = Array.from({ length: 10 }, (_, i) => (i % 3 === 0 ? 12 : 10.9))
    expect(said(values, points(10, "day"))[0]).toMatch(/^Since when within current: all along: mean 11.3/)
  })

  it("which one day, until when, between which days", () => {
    expect(
      said(
        where(10, (i) => i === 3),
        points(10, "day"),
      )[0],
    ).toMatch(/^When within current: one day alone, 2026-03-04:/)
    expect(
      said(
        where(10, (i) => i < 4),
        points(10, "day"),
      )[0],
    ).toMatch(/^When within current: until 2026-03-04:/)
    expect(
      said(
        where(10, (i) => i > 2 && i < 7),
        points(10, "day"),
      )[0],
    ).toMatch(/^When within current: 2026-03-04 to 2026-03-07:/)
  })

  it("which times of day, where they are the same on each", () => {
    expect(
      said(
        where(48, (i) => [2, 3].includes(i % 24)),
        points(48, "hour"),
      ),
    ).toEqual(["Times of day that moved: 02:00, 03:00: mean 20, where 10 is usual."])
  })

  it("which of several days that have nothing in common", () => {
    expect(
      said(
        where(20, (i) => [1, 8, 15].includes(i)),
        points(20, "day"),
      )[0],
    ).toMatch(/^When within current: 3 of 20 days, 2026-03-02, 2026-03-09, 2026-03-16:/)
  })

  it("shares by what they are", () => {
    const values = [0.2, 0.2, 0.2, 0.6, 0.6]
    const band = { middle: 0.2, low: 0.15, high: 0.25 }
    expect(said(values, points(5, "day"), { of: "share", value: "UA", values, usual: [band] })).toEqual([
      "Since when within current: from 2026-03-04 on: share of UA 60.0%, where 20.0% is usual.",
    ])
    expect(said(values, points(5, "day"), { of: "missing", values, usual: [band] })[0]).toMatch(/: missing 60.0%/)
  })
})

describe("says nothing", () => {
  it("of what chance does with few rows, though it lies outside the band", () => {
    const values = where(10, () => false).map((value, i) => (i === 5 ? 12 : value))
    expect(said(values, points(10, "day", 4))).toEqual([])
    expect(said(values, points(10, "day", 400))).toHaveLength(1)
  })

  it("of fewer than three points, and where the hour is usual at that time of day", () => {
    expect(said([10, 20], points(2, "day"))).toEqual([])
    const byHour = Array.from({ length: 24 }, (_, hour) => (hour === 5 ? { middle: 20, low: 19, high: 21 } : usual))
    expect(
      said(
        where(24, (i) => i === 5),
        points(24, "hour"),
        { usual: byHour },
      ),
    ).toEqual([])
  })
})
