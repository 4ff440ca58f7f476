import type { CheckFinding, CheckInput, CheckMeta, CheckResult, DataCheck } from "../model.js"
import type { CheckOptions, CompareOptions } from "./options.js"

/** Every check's findings held to its limits; a check with nothing to look at gives one `not_applicable`, one that throws an `error`. */
export function runChecks(
  checks: ReadonlyMap<string, DataCheck>,
  input: CheckInput,
  options: CompareOptions,
): CheckResult[] {
  return Array.from(checks).flatMap(([id, check]) => {
    const own = options.perCheck.get(id) ?? {}
    try {
      const findings = check.check(input)
      if (findings.length === 0) return [withoutValue(id, "not_applicable", "Nothing to look at.")]
      return findings.map((finding) => toResult(id, check.meta, own, finding))
    } catch (error) {
      return [withoutValue(id, "error", error instanceof Error ? error.message : String(error))]
    }
  })
}

function toResult(id: string, meta: CheckMeta, own: CheckOptions, finding: CheckFinding): CheckResult {
  const base = (meta.limitsAbove === "reference" ? (finding.reference_value ?? 0) : 0) + (finding.slack ?? 0)
  const limit = (set: number | null | undefined, fallback: number | null) => {
    const chosen = set === undefined ? fallback : set
    return chosen === null ? null : base + chosen
  }
  const warn = limit(own.warn, meta.warnLimit)
  const fail = limit(own.fail, meta.failLimit)
  const passed = (bound: number | null) => bound !== null && finding.value > bound
  return {
    id,
    column: finding.column,
    status: passed(fail) ? "fail" : passed(warn) ? "warn" : "pass",
    value: finding.value,
    reference_value: finding.reference_value,
    warn_limit: warn,
    fail_limit: fail,
    message: finding.message,
  }
}

function withoutValue(id: string, status: "not_applicable" | "error", message: string): CheckResult {
  return {
    ...{ id, column: null, status, value: null, reference_value: null },
    ...{ warn_limit: null, fail_limit: null, message },
  }
}
