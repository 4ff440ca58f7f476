import { expect, it } from "vitest"
import type { CheckResult } from "../../src/model.js"
import { joinRenames } from "../../src/report/join-renames.js"

const check = (id: string, column: string | null, status: CheckResult["status"]): CheckResult => ({
  ...{ id, column, status, value: 1, reference_value: null, warn_limit: 0, fail_limit: null },
  message: `${id} says`,
})
const schema = {
  ...{ added: ["new", "b"], removed: ["a", "old"], type_changed: [] },
  renamed: [{ reference: "old", current: "new", reason: "" }],
}
const shown = (checks: CheckResult[]) =>
  joinRenames({ checks, schema }).map(({ id, column, status, message }) => [id, column, status, message])

it("a renamed column is one finding, as severe as its worst, and other columns keep theirs", () => {
  const checks = [
    check("added-columns", "new", "warn"),
    check("added-columns", "b", "warn"),
    check("missing-columns", "a", "fail"),
    check("missing-columns", "old", "fail"),
    check("renamed-column", "old", "warn"),
  ]
  expect(shown(checks)).toEqual([
    ["added-columns", "b", "warn", "added-columns says"],
    ["missing-columns", "a", "fail", "missing-columns says"],
    ["renamed-column", "old", "fail", "renamed-column says"],
  ])
})

it("a renamed column is told of once where a check is off or passes, and not at all where none found it", () => {
  const missing = check("missing-columns", "old", "fail")
  expect(shown([check("added-columns", "new", "warn"), missing])).toEqual([
    ["missing-columns", "old", "fail", "missing-columns says"],
  ])
  expect(shown([check("added-columns", "new", "pass"), missing]).map(([id]) => id)).toEqual([
    ...["added-columns", "missing-columns"],
  ])
  expect(shown([check("added-columns", "new", "pass")]).map(([, , status]) => status)).toEqual(["pass"])
})
