import { expect, test } from "vitest"
import { findingGroups } from "../../src/report/findings.js"
import { check, quietReport, sampleReport } from "../helpers/sample-report.js"

test("findings are grouped by column: failed before warned, the whole table first, then the furthest past its threshold", () => {
  const checks = [
    check("out-of-range", "age", "warn"),
    check("missing-values", "age", "pass"),
    check("new-categories", "purpose", "warn"),
    check("out-of-range", "interest_rate", "warn"),
    check("unit-change", "interest_rate", "warn"),
    check("row-count", null, "warn"),
    check("duplicate-rows", null, "warn"),
    check("out-of-range", "region", "fail"),
  ]
  const groups = findingGroups({ ...sampleReport(), schema: quietReport().schema, checks })
  expect(groups.map(({ column, findings }) => [column, ...findings.map(({ id }) => id)])).toEqual([
    ["region", "out-of-range"],
    [null, "row-count"],
    [null, "duplicate-rows"],
    ["interest_rate", "unit-change", "out-of-range"],
    ["purpose", "new-categories"],
    ["age", "out-of-range"],
  ])
})
