import { beforeAll, describe, expect, it } from "vitest"
import { noEvidence } from "../../src/evidence/check-evidence.js"
import { judgeColumns } from "../../src/judge/judge.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { policies } from "../../src/options/policies.js"
import type { ColumnResult, Measurement, MeasuredColumn } from "../../src/model.js"
import { loadRegistry, type Registry } from "../../src/registry.js"

let registry: Registry
beforeAll(async () => {
  registry = await loadRegistry()
})

function measurement(method: string, score: number): Measurement {
  const isTest = registry.methods.get(method)?.meta.kind === "test"
  const threshold = registry.methods.get(method)?.meta.threshold ?? NaN
  return {
    ...{ method, threshold, drift_score: score, statistic: null, p_value: isTest ? score : null },
    ...{ drifted: isTest ? score < threshold : score >= threshold, noise_floor: null, reason: null },
  }
}

function numeric(name: string, scores: Record<string, number>): MeasuredColumn {
  return {
    ...{
      name,
      type: "numeric",
      judgedAs: "numeric",
      type_reason: "",
      role: "feature",
      storage: { reference: "double", current: "double" },
    },
    measurements: Object.entries(scores).map(([method, score]) => measurement(method, score)),
    ...{ reference: null, current: null, new_categories: [], missing_categories: [] },
    ...{ n_new_categories: 0, n_missing_categories: 0, outside_range: null, missing_test: null, distribution: null },
    ...{ outside_fences: null, respelled_categories: [] },
    ...{ untested: null, failure: null, sampled: null, periods: null, shares: null, evidence: noEvidence },
  }
}

/** As a column of numbers is measured for the calibrated policy: without a tail that moved, unless it says otherwise. */
function numbers(name: string, scores: Record<string, number>): MeasuredColumn {
  const quiet = { tails: 1, "clipped-wasserstein": 0.01, "ks-distance": 0.01, "tails-distance": 0 }
  return numeric(name, { ...quiet, ...scores })
}

function judge(
  columns: MeasuredColumn[],
  policy: "calibrated" | "classic",
  options: Partial<CompareOptions> = {},
): ColumnResult[] {
  return judgeColumns(columns, policies[policy], registry.methods, { ...defaultOptions, ...options })
}

describe("the calibrated policy", () => {
  it("asks for both: surely and enough", () => {
    const [both, surelyOnly, enoughOnly] = judge(
      [
        numbers("both", { ks: 1e-9, "clipped-wasserstein": 0.5 }),
        numbers("surely", { ks: 1e-9, "clipped-wasserstein": 0.05 }),
        numbers("enough", { ks: 0.4, "clipped-wasserstein": 0.5 }),
      ],
      "calibrated",
    )
    expect([both.status, surelyOnly.status, enoughOnly.status]).toEqual(["drift", "ok", "ok"])
    expect(both.ratio).toBeCloseTo(5, 10)
    expect(surelyOnly.ratio).toBeCloseTo(0.5, 10)
    expect(enoughOnly.ratio).toBeLessThan(1)
    expect(surelyOnly.reason).toBe(
      "Clipped Wasserstein 0.050 is below 0.1, but KS p (adjusted for the number of columns) <0.0001 is below 0.05.",
    )
  })

  it("takes any of its distances for enough, the furthest past its threshold first", () => {
    const [body, gap] = judge(
      [
        numbers("body", { ks: 1e-9, "clipped-wasserstein": 0.3, "ks-distance": 0.2 }),
        numbers("gap", { ks: 1e-9, "clipped-wasserstein": 0.02, "ks-distance": 0.2 }),
      ],
      "calibrated",
    )
    expect(body.effect).toEqual({ method: "clipped-wasserstein", drift_score: 0.3, threshold: 0.1 })
    expect(gap).toMatchObject({
      status: "drift",
      method: "ks",
      effect: { method: "ks-distance", drift_score: 0.2, threshold: 0.1 },
    })
  })

  it("takes a tail that moved for enough where the tail test is the surer, and there alone", () => {
    const [surer, less] = judge(
      [
        numbers("surer", { ks: 0.2, tails: 1e-6, "tails-distance": 0.02 }),
        numbers("less", { ks: 1e-9, tails: 1e-6, "tails-distance": 0.02 }),
      ],
      "calibrated",
    )
    expect(surer).toMatchObject({ status: "drift", method: "tails", effect: { method: "tails-distance" } })
    expect(surer.p_value).toBeCloseTo(5e-6, 15)
    expect(less).toMatchObject({ status: "ok", method: "ks", effect: { method: "clipped-wasserstein" } })
    expect(less.p_value).toBeCloseTo(1.25e-9, 20)
  })

  it("lets the KS distance decide where the body is one value, which gives no ratio", () => {
    const constant = (name: string, gap: number) => {
      const column = numbers(name, { ks: 1e-9, "ks-distance": gap })
      const unscaled = (m: Measurement) =>
        m.method === "clipped-wasserstein" ? { ...m, drift_score: null, reason: "no scale" } : m
      return { ...column, measurements: column.measurements.map(unscaled) }
    }
    const [moved, still] = judge([constant("moved", 0.6), constant("still", 0.02)], "calibrated")
    expect(moved).toMatchObject({ status: "drift", ratio: null, effect: { method: "ks-distance", drift_score: 0.6 } })
    expect(still).toMatchObject({ status: "ok", ratio: null })
  })

  it("adjusts p-values over all tested columns", () => {
    const quiet = Array.from({ length: 19 }, (_, i) => numbers(`quiet ${i}`, { ks: 0.9 }))
    const [alone] = judge([numbers("x", { ks: 0.032, "clipped-wasserstein": 0.5 })], "calibrated")
    const [among] = judge([numbers("x", { ks: 0.032, "clipped-wasserstein": 0.5 }), ...quiet], "calibrated")
    expect(alone.status).toBe("drift")
    expect(among.status).toBe("ok")
    expect(among.p_value).toBeCloseTo(0.04, 12)
    expect(among.p_value_adjusted).toBeCloseTo(0.8, 12)
    expect(among.effect).toEqual({ method: "clipped-wasserstein", drift_score: 0.5, threshold: 0.1 })
  })

  it("leaves columns that are not tested out of the adjustment", () => {
    const identifier = {
      ...numbers("id", { ks: 1e-200, "clipped-wasserstein": 3 }),
      untested: "Identifiers are profiled, not tested.",
    }
    const [tested, skipped] = judge([numbers("x", { ks: 0.032, "clipped-wasserstein": 0.5 }), identifier], "calibrated")
    expect(tested.p_value_adjusted).toBeCloseTo(0.04, 12)
    expect(skipped).toMatchObject({
      status: "not_tested",
      ratio: null,
      reason: "Identifiers are profiled, not tested.",
    })
  })

  it("leaves a column without an answer where one of its tests gives none", () => {
    const column = numbers("x", { ks: 0.5 })
    const measurements = column.measurements.map((m) =>
      m.method === "tails" ? { ...m, drift_score: null, reason: "no tails" } : m,
    )
    expect(judge([{ ...column, measurements }], "calibrated")[0]).toMatchObject({
      status: "not_tested",
      reason: "no tails",
    })
  })
})

