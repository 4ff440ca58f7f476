import { describe, expect, it } from "vitest"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import type { Findings } from "../../src/judge/causes.js"
import { driftFacts, verdictOf } from "../../src/judge/verdict.js"
import type { CheckResult, ColumnResult } from "../../src/model.js"

const column = (status: ColumnResult["status"], name = "x") => ({ name, status, reason: "because" }) as ColumnResult
const check = (status: CheckResult["status"]) => ({ id: "row-count", status, message: "odd" }) as CheckResult

const rule = { threshold: 0.3, policy: "calibrated" }

const noChange = { added: [], removed: [], type_changed: [], renamed: [] }
const found = (columns: ColumnResult[], checks: CheckResult[], share = 0.3): Findings => ({
  drift: driftFacts(columns, { threshold: share, policy: "calibrated" }),
  columns,
  checks,
  schema: noChange,
  multivariate: [],
})

function verdict(columns: ColumnResult[], checks: CheckResult[], options: Partial<CompareOptions> = {}) {
  const all = { ...defaultOptions, ...options }
  return verdictOf(found(columns, checks, all.driftShare ?? 0.3), all.failOn)
}

const many = (status: ColumnResult["status"], n: number) =>
  Array.from({ length: n }, (_, i) => column(status, `${status} ${i}`))

