import { describe, expect, it } from "vitest"
import { checkDataset } from "../../src/compare/check-dataset.js"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const registry = await loadRegistry()

type Columns = Parameters<typeof memoryDataset>[0]

const check = (columns: Columns, options: Partial<CompareOptions>) =>
  checkDataset(memoryDataset(columns), { ...defaultOptions, ...options }, registry, "driftcheck.yaml")

const rule = (expression: string, severity: "warn" | "fail" = "fail", allowed = 0) => ({
  ...{ expression, severity, allowed },
  origin: "driftcheck.yaml: rules[0]",
})

const rows = (n: number) => Array.from({ length: n }, (_, i) => i)

describe("a contract held against one table", () => {
  it.each([
    ["required and there", { a: [1, 2] }, { required: true }, "required-column", "pass"],
    ["required and absent", { b: [1, 2] }, { required: true }, "required-column", "fail"],
    ["a number as declared", { a: [1, 2] }, { type: "numeric", required: true }, "column-type", "pass"],
    ["a text declared a number", { a: ["x", "y"] }, { type: "numeric", required: true }, "column-type", "fail"],
    ["on the bounds", { a: [0, 5] }, { min: 0, max: 5 }, "value-range", "pass"],
    ["below", { a: [-1, 5] }, { min: 0 }, "value-range", "fail"],
    ["above", { a: [0, 6] }, { max: 5 }, "value-range", "fail"],
    ["a range of texts", { a: ["x", "y"] }, { min: 0 }, "value-range", "fail"],
    ["missing values are in no range and no domain", { a: [null, 1] }, { min: 0 }, "value-range", "pass"],
    ["in the domain", { a: ["x", null] }, { values: ["x", "y"] }, "value-domain", "pass"],
    ["out of the domain", { a: ["x", "z"] }, { values: ["x", "y"] }, "value-domain", "fail"],
    ["numbers in the domain", { a: [1, 2] }, { values: [1, 2, 3] }, "value-domain", "pass"],
    ["a pattern is of the whole text", { a: ["ab", "abc"] }, { pattern: "ab" }, "value-pattern", "fail"],
    ["a pattern that all match", { a: ["ab", "abc"] }, { pattern: "abc?" }, "value-pattern", "pass"],
    ["unique", { a: [1, 2, null, null] }, { unique: true }, "unique-values", "pass"],
    ["repeated", { a: [1, 2, 1] }, { unique: true }, "unique-values", "fail"],
    ["as many missing as allowed", { a: [1, null] }, { maxMissing: 0.5 }, "missing-limit", "pass"],
    ["more missing than allowed", { a: [1, null, null] }, { maxMissing: 0.5 }, "missing-limit", "fail"],
  ] as const)("%s", async (_, columns, own, id, status) => {
    const { checks, verdict, check_titles } = await check(columns, {
      perColumn: new Map([["a", own]]),
    })
    expect(checks.find((each) => each.id === id)).toMatchObject({ column: "a", status })
    expect(check_titles.some((title) => title.id === id)).toBe(true)
    expect(verdict).toMatchObject(
      status === "pass" ? { status: "no_drift", exit_code: 0 } : { status: "checks_failed", exit_code: 1 },
    )
  })

  it("a rule that only warns does not fail the run, unless warnings do", async () => {
    const options = { rules: [rule("a > 1", "warn")] }
    expect((await check({ a: [1, 2] }, options)).verdict).toMatchObject({ status: "no_drift", exit_code: 0 })
    const strict = await check({ a: [1, 2] }, { ...options, failOn: new Set(["warnings"] as const) })
    expect(strict.verdict).toMatchObject({ status: "checks_failed", exit_code: 1 })
  })

  it("so many rows as are allowed may break a rule", async () => {
    const columns = { a: [1, 2, 3, 4] }
    const results = await Promise.all(
      [0.25, 0.24].map((allowed) => check(columns, { rules: [rule("a > 1", "fail", allowed)] })),
    )
    expect(results.map(({ checks }) => checks[0])).toMatchObject([
      { id: "rule", status: "pass", value: 0.25, fail_limit: 0.25, warn_limit: null, rule: "a > 1" },
      { id: "rule", status: "fail", value: 0.25, fail_limit: 0.24, warn_limit: null, rule: "a > 1" },
    ])
  })

  it("no message shows a private column's values, in rules neither", async () => {
    const { checks } = await check(
      { secret: ["hunter2", "x"], n: [7, 8] },
      {
        rules: [rule('secret == "x" and n < 100')],
        perColumn: new Map([["secret", { private: true, values: ["x"] }]]),
      },
    )
    expect(JSON.stringify(checks.map(({ message }) => message))).not.toContain("hunter2")
    expect(checks.find(({ id }) => id === "rule")?.message).toContain("row 1 (n 7)")
  })

  it("what the file cannot be asked fails where the contract declares it, and is a mistake where nothing does", async () => {
    const perColumn = new Map([["a", { type: "numeric" as const }]])
    const { checks } = await check({ a: ["x", "y"] }, { rules: [rule("a > 1")], perColumn })
    expect(checks.find(({ id }) => id === "rule")).toMatchObject({ status: "fail", value: null })
    await expect(check({ a: ["x", "y"] }, { rules: [rule("a > 1")] })).rejects.toThrow("they cannot be compared")
    await expect(check({ a: ["x"] }, { rules: [rule("b > 1")] })).rejects.toThrow(
      'driftcheck.yaml: rules[0]: column 1 of `b > 1`: unknown column "b"',
    )
    await expect(check({ a: ["x"] }, { perColumn: new Map([["a", { pattern: "(" }]]) })).rejects.toThrow(
      "columns.a: pattern: the pattern cannot be read",
    )
  })

  it("without a contract there is nothing to check, and without rows no verdict", async () => {
    await expect(check({ a: [1] }, {})).rejects.toThrow("driftcheck.yaml holds no contract to check")
    const { verdict } = await check({ a: [] }, { rules: [rule("rows() > 1")] })
    expect(verdict).toMatchObject({ status: "no_verdict", exit_code: 2 })
  })

  it("describes each column and compares none; the reference is named contract and has no figures", async () => {
    const result = await check(
      { n: rows(100).map((i) => i / 2), c: rows(100).map((i) => (i % 3 === 0 ? "x" : "y")) },
      { rules: [rule("n >= 0")] },
    )
    expect(result.reference).toMatchObject({ label: "contract", path: "driftcheck.yaml", rows: null, columns: null })
    expect(result.columns.map(({ name, status, distribution }) => [name, status, distribution?.kind])).toEqual([
      ["n", "not_tested", "histogram"],
      ["c", "not_tested", "categories"],
    ])
    expect(result.drift).toMatchObject({ tested_columns: 0, drifted_columns: 0, dataset_drift: false })
  })

  it("empty texts and texts of white space only are counted apart, by the same names as with a reference", async () => {
    const { checks } = await check({ a: ["x", "", " ", " "] }, { rules: [rule("rows() == 4")] })
    const values = (id: string) => checks.filter((each) => each.id === id).map(({ value }) => value)
    expect([values("empty-strings"), values("blank-strings")]).toEqual([[0.25], [0.5]])
  })

  it("the checks that need no reference find their faults as warnings", async () => {
    const { checks } = await check(
      {
        n: [1, Infinity, 3, 1],
        copy: [1, Infinity, 3, 1],
        same: ["x", "x", "x", "x"],
        blank: ["a", "", " ", "a"],
        nulls: ["NA", "n/a", "v", "NA"],
      },
      { rules: [rule("rows() == 4")] },
    )
    const warned = checks.filter(({ status }) => status === "warn").map(({ id, column }) => `${id} ${column ?? ""}`)
    expect(warned.sort()).toEqual([
      "blank-strings blank",
      "constant-column same",
      "duplicate-columns copy",
      "duplicate-rows ",
      "empty-strings blank",
      "infinite-values copy",
      "infinite-values n",
      "mixed-nulls nulls",
    ])
  })
})

