import type { CheckAlone, CheckFinding, CheckInput, CheckMeta, CheckNeed, CheckResult, ColumnType } from "../model.js"
import { plural } from "../words/format.js"
import { besidePeriods } from "./check-periods.js"
import type { CheckLimits, CheckOptions, CompareOptions } from "../options/options.js"

/** Every check's findings held to its limits; a check with nothing to look at gives one `not_applicable`, one that throws an `error`. */
export function runChecks(
  checks: ReadonlyMap<string, CheckAlone>,
  input: CheckInput,
  options: CompareOptions,
): CheckResult[] {
  return Array.from(checks).flatMap(([id, check]) => {
    const own = options.perCheck.get(id) ?? {}
    if (isOff(own)) return [withoutValue(id, "not_applicable", "Switched off in the configuration.")]
    try {
      const all = check.check(input)
      if (!Array.isArray(all)) return [withoutValue(id, "not_applicable", all.reason)]
      const findings = all.filter(({ column }) => limitsFor(column, own).severity !== "off")
      if (findings.length === 0) return [withoutValue(id, "not_applicable", whyNothing(check.meta, input))]
      return findings.map((finding) => {
        const limits = limitsFor(finding.column, own)
        const result = toResult(id, check.meta, limits, finding)
        return saysNothing(limits) ? besidePeriods(result, check, input.periods) : result
      })
    } catch (error) {
      return [withoutValue(id, "error", error instanceof Error ? error.message : String(error))]
    }
  })
}

/** Whether nobody set anything: what is set holds as it is. */
const saysNothing = (own: CheckLimits) => Object.values(own).every((each) => each === undefined)

/** Columns of these types are what a check of such evidence looks at; of other evidence every column has some. */
const looksAt: Partial<Record<CheckNeed, readonly ColumnType[]>> = {
  texts: ["categorical", "text", "identifier"],
  times: ["datetime"],
  values: ["categorical", "boolean"],
}

/** What a side does not keep of the columns that the check would look at, where that is the reason. */
function whyNothing({ evidence: need }: CheckMeta, { columns, evidence }: CheckInput): string {
  const types = looksAt[need] ?? []
  const unanswered = columns.flatMap(({ name, type }) => {
    const reason = types.includes(type) ? evidence.get(name)?.reason : null
    return reason === null || reason === undefined ? [] : [`${name}: ${reason}`]
  })
  if (unanswered.length === 0) return "Nothing to look at."
  return (
    unanswered[0] + (unanswered.length > 1 ? ` So it is with ${plural(unanswered.length - 1, "more column")}.` : "")
  )
}

/** Whether the check is off and no column has it on again. */
function isOff({ severity, perColumn }: CheckOptions): boolean {
  const columns = Array.from(perColumn?.values() ?? [])
  return severity === "off" && columns.every((own) => own.severity === undefined || own.severity === "off")
}

/** What was set for the check, and over it what was set for this column. */
function limitsFor(column: string | null, { perColumn, ...own }: CheckOptions): CheckLimits {
  return { ...own, ...(column === null ? {} : perColumn?.get(column)) }
}

function toResult(id: string, meta: CheckMeta, own: CheckLimits, finding: CheckFinding): CheckResult {
  const base = (meta.limitsAbove === "reference" ? (finding.reference_value ?? 0) : 0) + (finding.slack ?? 0)
  const unlimited = finding.unlimited === true && own.severity === undefined
  const limit = (set: number | null | undefined, fallback: number | null) => {
    const chosen = set === undefined ? (unlimited ? null : fallback) : set
    return chosen === null ? null : base + chosen
  }
  const [warn, ownFail] = bySeverity(own.severity, limit(own.warn, meta.warnLimit), limit(own.fail, meta.failLimit))
  const isGuess = finding.guessed === true && own.fail === undefined && own.severity === undefined
  const fail = isGuess ? null : ownFail
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

/** `warn`: the lower limit warns and none fails. `fail`: the lower one fails. */
function bySeverity(severity: CheckLimits["severity"], warn: number | null, fail: number | null): (number | null)[] {
  const lower = warn === null || fail === null ? (warn ?? fail) : Math.min(warn, fail)
  if (severity === "warn") return [lower, null]
  return severity === "fail" ? [null, lower] : [warn, fail]
}

function withoutValue(id: string, status: "not_applicable" | "error", message: string): CheckResult {
  return {
    id,
    column: null,
    status,
    value: null,
    reference_value: null,
    warn_limit: null,
    fail_limit: null,
    message,
  }
}
