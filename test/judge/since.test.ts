import { describe, expect, it } from "vitest"
import { sinceOf, sinceOfRun } from "../../src/judge/since.js"
import type { CheckResult, HistoryRun } from "../../src/model.js"
import { sinceSentences, sinceTitle } from "../../src/words/since.js"
import { historyColumn, historyRun, silentRun } from "../helpers/history.js"
import { sampleReport } from "../helpers/sample-report.js"

/** A run of night `i` in which these columns drifted, of a, b, c and d. */
const night = (i: number, drifted: string, over: Partial<HistoryRun> = {}) =>
  historyRun(
    i,
    ["a", "b", "c", "d"].map((name) => historyColumn(name, drifted.includes(name) ? 2 : 0.5)),
    over,
  )

const names = (run: HistoryRun, earlier: HistoryRun[]) => {
  const since = sinceOfRun(run, earlier)
  if (since === null) return null
  const list = (items: typeof since.new) => items.map(({ column, runs }) => `${column ?? ""}${runs}`).join(" ")
  return { fresh: list(since.new), lasting: list(since.lasting), back: list(since.back) }
}

describe("what is new since the last run", () => {
  it("is what drifts now and did not then; the others count the runs in a row", () => {
    const runs = [night(0, "a"), night(1, "ab"), night(2, "bc")]
    expect(names(runs[2], runs.slice(0, 2))).toEqual({ fresh: "c1", lasting: "b2", back: "a2" })
    expect(names(runs[1], runs.slice(0, 1))).toEqual({ fresh: "b1", lasting: "a2", back: "" })
  })

  it("is everything where no run came before, and no sentence says so", () => {
    const since = sinceOfRun(night(0, "ab"), []) ?? undefined
    expect(since?.new.map(({ column }) => column)).toEqual(["a", "b"])
    expect(since).toMatchObject({ run: null, created_at: null, lasting: [], back: [] })
    expect(sinceSentences(since)).toEqual([])
    expect(sinceTitle(since)).toBeNull()
  })

  it("passes over runs without a verdict, which break no row and have nothing new themselves", () => {
    const runs = [night(0, "a"), silentRun(1), night(2, "a"), silentRun(3)]
    expect(names(night(4, "ab"), runs)).toEqual({ fresh: "b1", lasting: "a3", back: "" })
    expect(names(silentRun(4), runs)).toBeNull()
  })

  it("does not call normal what was not looked at", () => {
    const without = historyRun(1, [historyColumn("b", 0.5)])
    expect(names(without, [night(0, "ab")])).toEqual({ fresh: "", lasting: "", back: "b1" })
  })

  it("counts an accepted drift neither as drift nor as normal, and as new once it is accepted no more", () => {
    const accepted = night(1, "", { columns: [historyColumn("a", 2, { drifted: false, accepted: true })] })
    expect(names(accepted, [night(0, "a")])).toEqual({ fresh: "", lasting: "", back: "" })
    expect(names(night(2, "a"), [night(0, "a"), accepted])).toEqual({ fresh: "a1", lasting: "", back: "" })
  })

  it("holds checks by column and rule, and figures by the rows they speak of", () => {
    const report = sampleReport()
    const check = (over: Partial<CheckResult>): CheckResult => ({ ...report.checks[0], status: "fail", ...over })
    const rule = (text: string) => check({ id: "rule", column: null, rule: text })
    const earlier = night(0, "", {
      failed: [
        { id: "missing-values", column: "a" },
        { id: "rule", column: null, rule: "x > 0" },
        { id: "row-count", column: null },
      ],
    })
    const checks = [
      check({ id: "missing-values", column: "a" }),
      check({ id: "missing-values", column: "b" }),
      rule("x > 0"),
      rule("y > 0"),
      check({ id: "row-count", column: null, status: "warn" }),
    ]
    const since = sinceOf({ columns: [], checks, metrics: [] }, [earlier])
    expect(since.new.map(({ id, column, rule: text }) => [id, column, text])).toEqual([
      ["missing-values", "b", undefined],
      ["rule", null, "y > 0"],
    ])
    expect(since.lasting).toHaveLength(2)
    expect(since.back).toEqual([]) // It warns: no failure, but not normal either.
  })
})

it("says what is new first, then what is back, then what lasts, those that began together in one breath", () => {
  const runs = [night(0, "c"), night(1, "cd"), night(2, "cd"), night(3, "abc")]
  const since = sinceOfRun(runs[3], runs.slice(0, 3)) ?? undefined
  expect(sinceTitle(since)).toBe("2 new")
  expect(sinceSentences(since)).toEqual([
    "New since the last run: a, b.",
    "Back to normal: d.",
    "For 4 runs since 25 Oct: c.",
  ])
  expect(sinceTitle(sinceOfRun(night(4, "abc"), runs) ?? undefined)).toBe("nothing new")
  expect(sinceTitle(sinceOfRun(night(4, ""), runs) ?? undefined)).toBe("3 back to normal")
  expect(sinceTitle(sinceOfRun(night(4, "a"), [night(3, "")]) ?? undefined)).toBe("new")
})