describe("compare holds current against the contract as well", () => {
  const compare = (reference: Columns, current: Columns, options: Partial<CompareOptions>) =>
    compareDatasets(memoryDataset(reference), memoryDataset(current), { ...defaultOptions, ...options }, registry)

  it("and shows how the reference stands beside", async () => {
    const halves = { a: rows(100).map((i) => i / 2) }
    const { checks, verdict } = await compare(halves, halves, { rules: [rule("a >= 5")] })
    expect(checks.find(({ id }) => id === "rule")).toMatchObject({ status: "fail", value: 0.1, reference_value: 0.1 })
    expect(verdict).toMatchObject({ status: "checks_failed", exit_code: 1 })
  })

  it("values are shown as they are, without zeros at their end", async () => {
    const { checks } = await check({ a: [32.1, 0.1, 1234.5678901] }, { rules: [rule("a > 5000")] })
    const found = checks.find(({ id }) => id === "rule")
    expect(found?.message).toContain("row 1 (a 32.1), row 2 (a 0.1), row 3 (a 1234.5678901)")
  })

  it("a rule over a column that current lost is broken, not a mistake", async () => {
    const both = { a: rows(100), b: rows(100) }
    const { checks } = await compare(both, { a: rows(100) }, { rules: [rule("b >= 0")] })
    expect(checks.find(({ id }) => id === "rule")).toMatchObject({
      ...{ status: "fail", value: null },
      message: 'b >= 0: cannot be asked of current: unknown column "b"',
    })
  })
})

it("a contract of which nothing can be asked gives no verdict, so that a misspelt name never passes", async () => {
  const { verdict } = await check({ a: [1, 2] }, { perColumn: new Map([["aa", { max: 5 }]]) })
  expect(verdict).toMatchObject({ status: "no_verdict", exit_code: 2 })
  expect(verdict.reasons).toEqual(["No rule or limit could be asked of this file."])
})
