import { describe, expect, it } from "vitest"
import { defaultOptions, type CompareOptions } from "../../src/compare/options.js"
import { driftFacts, verdictOf } from "../../src/compare/verdict.js"
import type { CheckResult, ColumnResult } from "../../src/model.js"

const column = (status: ColumnResult["status"], name = "x") => ({ name, status, reason: "because" }) as ColumnResult
const check = (status: CheckResult["status"]) => ({ id: "row-count", status, message: "odd" }) as CheckResult

function verdict(columns: ColumnResult[], checks: CheckResult[], options: Partial<CompareOptions> = {}) {
  const all = { ...defaultOptions, ...options }
  return verdictOf(driftFacts(columns, all.driftShare ?? 0.3, "calibrated"), columns, checks, [], all)
}

const many = (status: ColumnResult["status"], n: number) =>
  Array.from({ length: n }, (_, i) => column(status, `${status} ${i}`))

describe("the verdict", () => {
  it("is no drift below the threshold, drift at it", () => {
    expect(verdict([...many("drift", 3), ...many("ok", 8)], [])).toMatchObject({ status: "no_drift", exit_code: 0 })
    expect(verdict([...many("drift", 3), ...many("ok", 7)], [])).toMatchObject({ status: "drift", exit_code: 1 })
  })

  it("counts tested columns only", () => {
    const facts = driftFacts([...many("drift", 1), ...many("ok", 1), ...many("not_tested", 8)], 0.3, "calibrated")
    expect(facts).toMatchObject({ tested_columns: 2, drifted_columns: 1, drift_share: 0.5, dataset_drift: true })
  })

  it("needs a drifted column even at a threshold of 0", () => {
    expect(verdict(many("ok", 3), [], { driftShare: 0 }).status).toBe("no_drift")
  })

  it("fails on failed checks alone, and says both when both fail", () => {
    expect(verdict(many("ok", 3), [check("fail")])).toMatchObject({ status: "checks_failed", exit_code: 1 })
    expect(verdict(many("drift", 3), [check("fail")]).reasons).toEqual([
      "3 of 3 tested columns drifted: share 1.00 is at or above the threshold of 0.30.",
      "1 data quality check failed as well.",
    ])
    expect(verdict(many("ok", 3), [check("warn"), check("not_applicable")]).exit_code).toBe(0)
  })

  it("leaves out of the exit code what --fail-on leaves out, and still tells it", () => {
    const onlyChecks = { failOn: new Set(["checks"] as const) }
    expect(verdict(many("drift", 3), [], onlyChecks)).toMatchObject({ status: "drift", exit_code: 0 })
    expect(verdict(many("drift", 3), [check("fail")], onlyChecks).exit_code).toBe(1)
  })

  it("lets no answer outrank drift", () => {
    const withError = verdict([...many("drift", 5), column("error", "broken")], [])
    expect(withError).toMatchObject({ status: "no_verdict", exit_code: 2 })
    expect(withError.reasons).toContain("Column broken: because")
    expect(verdict(many("drift", 5), [check("error")]).exit_code).toBe(2)
    expect(verdict(many("not_tested", 5), []).exit_code).toBe(2)
  })

  it("never rounds a share across its threshold", () => {
    const { reasons } = verdict([...many("drift", 299), ...many("ok", 701)], [])
    expect(reasons[0]).toContain("share 0.299 is below the threshold of 0.30")
  })
})
