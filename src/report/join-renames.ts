import type { CheckResult, Report, SchemaChange } from "../model.js"

/** Checks that each tell of a renamed column, the one with the best words first. */
const tellers = ["renamed-column", "missing-columns", "added-columns"]
const severity: Partial<Record<CheckResult["status"], number>> = { warn: 1, error: 2, fail: 3 }

/**
 * The checks with one finding for each renamed column, where report.json has up to three: that its old name is missing, that its
 * new one was added, and that they hold the same values. It is as severe as the worst of them and stands in its place.
 */
export function joinRenames({ checks, schema }: Pick<Report, "checks" | "schema">): CheckResult[] {
  let joined = [...checks]
  for (const rename of schema.renamed) {
    const found = joined
      .filter((check) => tellsOf(check, rename))
      .sort((a, b) => tellers.indexOf(a.id) - tellers.indexOf(b.id))
    if (found.length < 2) continue
    const worst = found.reduce((a, b) => (severityOf(b) > severityOf(a) ? b : a))
    const one: CheckResult = { ...worst, id: found[0].id, column: rename.reference, message: found[0].message }
    joined = joined.flatMap((check) => (check === worst ? [one] : found.includes(check) ? [] : [check]))
  }
  return joined
}

const severityOf = ({ status }: CheckResult): number => severity[status] ?? 0

function tellsOf(check: CheckResult, { reference, current }: SchemaChange["renamed"][number]): boolean {
  if (severityOf(check) === 0) return false
  return tellers.includes(check.id) && check.column === (check.id === "added-columns" ? current : reference)
}
