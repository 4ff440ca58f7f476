import { expect, test } from "vitest"
import { failedInWords } from "../../src/words/failed-checks.js"
import { check } from "../helpers/sample-report.js"

test("failed checks are named with their columns, at most five, and the rest counted", () => {
  const failed = ["year", "day", "hour"].map((name) => check("missing-columns", name, "fail"))
  expect(failedInWords([])).toBe("")
  expect(failedInWords([check("row-count", null, "fail"), check("row-count", null, "warn")])).toBe("row-count")
  expect(failedInWords([...failed, check("duplicate-rows", null, "fail")])).toBe(
    "missing-columns: year, day, hour; duplicate-rows",
  )
  const rule = { ...check("rule", "a", "fail"), rule: "a <= b" }
  expect(failedInWords([rule, ...failed, ...failed])).toBe(
    "rule: a <= b; missing-columns: year, day, hour, year and 2 more",
  )
  expect(failedInWords([check("pattern", "x".repeat(99), "fail")]).length).toBeLessThan(60)
})
