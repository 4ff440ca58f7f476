import { describe, expect, it } from "vitest"
import { defaultOptions } from "../../../src/options/options.js"
import { noEvidence } from "../../../src/evidence/check-evidence.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import type { CheckResult, ColumnBase } from "../../../src/model.js"
import { loadRegistry } from "../../../src/registry.js"
import { base, summaryOf } from "../../helpers/sample-columns.js"
import { categories, inputOf, scaled, time, top, type Side } from "../test-check.js"

const { checks } = await loadRegistry()
function run(...columns: ColumnBase[]): CheckResult[] {
  return runChecks(checks, inputOf(columns), defaultOptions)
}

const sides = (reference: Side, current: Side) => ({
  reference: summaryOf({ rows: 1000, ...reference }),
  current: summaryOf({ rows: 1000, ...current }),
})
const column = (reference: Side, current: Side, over: Partial<ColumnBase> = {}) =>
  base("x", { ...sides(reference, current), ...over })

describe("every check", () => {
  const quiet = (results: readonly CheckResult[]) =>
    results.filter(({ status }) => status !== "pass" && status !== "not_applicable")

  it("says nothing of a column without a side", () => {
    expect(quiet(run(base("x"), base("y", { type: "categorical" })))).toEqual([])
  })

  it("says nothing of zero rows and of summaries without a figure", () => {
    for (const type of ["numeric", "categorical", "boolean", "datetime", "text", "identifier", "nested"] as const) {
      const empty = base("x", { type, reference: summaryOf({}), current: summaryOf({}) })
      expect(quiet(run(empty))).toEqual([])
      expect(quiet(run({ ...empty, distribution: categories, outside_range: { below: 0, above: 0 } }))).toEqual([])
      const missing = { rows: 10, missing: 10 }
      expect(quiet(run(column(missing, missing, { type, distribution: categories })))).toEqual([])
    }
  })

  it("gives finite values only", () => {
    const zero = column(
      { rows: 0, ...scaled(0), time: time({ largest_gap_ms: 0 }) },
      { rows: 0, ...scaled(0), time: time({}) },
    )
    const values = run(zero).flatMap(({ value, warn_limit }) => [value ?? 0, warn_limit ?? 0])
    expect(values.every(Number.isFinite)).toBe(true)
  })

  it("says nothing of equal sides but that they are", () => {
    const side = {
      ...top("0", 999),
      ...scaled(3),
      ...{ min: 3, max: 33, at_min: 9, at_max: 9, negative: 0, zeros: 0, decimals_mean: 2, time: time({}) },
      ...{ length_min: 1, length_max: 1, null_words: [{ value: "NA", count: 500 }], content_hash: "a" },
    }
    for (const type of ["numeric", "categorical", "datetime", "text"] as const) {
      const outside_fences = { low: 0, high: 20, reference: 100, current: 100 }
      const both = column(side, side, { type, outside_fences, outside_range: { below: 0, above: 0 } })
      const [only, ...others] = quiet(run(both, { ...both, name: "y" }))
      expect([only.id, others]).toEqual(["repeated-delivery", []])
    }
  })
})

describe("duplicate-columns", () => {
  const of = (name: string, reference: string, current: string, distinct = 9) =>
    base(name, sides({ content_hash: reference, distinct }, { content_hash: current, distinct }))
  const found = (...columns: ColumnBase[]) =>
    run(...columns).flatMap(({ id, status, message }) =>
      id === "duplicate-columns" && status === "warn" ? [message] : [],
    )

  it("names the later of two columns that became equal", () => {
    expect(found(of("a", "1", "3"), of("b", "2", "3"))).toEqual(["b holds the values of a; in reference they differ"])
  })

  it("leaves out columns that were equal before, and constants", () => {
    expect(found(of("a", "1", "3"), of("b", "1", "3"))).toEqual([])
    expect(found(of("a", "1", "3", 1), of("b", "2", "3", 1))).toEqual([])
  })
})

describe("checks of rows", () => {
  const rows = 400
  const numbers = (value: (row: number) => number) => Float64Array.from({ length: rows }, (_, i) => value(i))
  const started = numbers((i) => (i * 37) % 101)
  const ended = numbers((i) => started[i] + (i % 5))
  const late = numbers((i) => (i % 4 === 0 ? started[i] - 3 : ended[i]))

  function say(id: string, ended_now: Float64Array, hidden: string[] = [], type: "numeric" | "datetime" = "numeric") {
    const names = ["start", "end"]
    const column = (reference: Float64Array, current: Float64Array) => ({
      kind: "numbers" as const,
      reference,
      current,
    })
    const input = {
      ...inputOf(names.map((name) => ({ ...base(name, sides({}, {})), type }))),
      private: new Set(hidden),
      sample: {
        rows: { reference: new Int32Array(rows), current: new Int32Array(rows) },
        columns: new Map([
          ["start", column(started, started)],
          ["end", column(ended, ended_now)],
        ]),
      },
    }
    return runChecks(checks, input, defaultOptions).filter((result) => result.id === id)
  }

  it("find an order that every row of the reference keeps, and the rows that break it", () => {
    expect(say("row-order", ended)).toMatchObject([{ status: "pass", value: 0, message: "start ≤ end in every row" }])
    expect(say("row-order", late)).toMatchObject([{ status: "warn", value: 0.25, column: "end" }])
    expect(say("row-order", late)[0].message).toContain("in none of reference: 0 > −3")
    expect(say("row-order", late, ["start"])[0].message).toMatch(/in none of reference$/)
    // Three milliseconds before 1970, and half a one before that.
    expect(
      say(
        "row-order",
        numbers((i) => (i % 4 === 0 ? started[i] - 3.5 : ended[i])),
        [],
        "datetime",
      )[0].message,
    ).toContain("1 Jan 1970, 00:00 UTC > 31 Dec 1969, 23:59 UTC")
  })
})

describe("checks of texts", () => {
  const form = {
    ...{ name: "code", pattern: "[A-Z]-\\d{2}", reference: { rows: 1000, broken: 0 } },
    current: { rows: 1000, broken: 300, examples: [{ value: "secret", count: 300 }] },
  }
  const found = (hidden: string[]) => {
    const input = { ...inputOf([column({}, {})]), private: new Set(hidden) }
    const evidence = new Map([["x", { ...noEvidence, form }]])
    return runChecks(checks, { ...input, evidence }, defaultOptions).find(({ id }) => id === "pattern")!
  }

  it("show values, but never those of a private column", () => {
    expect(found([])).toMatchObject({ status: "fail", value: 0.3 })
    expect(found([]).message).toContain('in reference: "secret"')
    expect(found(["x"]).message).not.toContain("secret")
  })
})
