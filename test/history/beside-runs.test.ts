import { describe, expect, it } from "vitest"
import { besideRuns, limitBeside } from "../../src/history/beside-runs.js"
import type { HistoryRun } from "../../src/model.js"
import { besideNotes } from "../../src/report/trend-words.js"
import { tailBound } from "../../src/stats/periods/tail-bound.js"
import { historyColumn, historyRun } from "../helpers/history.js"

/** Between 0.2 and 0.4, the same each time. */
const ordinary = (i: number) => 0.2 + 0.2 * ((i * 0.618) % 1)

/** A run in which both columns drifted by the policy: `a` this far, `b` as far as ever. */
function run(i: number, a: number, over: Partial<HistoryRun> = {}): HistoryRun {
  const column = (name: string, score: number) =>
    historyColumn(name, score / 0.1, { score, method: "clipped-wasserstein" })
  return historyRun(i, [column("a", a), column("b", ordinary(i + 3))], over)
}

const runs = (n: number) => Array.from({ length: n }, (_, i) => run(i, ordinary(i)))

describe("a run beside those before it", () => {
  it("has an unusual column where one lies beyond all, by the tail of the earlier distances", () => {
    const found = besideRuns([...runs(40), run(40, 1.5)])
    const limit = tailBound(
      Array.from({ length: 26 }, (_, i) => ordinary(i)),
      0.005,
    )
    expect(found).toEqual({ runs: 40, unusual: [{ column: "a", distance: 1.5, limit }], as_before: 1 })
    expect(besideNotes(found)).toEqual([
      expect.stringMatching(/^Beside 40 earlier runs unusual: "a" \(1\.500, limit 0\.505\)\.$/),
      "1 other drifted column is no further than it was in 40 earlier runs.",
    ])
  })

  it("is as before where all are as far as ever", () => {
    expect(besideRuns(runs(41))).toEqual({ runs: 40, unusual: [], as_before: 2 })
  })

  it("tells a change that lasts on each of its first 14 nights", () => {
    const shifted = Array.from({ length: 14 }, (_, i) => run(40 + i, 1.5 + ordinary(i)))
    for (let night = 1; night <= 14; night++)
      expect(besideRuns([...runs(40), ...shifted.slice(0, night)])?.unusual.map(({ column }) => column)).toEqual(["a"])
  })

  it("is silent with fewer than 14 earlier runs, of another configuration, reference or method, and held to days", () => {
    expect(besideRuns(runs(14))).toBeUndefined()
    expect(besideRuns(runs(15))).toBeDefined()
    expect(besideRuns([...runs(30), run(30, 1, { config_hash: "0a4c52e19b37d860" })])).toBeUndefined()
    expect(besideRuns([...runs(30), run(30, 1, { reference: { rows: 9, sha256: "b".repeat(64) } })])).toBeUndefined()
    expect(besideRuns([...runs(30), run(30, 1, { day: "2026-11-24" })])).toBeUndefined()
    expect(besideRuns([...runs(30), run(30, 1, { drift_share_threshold: null })])).toBeUndefined()
    expect(besideRuns([...runs(30), historyRun(30, [historyColumn("a", 9)])])).toBeUndefined()
    expect(besideRuns([])).toBeUndefined()
  })
})

it("takes at most 60 distances, and not the newest 14", () => {
  const scores = [...Array.from({ length: 30 }, () => 9), ...Array.from({ length: 60 }, (_, i) => ordinary(i))]
  const fresh = Array.from({ length: 14 }, () => 99)
  expect(limitBeside([...scores, ...fresh], 0.01)).toBe(tailBound(scores.slice(30), 0.01))
  expect(limitBeside(scores.slice(30, 44), 0.01)).toBe(tailBound(scores.slice(30, 44), 0.01))
})
