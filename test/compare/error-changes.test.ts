import { expect, it } from "vitest"
import { changesIn } from "../../src/compare/error-changes.js"
import { randomNumbers } from "../../src/stats/random.js"

const rows = 4000
/** Rows in the order of the file are in the reverse order of time: an hour apart, from 2026 on. */
const times = Float64Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 1) + (rows - 1 - row) * 3_600_000)
const inTime = Int32Array.from({ length: rows }, (_, place) => rows - 1 - place)

/** A tenth of the predictions is wrong, from the 2,000th on a quarter. */
function wrong(): Float64Array {
  const next = randomNumbers(3)
  return Float64Array.from({ length: rows }, (_, place) => Number(next() < (place < 2000 ? 0.1 : 0.25)))
}

// Page–Hinkley's own place of the change is where its sum was lowest, which may be long before.
it.each([
  ["adwin", 1800],
  ["page-hinkley", 1000],
] as const)("%s finds where errors rise, by row and time", (detector, earliest) => {
  const changes = changesIn({ rows: inTime, losses: wrong(), loss: "error", times }, detector)
  expect(changes).toHaveLength(1)
  const [{ from_row, found_row, from, before, after, before_rows, after_rows, message }] = changes
  const place = rows - 1 - from_row
  expect(place).toBeGreaterThan(earliest)
  expect(place).toBeLessThan(2200)
  expect(from).toBe(new Date(times[from_row]).toISOString())
  expect(rows - 1 - found_row).toBeGreaterThan(2000)
  expect(before_rows).toBe(place)
  expect(after_rows).toBe(from_row - found_row + 1)
  expect(Math.abs(before - 0.1)).toBeLessThan(0.03)
  expect(after).toBeGreaterThan(before + 0.03)
  expect(message).toMatch(
    /^Error rate \d+\.\d% → \d+\.\d% from \d+ \w+ 2026, \d\d:00 UTC on \(row [\d,]+\), found after row /,
  )
})

it("errors of numbers are followed whatever their unit", () => {
  const sizes = (unit: number) => wrong().map((value, i) => unit * (value + 0.1 * ((i * 7) % 10)))
  const of = (unit: number) =>
    changesIn({ rows: inTime, losses: sizes(unit), loss: "absolute_error", times }, "adwin").map(
      ({ from_row }) => from_row,
    )
  expect(of(1)).toHaveLength(1)
  expect(of(1e6)).toEqual(of(1))
  expect(changesIn({ rows: inTime, losses: new Float64Array(rows), loss: "absolute_error", times }, "adwin")).toEqual(
    [],
  )
})
