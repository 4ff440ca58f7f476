import { describe, expect, it } from "vitest"
import { noCorrelations } from "../../../src/compare/correlations.js"
import { defaultOptions } from "../../../src/options/options.js"
import { noEvidence } from "../../../src/evidence/check-evidence.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import type {
  CategoryTable,
  CheckInput,
  CheckResult,
  ColumnBase,
  ColumnSummary,
  TimeSummary,
} from "../../../src/model.js"
import { loadRegistry } from "../../../src/registry.js"
import { base, summaryOf } from "../../helpers/sample-columns.js"

const { checks } = await loadRegistry()
const table = { label: "", missing_cells: 0, rows_with_missing: 0, duplicate_rows: 0 }
const schema = { added: [], removed: [], type_changed: [], renamed: [] }

const gathered = {
  ...{ sample: null, correlations: noCorrelations, keys: { keys: [], reason: null } },
  ...{ now: null, private: new Set<string>() },
}

function run(...columns: ColumnBase[]): CheckResult[] {
  return runChecks(checks, inputOf(columns), defaultOptions)
}

function inputOf(columns: readonly ColumnBase[]): CheckInput {
  const rows = (side: "reference" | "current") => columns.at(0)?.[side]?.rows ?? 0
  const [reference, current] = [
    { ...table, rows: rows("reference") },
    { ...table, rows: rows("current") },
  ]
  return {
    ...gathered,
    reference,
    current,
    columns,
    schema,
    evidence: new Map(columns.map(({ name }) => [name, noEvidence])),
  }
}

/** What one check says of one column: status and value. */
function say(id: string, column: ColumnBase): [CheckResult["status"], number | null] {
  const result = run(column).find((finding) => finding.id === id)
  return result === undefined ? ["error", null] : [result.status, result.value]
}

type Side = Partial<ColumnSummary>
const sides = (reference: Side, current: Side) => ({
  reference: summaryOf({ rows: 1000, ...reference }),
  current: summaryOf({ rows: 1000, ...current }),
})
const column = (reference: Side, current: Side, over: Partial<ColumnBase> = {}) =>
  base("x", { ...sides(reference, current), ...over })

const categories: CategoryTable = {
  kind: "categories",
  rows: [],
  others: null,
  reference_distinct: 0,
  current_distinct: 0,
  new_rows: 0,
}
const categorical = (reference: Side, current: Side, over: Partial<ColumnBase> = {}) =>
  column(reference, current, { type: "categorical", distribution: categories, ...over })

/** Quantiles 1 to 11 times a factor. */
const scaled = (times: number, plus = 0) => ({
  quantiles: Object.fromEntries([0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100].map((p, i) => [p, (i + 1) * times + plus])),
})
const time = (over: Partial<TimeSummary>): TimeSummary => ({
  span_days: 100,
  repeated: 0,
  median_gap_ms: 1000,
  largest_gap_ms: 5000,
  largest_gap_from: null,
  period: "day",
  periods: 100,
  empty_periods: 0,
  rows_per_period: { min: 1, median: 10, max: 20 },
  ...over,
})
const top = (value: string, count: number) => ({ top: [{ value, count }], distinct: 2 })

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

