import type { CheckResult, FailedCheck, HistoryRun } from "../model.js"
import { nameText } from "./escape.js"
import { count } from "./format.js"

const mostNamed = 5
const longestName = 40

/** The failed ones of these checks, in their order, with what each is about. */
export const failedOf = (checks: readonly CheckResult[]): FailedCheck[] =>
  checks.flatMap(({ id, column, status, rule }) =>
    status === "fail" ? [{ id, column, ...(rule === undefined ? {} : { rule }) }] : [],
  )

/** The failed checks by name, with their columns: "missing-columns: year, day; duplicate-rows and 3 more"; "" for none. */
export const failedInWords = (checks: readonly CheckResult[]): string => checksInWords(failedOf(checks))

/** The same of failed checks alone. `all`: how many failed, where these are the first of them. */
export function checksInWords(failed: readonly FailedCheck[], all = failed.length): string {
  const named = failed.slice(0, mostNamed)
  const parts = Array.from(new Set(named.map(({ id }) => id)), (id) => {
    const about = named.filter((check) => check.id === id).flatMap(({ rule, column }) => rule ?? column ?? [])
    return about.length === 0 ? id : `${id}: ${about.map((name) => nameText(name, longestName)).join(", ")}`
  })
  const rest = all - named.length
  return `${parts.join("; ")}${rest > 0 && named.length > 0 ? ` and ${count(rest)} more` : ""}`
}

/** "2 checks failed: missing-values: age; row-count.", of a run in the history; without the names where its line has none. */
export function failedChecks({ failed, failed_checks: all }: HistoryRun, what: string): string {
  return failed.length === 0 ? `${what} failed.` : `${what} failed: ${checksInWords(failed, all)}.`
}
