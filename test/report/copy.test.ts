import { failedInWords } from "../../src/words/failed-checks.js"
import { describe, expect, test } from "vitest"
import type { ColumnResult, Report, TestedColumn } from "../../src/model.js"
import { contextOf } from "../../src/report/context.js"
import {
  columnSentence,
  decided,
  plain,
  shareFigures,
  verdictNotes,
  verdictSentence,
  verdictTitle,
} from "../../src/report/copy.js"
import { base, judged, untested } from "../helpers/sample-columns.js"
import { check, reportOf } from "../helpers/sample-report.js"

const report = (over: Partial<Report["drift"]>, rest: Partial<Report> = {}): Report => {
  const empty = reportOf([])
  const drift = { ...empty.drift, tested_columns: 29, ...over }
  const found = drift.dataset_drift
  return {
    ...empty,
    drift,
    verdict: { status: found ? "drift" : "no_drift", exit_code: found ? 1 : 0, reasons: [], causes: [] },
    ...rest,
  }
}
const failed = [check("missing", "a", "fail"), check("missing", "b", "fail"), check("missing", "c", "pass")]

describe("the run", () => {
  test("below the threshold", () => {
    const some = report({ drifted_columns: 3, drift_share: 3 / 29 })
    expect(verdictTitle(some)).toBe("3 of 29 columns drifted, below your 30%")
    expect(plain(verdictSentence(some))).toBe(
      "3 of 29 tested columns drifted: share 0.10 is below the threshold of 0.30.",
    )
    expect(verdictNotes(some)).toEqual([])
  })

  test("below the threshold, one column critical or far beyond its own", () => {
    const column = (name: string, ratio: number, critical?: true): ColumnResult => ({
      ...judged(base(name), "ks", 1e-9, "wasserstein", 0.5),
      ratio,
      ...(critical ? { critical } : {}),
    })
    const titled = (...columns: ColumnResult[]) =>
      verdictTitle(report({ drifted_columns: columns.length, drift_share: 0.1 }, { columns }))
    expect(titled(column("a", 9), column("b", 9.9))).toBe("2 of 29 columns drifted, below your 30%")
    expect(titled(column("a", 9), column("b", 35))).toBe("b (35×): 2 of 29 columns drifted, below your 30%")
    expect(titled(column("a", 1.2, true), column("b", 35))).toBe(
      "a (critical, 1.2×): 2 of 29 columns drifted, below your 30%",
    )
  })

  test("more columns than may drift", () => {
    const many = report({ drifted_columns: 3, drift_share: 3 / 29, dataset_drift: true, max_drifted: 2 })
    expect(plain(verdictSentence(many))).toBe("3 of 29 tested columns drifted: more than the 2 that may.")
  })

  test("none at all", () => {
    expect(verdictTitle(report({}))).toBe("No drift")
    expect(plain(verdictSentence(report({})))).toBe("None of the 29 tested columns drifted.")
    expect(plain(verdictSentence(report({ tested_columns: 1 })))).toBe("The one tested column did not drift.")
    expect(plain(verdictSentence(report({ tested_columns: 0 })))).toBe("No column was tested.")
  })

  test("drift, with every second piece in bold", () => {
    const drifted = report({ drifted_columns: 10, drift_share: 10 / 29, dataset_drift: true })
    expect(verdictTitle(drifted)).toBe("Drift detected")
    expect(verdictSentence(drifted)).toEqual([
      "",
      "10 of 29",
      " tested columns drifted: share ",
      "0.34",
      " is at or above the threshold of ",
      "0.30",
      ".",
    ])
  })

  test("drift and failed checks", () => {
    const both = report({ drifted_columns: 10, drift_share: 10 / 29, dataset_drift: true }, { checks: failed })
    expect(verdictNotes(both)).toEqual([`2 data quality checks failed as well: ${failedInWords(failed)}.`])
  })

  test("failed checks only", () => {
    const verdict = { status: "checks_failed" as const, exit_code: 1 as const, reasons: [], causes: [] }
    const only = report({ drifted_columns: 3, drift_share: 3 / 29 }, { checks: failed, verdict })
    expect(verdictTitle(only)).toBe("2 checks failed")
    expect(plain(verdictSentence(only))).toBe(
      "No dataset drift: 3 of 29 tested columns drifted, share 0.10, threshold 0.30.",
    )
  })

  test("a finding that does not fail the run says so", () => {
    const verdict = { status: "drift" as const, exit_code: 0 as const, reasons: [], causes: [] }
    const drifted = report({ drifted_columns: 10, drift_share: 10 / 29, dataset_drift: true }, { verdict })
    const lenient = { ...drifted, setup: { ...drifted.setup, fail_on: ["checks"] } }
    expect(verdictNotes(lenient)).toEqual(["The run does not fail for it: only checks would."])
  })

  test("no verdict gives its reasons", () => {
    const verdict = {
      status: "no_verdict" as const,
      exit_code: 2 as const,
      reasons: ["Too few rows.", "Check the export."],
      causes: [],
    }
    const none = report({}, { verdict })
    expect([verdictTitle(none), plain(verdictSentence(none)), ...verdictNotes(none)]).toEqual([
      "No verdict",
      "Too few rows.",
      "Check the export.",
    ])
  })

  test("a share is never rounded across its threshold", () => {
    expect(shareFigures(report({ drift_share: 0.2963 }))).toEqual({ share: "0.296", threshold: "0.30" })
    expect(shareFigures(report({ drift_share: 0.5, drift_share_threshold: 0.125 }))).toEqual({
      share: "0.50",
      threshold: "0.125",
    })
  })
})

