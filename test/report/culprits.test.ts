import { expect, it } from "vitest"
import { failingCauses } from "../../src/judge/causes.js"
import { culpritsOf } from "../../src/report/culprits.js"
import { check, reportOf } from "../helpers/sample-report.js"

it("tells the same rule with two limits apart", () => {
  const strict = check("rule", "age", "fail", { rule: "age > 0", fail_limit: 0.05 })
  const lax = check("rule", "age", "warn", { rule: "age > 0", warn_limit: 0 })
  const other = check("rule", "age", "pass", { rule: "age < 99" })
  const found = reportOf([], { checks: [lax, strict, other] })
  const blamed = (failOn: string[]) => {
    const { blamesCheck } = culpritsOf({ causes: failingCauses(found, failOn) })
    return [lax, strict, other].filter(blamesCheck)
  }
  expect(blamed(["checks"])).toEqual([strict])
  expect(blamed(["warnings"])).toEqual([lax, strict])
  expect(blamed(["drift"])).toEqual([])
})
