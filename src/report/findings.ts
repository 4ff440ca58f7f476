import type { CheckResult, ColumnResult, Report } from "../model.js"
import { howFar } from "../words/ratio.js"
import { joinRenames } from "./join-renames.js"

export type Finding = CheckResult & { status: "fail" | "error" | "warn" }

/** What was found in one column, the most telling first; at least one. A finding about the whole table stands alone. */
export interface FindingGroup {
  column: string | null
  findings: Finding[]
}

/**
 * Checks that tell what happened, before those that tell what follows from it: miles that became kilometres have outliers and
 * decimals too, a stand-in for missing values is negative and out of range. Others come after these.
 */
const telling: readonly string[] = [
  ...["renamed-column", "missing-columns", "unit-change", "time-zone-shift", "mixed-nulls", "category-spelling"],
  ...["mixed-types", "constant-column", "near-constant", "missing-values", "pattern", "infinite-values"],
  ...["negative-values", "new-categories", "missing-categories", "out-of-range", "type-changed", "outlier-share"],
]

const severity = { fail: 0, error: 1, warn: 2 } as const

/** Groups with a failed check first, then those with an error; the whole table, then columns furthest past their threshold. */
export function findingGroups(report: Pick<Report, "checks" | "schema" | "columns">): FindingGroup[] {
  const groups: FindingGroup[] = []
  const byColumn = new Map<string, FindingGroup>()
  for (const finding of joinRenames(report).filter(isFinding)) {
    const known = finding.column === null ? undefined : byColumn.get(finding.column)
    if (known) known.findings.push(finding)
    else {
      const group = { column: finding.column, findings: [finding] }
      groups.push(group)
      if (finding.column !== null) byColumn.set(finding.column, group)
    }
  }
  for (const { findings } of groups) findings.sort(moreTelling)
  const far = distances(report.columns)
  return groups.sort((a, b) => worst(a) - worst(b) || (far.get(b.column) ?? 0) - (far.get(a.column) ?? 0))
}

/** All of them in that order. */
export const findingsOf = (report: Pick<Report, "checks" | "schema" | "columns">): Finding[] =>
  findingGroups(report).flatMap(({ findings }) => findings)

const isFinding = (check: CheckResult): check is Finding => check.status in severity

const moreTelling = (a: Finding, b: Finding) => severity[a.status] - severity[b.status] || place(a.id) - place(b.id)

const place = (id: string) => (telling.includes(id) ? telling.indexOf(id) : telling.length)

const worst = ({ findings }: FindingGroup) => Math.min(...findings.map(({ status }) => severity[status]))

/** How far each column is past its threshold if it drifted; what concerns the whole table comes before all of them. */
const distances = (columns: readonly ColumnResult[]): Map<string | null, number> =>
  new Map([
    [null, Number.MAX_VALUE] as const,
    ...columns.map((column) => [column.name, column.status === "drift" ? howFar(column) : 0] as const),
  ])
