import { describe, expect, it } from "vitest"
import { lastingChanges } from "../../src/history/lasting-change.js"
import { fromLine, toLine } from "../../src/history/line.js"
import type { HistoryRun } from "../../src/model.js"
import { lastingNotes } from "../../src/report/trend-words.js"
import { historyColumn, historyRun } from "../helpers/history.js"

const dayOf = (i: number) => new Date(Date.UTC(2013, 3, 20 + i)).toISOString().slice(0, 10)

/** A night on which temp lies so far from the reference, and the share of UA 4 points above it. */
function night(i: number, moved: number, over: Partial<HistoryRun> = {}): HistoryRun {
  const temp = historyColumn("temp", 0.5, { locations: [{ value: null, moved, bound: 0.3 }] })
  const carrier = historyColumn("carrier", 2, {
    locations: [
      { value: "UA", moved: i < 10 ? 0 : 0.04, bound: 0.02 },
      { value: "B6", moved: i < 10 ? 0 : -0.01, bound: 0.02 },
    ],
  })
  return historyRun(i, [temp, carrier], { day: dayOf(i), ...over })
}

const nights = (n: number, moved: (i: number) => number) => Array.from({ length: n }, (_, i) => night(i, moved(i)))

describe("a lasting change", () => {
  it("is said with the day since when, also of a column that is past its threshold", () => {
    const found = lastingChanges(nights(27, (i) => (i < 13 ? 0.05 : 0.5)))
    expect(found.map(({ column, value, since, nights }) => ({ column, value, since, nights }))).toEqual([
      { column: "carrier", value: "UA", since: "2013-04-30", nights: 17 },
      { column: "temp", value: null, since: "2013-05-03", nights: 14 },
    ])
    expect(found[1].moved).toBeCloseTo(0.5, 12)
    expect(lastingNotes(found)).toEqual([
      'Changed for good: "carrier" UA +4.0 points since about 30 Apr 2013; "temp" +0.50 sd since about 3 May 2013.',
    ])
  })

  it("is no single wild night, and no change back and forth", () => {
    const temp = (runs: HistoryRun[]) => lastingChanges(runs).filter(({ column }) => column === "temp")
    expect(temp(nights(27, (i) => (i === 20 ? 3 : 0)))).toEqual([])
    expect(temp(nights(27, (i) => (i % 2 === 0 ? 1 : -1)))).toEqual([])
  })

  it("needs 14 nights in a row of one configuration, each day once", () => {
    const runs = nights(27, () => 0.5)
    expect(lastingChanges(runs.slice(0, 13))).toEqual([])
    expect(lastingChanges(runs.map((run, i) => (i < 14 ? { ...run, config_hash: "other" } : run)))).toEqual([])
    expect(lastingChanges(runs.map((run) => ({ ...run, day: dayOf(0) })))).toEqual([])
    expect(lastingChanges(runs.map((run, i) => ({ ...run, day: dayOf(7 * i) })))).toEqual([])
    expect(lastingChanges(runs.map(({ day, ...run }) => (day === undefined ? run : run)))).toEqual([])
  })

  it("is the same from the lines of the history", () => {
    const runs = nights(27, (i) => (i < 13 ? 0.05 : 0.5))
    expect(runs.map((run) => fromLine(toLine(run)))).toEqual(runs)
  })
})

it("a line without days is as it was", () => {
  const run = historyRun(0, [historyColumn("a", 0.5)])
  expect(toLine(run)).not.toContain("day")
  expect(fromLine(toLine(run))).toEqual(run)
})