describe("a column", () => {
  const context = contextOf(reportOf([]))
  const sentence = (column: Parameters<typeof columnSentence>[0]) => plain(columnSentence(column, context))
  const column = (p: number, distance: number) => judged(base("x"), "ks", p, "wasserstein", distance)

  test("drifts where test and effect agree; the effect is shown", () => {
    expect(decided(column(1e-9, 1.2134), context)).toBe("Wasserstein 1.213 ≥ 0.1")
    expect(sentence(column(1e-40, 1.2134))).toBe(
      "Drift. Wasserstein distance (normalised) is 1.213, at or above the threshold 0.1; adjusted p-value <0.0001 (Kolmogorov–Smirnov test), below 0.05.",
    )
    expect(sentence(column(1e-9, 1.2134))).toMatch(
      / below 0\.05\. The p-value is the less far of the two past its threshold: 6\.9×\.$/,
    )
  })

  test("that does not drift shows whichever fell shorter", () => {
    expect(decided(column(1e-9, 0.0449), context)).toBe("Wasserstein 0.045 < 0.1")
    expect(decided(column(0.21, 0.3), context)).toBe("KS p 0.21 ≥ 0.05")
    expect(sentence(column(0.21, 0.3))).toContain("at or above 0.05. Far enough, but it may be chance.")
    expect(sentence(column(1e-9, 0.0449))).toContain("below 0.05. Surely moved, but not far.")
    expect(sentence(column(0.9, 0.01))).toMatch(/at or above 0\.05\.$/)
  })

  test("judged by one method shows that one", () => {
    const one = (over: Partial<TestedColumn>): TestedColumn => ({
      ...column(0.5, 0.5),
      effect: null,
      p_value: null,
      p_value_adjusted: null,
      ...over,
    })
    const psi = one({ method: "psi", drift_score: 0.659, threshold: 0.2, status: "drift" })
    expect(decided(psi, context)).toBe("PSI 0.659 ≥ 0.2")
    expect(sentence(psi)).toBe("Drift. Population stability index is 0.659, at or above the threshold 0.2.")
    const ks = one({ method: "ks", drift_score: 0.0031, p_value: 0.0031, threshold: 0.05, status: "drift" })
    expect(decided(ks, context)).toBe("KS p 0.0031 < 0.05")
    expect(decided({ ...ks, drift_score: 1e-9, p_value: 1e-9 }, context)).toBe("KS p <0.0001")
    expect(sentence(ks)).toBe("Drift. The p-value of Kolmogorov–Smirnov test is 0.0031, below the threshold 0.05.")
  })

  test("without an answer says why", () => {
    expect(sentence(untested(base("x"), "not_tested", "Only in current"))).toBe("Not tested. Only in current.")
    expect(sentence(untested(base("x"), "error", "page 3 is cut short"))).toBe(
      "Error. Could not be tested: page 3 is cut short. The other columns are not affected.",
    )
  })
})
