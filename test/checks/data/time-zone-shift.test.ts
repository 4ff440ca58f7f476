import { expect, it } from "vitest"
import timeZoneShift from "../../../src/checks/data/time-zone-shift.js"
import { noEvidence } from "../../../src/evidence/check-evidence.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import { defaultOptions } from "../../../src/options/options.js"
import { base, summaryOf } from "../../helpers/sample-columns.js"
import { inputOf, time } from "../test-check.js"

const halfHours = Array.from({ length: 48 }, (_, i) => i)
/** Rows of each half hour: quiet nights, a peak in the morning and a higher one in the evening. */
const workingDays = halfHours.map((i) => (i < 14 ? 2 : 30 + 300 * Number(i === 17) + 400 * Number(i === 36)))
const later = (rows: readonly number[], by: number) => halfHours.map((i) => rows[(i - by + 96) % 48])

/** What is said of these rows per half hour, with a reference that spans so many days. */
function say(reference: number[], current: number[], days = 30) {
  const total = (rows: readonly number[]) => rows.reduce((sum, n) => sum + n, 0)
  const side = (rows: readonly number[]) => summaryOf({ rows: total(rows), time: time({ span_days: days }) })
  const column = base("at", { type: "datetime", reference: side(reference), current: side(current) })
  const evidence = new Map([["at", { ...noEvidence, times: { reference, current, afterNow: null } }]])
  return runChecks(new Map([["time-zone-shift", timeZoneShift]]), { ...inputOf([column]), evidence }, defaultOptions)
}

it.each([
  [6, "warn", 3, "All times of day fit 3 hours later than in reference"],
  [-2, "warn", 1, "All times of day fit 1 hour earlier than in reference"],
  [11, "warn", 5.5, "All times of day fit 5.5 hours later than in reference"],
  [0, "pass", 0, "No shift of all times of day"],
] as const)("all times moved by %i half hours", (by, status, value, message) => {
  expect(say(workingDays, later(workingDays, by))).toMatchObject([{ column: "at", status, value, message }])
})

it("a day of another shape is no shift", () => {
  const nights = halfHours.map((i) => (i < 14 ? 200 : 10))
  expect(say(workingDays, nights)).toMatchObject([{ status: "pass", value: 0 }])
})

it("the hours after a reference of part of a day are other hours, not the same ones moved", () => {
  const morning = halfHours.map((i) => (i >= 12 && i < 20 ? 100 : 0))
  const afternoon = later(morning, 8)
  expect(say(morning, afternoon, 4 / 24).map(({ status }) => status)).not.toContain("warn")
  // The same rows of whole days: each day has its rows four hours later.
  expect(say(morning, afternoon, 30)).toMatchObject([{ status: "warn", value: 4 }])
})

it("nothing is said of dates, of few rows, nor of a column without times", () => {
  const midnight = halfHours.map((i) => (i === 0 ? 1000 : 0))
  for (const found of [
    say(midnight, later(midnight, 4)),
    say(
      midnight.map((n) => n / 10),
      midnight,
    ),
  ])
    expect(found.map(({ status }) => status)).not.toContain("warn")
})
