import type { CheckTitle, ColumnResult, MethodTitle, Report } from "../model.js"
import { slugs } from "../words/escape.js"
import { howFar } from "../words/ratio.js"

/** A report with what every part of a page looks up in it. */
export interface Context {
  report: Report
  /** Columns in reading order: watched ones first, then errors, then furthest past the threshold, then those not tested; equal ones by name. */
  columns: ColumnResult[]
  /** The id of a column's row, by name. */
  ids: ReadonlyMap<string, string>
  method: (id: string) => MethodTitle
  check: (id: string) => CheckTitle
}

export function contextOf(report: Report): Context {
  const columns = inReadingOrder(report.columns)
  const names = columns.map(({ name }) => name)
  const ids = slugs(names)
  const methods = new Map(report.methods.map((method) => [method.id, method]))
  const checks = new Map(report.check_titles.map((check) => [check.id, check]))
  return {
    report,
    columns,
    ids: new Map(names.map((name, index) => [name, ids[index] ?? ""])),
    method: (id) => methods.get(id) ?? { id, title: id, short_title: id, kind: "distance" },
    check: (id) => checks.get(id) ?? { id, title: id, fail_title: id, unit: "count" },
  }
}

const rank = { error: 0, drift: 1, ok: 1, not_tested: 2 } as const

export function inReadingOrder(columns: readonly ColumnResult[]): ColumnResult[] {
  return [...columns].sort(
    (a, b) =>
      Number(b.watched === true) - Number(a.watched === true) ||
      rank[a.status] - rank[b.status] ||
      howFar(b) - howFar(a) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
}
