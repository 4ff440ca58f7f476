import type { CheckResult } from "../model.js"
import { nameText } from "../words/escape.js"
import { count } from "../words/format.js"

const mostNamed = 5
const longestName = 40

/** The failed checks by name, with their columns: "missing-columns: year, day; duplicate-rows and 3 more"; "" for none. */
export function failedInWords(checks: readonly CheckResult[]): string {
  const failed = checks.filter(({ status }) => status === "fail")
  const named = failed.slice(0, mostNamed)
  const parts = Array.from(new Set(named.map(({ id }) => id)), (id) => {
    const about = named.filter((check) => check.id === id).flatMap(({ rule, column }) => rule ?? column ?? [])
    return about.length === 0 ? id : `${id}: ${about.map((name) => nameText(name, longestName)).join(", ")}`
  })
  const rest = failed.length - named.length
  return `${parts.join("; ")}${rest > 0 ? ` and ${count(rest)} more` : ""}`
}