it.each<[string, string, ColumnBase, [CheckResult["status"], number | null]]>([
  ["missing-categories", "a common category gone", gone(300), ["warn", 0.3]],
  ["missing-categories", "most of the reference gone", gone(600), ["fail", 0.6]],
  ["missing-categories", "a rare category gone", gone(8), ["pass", 0]],
  ["near-constant", "one value takes over", categorical(top("a", 400), top("a", 995)), ["fail", 0.595]],
  [
    "near-constant",
    "a value that the reference lacks takes over",
    categorical(top("a", 400), top("b", 995)),
    ["fail", 0.995],
  ],
  ["near-constant", "always was", categorical(top("a", 996), top("a", 998)), ["pass", expect.closeTo(0.002) as number]],
  ["near-constant", "varies more", categorical(top("a", 995), top("a", 400)), ["pass", 0]],
  ["negative-values", "some negative", column({ negative: 0 }, { negative: 30, min: -4 }), ["warn", 0.03]],
  ["negative-values", "many negative", column({ negative: 0 }, { negative: 300, min: -4 }), ["fail", 0.3]],
  ["negative-values", "few enough for chance", column({ negative: 0 }, { negative: 10, min: -4 }), ["pass", 0.01]],
  ["negative-values", "negative before", column({ negative: 1 }, { negative: 900 }), ["not_applicable", null]],
  ["negative-values", "no longer negative", column({ negative: 9 }, { negative: 0 }), ["not_applicable", null]],
  ["outlier-share", "three times as many", fenced(50, 150), ["warn", 0.15]],
  ["outlier-share", "fewer", fenced(150, 0), ["pass", 0]],
  ["category-spelling", "another spelling", respelt(50), ["warn", 0.05]],
  ["category-spelling", "most in another spelling", respelt(700), ["fail", 0.7]],
  ["category-spelling", "a rare one", respelt(3), ["pass", 0.003]],
  ["mixed-nulls", "words", words(0, 60), ["warn", 0.06]],
  ["mixed-nulls", "a word that was a category", words(900, 890), ["pass", 0]],
  ["mixed-nulls", "fewer words", words(500, 10), ["pass", 0]],
  ["mixed-nulls", "−999 far below", ends(0, 100, { min: -999, at_min: 40 }, 40), ["warn", 0.04]],
  ["mixed-nulls", "−999 in a range as wide", ends(0, 5000, { min: -999, at_min: 40 }, 40), ["pass", 0]],
  ["mixed-nulls", "−1 as the only negative number", ends(0, 5000, { min: -1, at_min: 40 }, 40), ["warn", 0.04]],
  [
    "mixed-nulls",
    "−1 among negative numbers of a range below zero",
    ends(-0.5, 9, { min: -1, at_min: 40 }, 40),
    ["pass", 0],
  ],
  ["mixed-nulls", "a single −999", ends(0, 100, { min: -999, at_min: 1 }, 1), ["pass", 0]],
  ["unit-change", "times 1000", column(scaled(2), scaled(2000)), ["fail", 1000]],
  ["unit-change", "divided by 100", column(scaled(2), scaled(0.02)), ["fail", expect.closeTo(100) as number]],
  ["unit-change", "miles to km", column(scaled(2), scaled(3.218688)), ["warn", 1.609344]],
  [
    "unit-change",
    "a count that grew by as much",
    column({ ...scaled(2), decimals_mean: 0 }, { ...scaled(3.218688), decimals_mean: 0 }),
    ["pass", 1],
  ],
  ["unit-change", "°C to °F", column(scaled(2), scaled(3.6, 32)), ["warn", 1.8]],
  ["unit-change", "K to °C", column(scaled(2, 273.15), scaled(2)), ["warn", 2]],
  ["unit-change", "a mere shift", column(scaled(2), scaled(2, 5)), ["pass", 1]],
  ["unit-change", "1.4 times as much", column(scaled(2), scaled(2.8)), ["pass", 1]],
  ["string-length", "a code of another length", lengths([3, 3], [3, 4]), ["warn", 1]],
  ["string-length", "a little outside", lengths([2, 10], [1, 18]), ["pass", 8]],
  ["string-length", "far outside", lengths([2, 10], [2, 19]), ["warn", 9]],
  ["decimal-places", "rounded", column({ decimals_mean: 1.9 }, { decimals_mean: 0 }), ["warn", 1.9]],
  [
    "decimal-places",
    "a digit more in few rows",
    column({ decimals_mean: 2, rows: 50 }, { decimals_mean: 3.1 }),
    ["pass", expect.closeTo(1.1) as number],
  ],
  [
    "timestamp-gaps",
    "a gap ten times as long",
    column({ time: time({}) }, { time: time({ largest_gap_ms: 50_000 }) }),
    ["warn", 10],
  ],
  [
    "timestamp-gaps",
    "ten times as long at a tenth of the rows",
    column({ time: time({}) }, { rows: 100, time: time({ largest_gap_ms: 50_000 }) }),
    ["pass", 1],
  ],
  ["timestamp-gaps", "a shorter gap", column({ time: time({}) }, { time: time({ largest_gap_ms: 5 }) }), ["pass", 1]],
  [
    "rows-per-period",
    "an eleventh of the rows",
    column({ time: time({}) }, { time: time({ rows_per_period: { min: 0, median: 0, max: 9 } }) }),
    ["warn", 11],
  ],
  [
    "rows-per-period",
    "another period",
    column({ time: time({}) }, { time: time({ period: "hour" }) }),
    ["not_applicable", null],
  ],
])("%s: %s", (id, _, broken, expected) => {
  expect(say(id, broken)).toEqual(expected)
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

function gone(count: number): ColumnBase {
  const missing_categories = [{ value: "a", count }]
  return categorical({ distinct: 3 }, { distinct: 2 }, { missing_categories, n_missing_categories: 1 })
}

function fenced(reference: number, current: number): ColumnBase {
  return column({}, {}, { outside_fences: { low: 0, high: 1, reference, current } })
}

function respelt(count: number): ColumnBase {
  return categorical({}, {}, { respelled_categories: [{ value: "new york", count, like: "New York" }] })
}

function words(reference: number, current: number): ColumnBase {
  const side = (count: number) => ({ null_words: [{ value: "None", count }] })
  return categorical(side(reference), side(current))
}

function ends(min: number, max: number, current: Side, below: number): ColumnBase {
  return column(
    { min, max, at_min: 1, at_max: 1 },
    { max, at_max: 1, ...current },
    { outside_range: { below, above: 0 } },
  )
}

function lengths(reference: [number, number], current: [number, number]): ColumnBase {
  const side = ([length_min, length_max]: [number, number]) => ({ length_min, length_max })
  return column(side(reference), side(current), { type: "text" })
}

describe("checks of rows", () => {
  const rows = 400
  const numbers = (value: (row: number) => number) => Float64Array.from({ length: rows }, (_, i) => value(i))
  const started = numbers((i) => (i * 37) % 101)
  const ended = numbers((i) => started[i] + (i % 5))
  const late = numbers((i) => (i % 4 === 0 ? started[i] - 3 : ended[i]))

  function say(id: string, ended_now: Float64Array, hidden: string[] = []) {
    const names = ["start", "end"]
    const column = (reference: Float64Array, current: Float64Array) => ({
      kind: "numbers" as const,
      reference,
      current,
    })
    const input = {
      ...inputOf(names.map((name) => base(name, sides({}, {})))),
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