describe("the classic policy", () => {
  it("takes either: KS below 0.05 or PSI from 0.2", () => {
    const [byP, byPsi, slight, none] = judge(
      [
        numeric("p", { ks: 0.01, psi: 0.01 }),
        numeric("psi", { ks: 0.3, psi: 0.25 }),
        numeric("slight", { ks: 0.3, psi: 0.15 }),
        numeric("none", { ks: 0.3, psi: 0.01 }),
      ],
      "classic",
    )
    expect([byP.status, byPsi.status, slight.status, none.status]).toEqual(["drift", "drift", "ok", "ok"])
    expect([byP.method, byPsi.method]).toEqual(["ks", "psi"])
    expect(slight.reason).toContain("PSI from 0.1 to 0.2 is a slight change.")
    expect(none.reason).not.toContain("slight")
  })
})

describe("a method by name", () => {
  it("replaces the policy where it serves the column's type", () => {
    const text = {
      ...numeric("c", { "chi-square": 0.01, "jensen-shannon": 0.3 }),
      type: "categorical" as const,
      judgedAs: "categorical" as const,
    }
    const [byPsi, unserved] = judge([numeric("x", { ks: 1e-9, psi: 0.1 }), text], "calibrated", { methods: ["psi"] })
    expect(byPsi).toMatchObject({ status: "ok", method: "psi", drift_score: 0.1, threshold: 0.2, p_value: null })
    // This column has no PSI measured, so it has no answer.
    expect(unserved).toMatchObject({ status: "not_tested", reason: "psi does not serve categorical columns." })
  })

  it("may be a column's own", () => {
    const perColumn = new Map([["x", { method: "ks" }]])
    const [x, y] = judge([numbers("x", { ks: 0.01 }), numbers("y", { ks: 0.01 })], "calibrated", { perColumn })
    expect(x).toMatchObject({ status: "drift", method: "ks", p_value_adjusted: null })
    expect(y.status).toBe("ok")
  })
})

describe("trouble in one column", () => {
  it("is that column's error and nobody else's", () => {
    const broken = { ...numeric("broken", {}), failure: "KS: out of luck" }
    const [error, fine] = judge([broken, numbers("x", { ks: 0.5 })], "calibrated")
    expect(error).toMatchObject({ status: "error", reason: "KS: out of luck", drift_score: null })
    expect(fine.status).toBe("ok")
  })
})
