import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { adwin } from "../../../src/stats/streams/adwin.js"
import type { Change } from "../../../src/stats/streams/change.js"
import { pageHinkley } from "../../../src/stats/streams/page-hinkley.js"
import { randomNumbers } from "../../../src/stats/random.js"

interface Expected {
  drift_at: number[]
  width_after?: number[]
}

interface Case {
  x: string | number[]
  expect: Record<"ADWIN" | "PageHinkley" | "PageHinkley_up", Expected>
}

const { cases } = JSON.parse(readFileSync("fixtures/streams/detectors.json", "utf8")) as { cases: Record<string, Case> }
const rowsOf = (changes: readonly Change[]) => changes.map(({ row }) => row)
const errors = (n: number, rate: (row: number) => number, seed: number) => {
  const next = randomNumbers(seed)
  return Float64Array.from({ length: n }, (_, row) => Number(next() < rate(row)))
}

describe.each(Object.entries(cases))("changes of %s, as river 0.26.1 finds them", (_, { x, expect: golden }) => {
  const values = Float64Array.from(x, Number)

  it("by ADWIN, to the row, with what is left of the window", () => {
    const changes = adwin(values)
    expect(rowsOf(changes)).toEqual(golden.ADWIN.drift_at)
    if (golden.ADWIN.width_after !== undefined)
      expect(changes.map(({ width }) => width)).toEqual(golden.ADWIN.width_after)
  })

  it("by Page–Hinkley, to the row", () => {
    expect(rowsOf(pageHinkley(values, { mode: "both" }))).toEqual(golden.PageHinkley.drift_at)
    expect(rowsOf(pageHinkley(values))).toEqual(golden.PageHinkley_up.drift_at)
  })
})

describe.each([
  ["ADWIN", adwin],
  ["Page–Hinkley", pageHinkley],
] as const)("%s", (_, detect) => {
  it("says when the level rose and what it is before and after", () => {
    const found = detect(errors(6000, (row) => (row < 3000 ? 0.1 : 0.3), 5))
    expect(found).toHaveLength(1)
    const [{ row, from, before, after }] = found
    expect(Math.abs(from - 3000)).toBeLessThan(300)
    expect(row).toBeGreaterThan(3000)
    expect(row).toBeLessThan(3600)
    expect(Math.abs(before - 0.1)).toBeLessThan(0.03)
    expect(Math.abs(after - 0.3)).toBeLessThan(0.1)
  })

  it("is quiet on twenty unchanged streams, on constants, and without rows", () => {
    for (let seed = 1; seed <= 20; seed++) expect(detect(errors(5000, () => 0.2, seed))).toEqual([])
    expect(detect(new Float64Array(1000).fill(7))).toEqual([])
    expect(detect(new Float64Array(0))).toEqual([])
  })
})