describe("the verdict", () => {
  it("is no drift below the threshold, drift at it", () => {
    expect(verdict([...many("drift", 3), ...many("ok", 8)], [])).toMatchObject({ status: "no_drift", exit_code: 0 })
    expect(verdict([...many("drift", 3), ...many("ok", 7)], [])).toMatchObject({ status: "drift", exit_code: 1 })
  })

  it("counts tested columns only", () => {
    const facts = driftFacts([...many("drift", 1), ...many("ok", 1), ...many("not_tested", 8)], rule)
    expect(facts).toMatchObject({ tested_columns: 2, drifted_columns: 1, drift_share: 0.5, dataset_drift: true })
  })

  it("needs a drifted column even at a threshold of 0", () => {
    expect(verdict(many("ok", 3), [], { driftShare: 0 }).status).toBe("no_drift")
  })

  it("fails on failed checks alone, and says both when both fail", () => {
    expect(verdict(many("ok", 3), [check("fail")])).toMatchObject({ status: "checks_failed", exit_code: 1 })
    expect(verdict(many("drift", 3), [check("fail")]).reasons).toEqual([
      "3 of 3 tested columns drifted: share 1.00 is at or above the threshold of 0.30.",
      "1 data quality check failed as well: row-count.",
    ])
    expect(verdict(many("ok", 3), [check("warn"), check("not_applicable")]).exit_code).toBe(0)
  })

  it("leaves out of the exit code what --fail-on leaves out, and still tells it", () => {
    const onlyChecks = { failOn: new Set(["checks"] as const) }
    expect(verdict(many("drift", 3), [], onlyChecks)).toMatchObject({ status: "drift", exit_code: 0 })
    expect(verdict(many("drift", 3), [check("fail")], onlyChecks).exit_code).toBe(1)
  })

  it("fails for columns of a kind, however few drifted", () => {
    const columns = [
      { ...column("drift", "score"), role: "prediction", measurements: [] } as unknown as ColumnResult,
      ...many("ok", 9),
    ]
    expect(verdict(columns, [])).toMatchObject({ status: "no_drift", exit_code: 0 })
    expect(verdict(columns, [], { failOn: new Set(["target", "critical"] as const) }).exit_code).toBe(0)
    expect(verdict(columns, [], { failOn: new Set(["drift", "prediction"] as const) })).toEqual({
      status: "drift",
      exit_code: 1,
      reasons: [
        "1 of 10 tested columns drifted: share 0.10 is below the threshold of 0.30.",
        'The prediction column "score" drifted.',
        "The run fails for prediction.",
      ],
      causes: [
        {
          id: "prediction",
          status: "drift",
          sentence: 'The prediction column "score" drifted.',
          columns: ["score"],
          checks: [],
          metrics: [],
        },
      ],
    })
  })

  it("fails for predictions only where their PSI is surely above 0.1", () => {
    const psi = (low: number) => ({
      method: "psi",
      drift_score: 0.15,
      noise_floor: 0,
      between: { low, high: 0.2, side: "both" },
    })
    const predicted = (low: number) =>
      [{ ...column("ok", "score"), role: "prediction", measurements: [psi(low)] }] as unknown as ColumnResult[]
    const asked = { failOn: new Set(["prediction"] as const) }
    expect(verdict(predicted(0.11), [], asked).exit_code).toBe(1)
    expect(verdict(predicted(0.09), [], asked).exit_code).toBe(0)
  })

  it("fails for predictions that the policy lets pass when their PSI is above 0.1 and above chance", () => {
    const psi = (score: number, floor: number) => ({ method: "psi", drift_score: score, noise_floor: floor })
    const predicted = (score: number, floor: number) =>
      [{ ...column("ok", "score"), role: "prediction", measurements: [psi(score, floor)] }] as unknown as ColumnResult[]
    const asked = { failOn: new Set(["prediction"] as const) }
    expect(verdict(predicted(0.15, 0.02), [], asked)).toMatchObject({ status: "drift", exit_code: 1 })
    expect(verdict(predicted(0.15, 0.02), [], asked).causes[0].sentence).toBe(
      'PSI of predictions is above 0.1: "score" (0.150).',
    )
    expect(verdict(predicted(0.15, 0.02), []).exit_code).toBe(0)
    expect(verdict(predicted(0.15, 0.2), [], asked).exit_code).toBe(0)
    expect(verdict(predicted(0.09, 0.02), [], asked).exit_code).toBe(0)
  })

  it("gives no answer where performance was asked for and too few rows are labelled", () => {
    const few = {
      layer: "performance",
      labels: {},
      value: null,
      status: "not_applicable",
      message: "Insufficient labelled data, n = 7.",
    }
    const findings = { ...found(many("ok", 3), []), metrics: [few] } as unknown as Findings
    expect(verdictOf(findings, ["drift"])).toMatchObject({ status: "no_drift", exit_code: 0 })
    expect(verdictOf(findings, ["drift"]).reasons.at(-1)).toBe("Model performance: insufficient labelled data, n = 7.")
    expect(verdictOf(findings, ["performance"])).toMatchObject({ status: "no_verdict", exit_code: 2 })
    expect(verdictOf(found(many("ok", 3), []), ["performance"]).exit_code).toBe(2)
  })

  it("fails for critical columns and names them", () => {
    const marked = (each: ColumnResult): ColumnResult => ({ ...each, critical: true })
    const critical = ["a", "b"].map((name) => marked(column("drift", name)))
    const failOn = new Set(["critical"] as const)
    expect(verdict([...critical, ...many("ok", 20)], [], { failOn }).reasons).toContain(
      '2 critical columns drifted: "a", "b".',
    )
    const quiet = [marked(column("ok", "a")), column("drift", "b")]
    expect(verdict(quiet, [], { failOn, driftShare: 1 })).toMatchObject({ status: "no_drift", exit_code: 0 })
  })

  it("fails for warnings and for the schema as failed checks do", () => {
    const failOn = new Set(["warnings", "schema"] as const)
    expect(verdict(many("ok", 3), [check("warn"), check("warn")], { failOn })).toMatchObject({
      status: "checks_failed",
      exit_code: 1,
      reasons: [expect.any(String), "2 data quality checks warned.", "The run fails for warnings."],
    })
    expect(verdict(many("ok", 3), [check("pass")], { failOn })).toMatchObject({ status: "no_drift", exit_code: 0 })
    // What fails has warned as well.
    expect(verdict(many("ok", 3), [check("fail")], { failOn })).toMatchObject({ status: "checks_failed", exit_code: 1 })
    const change = { added: ["x"], removed: [], type_changed: [], renamed: [] }
    expect(verdictOf({ ...found(many("ok", 3), []), schema: change }, failOn)).toMatchObject({
      status: "checks_failed",
      exit_code: 1,
      reasons: [expect.any(String), "The schema changed: 1 column added.", "The run fails for schema."],
    })
  })

  it("says which of several findings fails the run", () => {
    const onlyChecks = { failOn: new Set(["checks"] as const) }
    expect(verdict(many("drift", 3), [check("fail")], onlyChecks).reasons.at(-1)).toBe("The run fails for checks.")
    expect(verdict(many("drift", 3), [check("fail")]).reasons.join(" ")).not.toContain("The run fails")
  })

  it("lets no answer outrank drift", () => {
    const withError = verdict([...many("drift", 5), column("error", "broken")], [])
    expect(withError).toMatchObject({ status: "no_verdict", exit_code: 2 })
    expect(withError.reasons).toContain("Column broken: because")
    expect(verdict(many("drift", 5), [check("error")]).exit_code).toBe(2)
    // A column that is damaged does not take back that a check failed.
    const damaged = verdict([...many("ok", 5), column("error", "broken")], [check("fail")])
    expect(damaged).toMatchObject({ status: "checks_failed", exit_code: 1 })
    expect(damaged.reasons[1]).toMatch(/^Column broken: /)
    expect(verdict(many("ok", 5), [check("fail"), check("error")]).exit_code).toBe(2)
    expect(verdict(many("not_tested", 5), []).exit_code).toBe(2)
  })

  it("takes a failed check for an answer where nothing could be tested", () => {
    const failed = verdict(many("not_tested", 5), [check("fail")])
    expect(failed).toMatchObject({ status: "checks_failed", exit_code: 1 })
    expect(failed.reasons[0]).toContain("None of the shared columns could be tested")
    expect(verdict(many("not_tested", 5), [check("fail")], { failOn: new Set() }).exit_code).toBe(2)
  })

  it("never rounds a share across its threshold", () => {
    const { reasons } = verdict([...many("drift", 299), ...many("ok", 701)], [])
    expect(reasons[0]).toContain("share 0.299 is below the threshold of 0.30")
  })
})

describe("weights", () => {
  const columns = [...many("drift", 1), ...many("ok", 3), ...many("not_tested", 1)].map((column, i) => ({
    ...column,
    name: `c${i}`,
  }))
  const facts = (weights: Record<string, number>) =>
    driftFacts(columns, {
      ...rule,
      weights: new Map(Object.entries(weights).map(([name, weight]) => [name, { weight }])),
    })

  it("give a share of their own beside the plain one, and decide nothing", () => {
    expect(facts({ c0: 5 })).toMatchObject({ drift_share: 0.25, weighted_drift_share: 5 / 8, dataset_drift: false })
    expect(facts({ c0: 0 })).toMatchObject({ drift_share: 0.25, weighted_drift_share: 0 })
    expect(facts({ c1: 3, c2: 0.5 }).weighted_drift_share).toBeCloseTo(1 / 5.5, 12)
  })

  it("give none where no tested column has one, or nothing weighs anything", () => {
    expect(facts({}).weighted_drift_share).toBeNull()
    expect(facts({ c4: 9 }).weighted_drift_share).toBeNull()
    expect(facts({ c0: 0, c1: 0, c2: 0, c3: 0 }).weighted_drift_share).toBeNull()
  })
})
