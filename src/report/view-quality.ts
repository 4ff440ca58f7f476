import type { CheckResult, CheckTitle, DatasetFacts } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import type { Context } from "./context.js"
import { cutEnd, nameHtml } from "../words/escape.js"
import { count, known, number, plural, share, time, trimmed } from "../words/format.js"
import { findingsOf, type Finding } from "./findings.js"
import { joinRenames } from "./join-renames.js"
import { chip, type ChipView } from "./view-columns.js"
import type { SideRow } from "./view-tables.js"

export interface QualityView {
  /** There is no reference to show. */
  alone: boolean
  summary: string
  findings: FindingView[]
  /** Buttons above the findings; none where they are all of one kind. */
  filters: { id: string; text: string; count: string; all: boolean }[]
  passed: PassedView | null
  rows: SideRow[]
  warnings: string[]
}

/** Checks that found nothing, each with the columns that it looked at. */
export interface PassedView {
  title: string
  checks: { title: string; results: string; columns: { id: string | null; name_html: string }[]; more: string }[]
}

export interface FindingView {
  status: Finding["status"]
  /** The more severe, the smaller. */
  rank: number
  chip: ChipView
  /** The column's row on this page; null where the finding is about the table or the column has no row. */
  id: string | null
  name_html: string
  check: string
  reference: string
  current: string
  message: string
  limit: string | null
}

const looks: Record<Finding["status"], ChipView> = {
  fail: chip("drift", "fail", "Failed"),
  error: chip("err", "error", "Error"),
  warn: chip("warn", "warn", "Warning"),
}

const ranks: readonly Finding["status"][] = ["fail", "error", "warn"]

/** The page lists up to so many findings. */
const mostFindings = 200
/** Columns that a check which passed names. */
const mostColumns = 20

export function qualityView(context: Context): QualityView | null {
  const { report } = context
  const findings = findingsOf(report)
  if (report.checks.length === 0 && report.warnings.length === 0 && report.columns.length === 0) return null
  return {
    alone: !kindOf(report).hasReference,
    summary: summary(joinRenames(report), findings.length),
    findings: findings.slice(0, mostFindings).map((finding) => findingView(finding, context)),
    filters: filters(findings.slice(0, mostFindings)),
    passed: passedView(context),
    rows: rowFacts(report.reference, report.current),
    warnings: report.warnings,
  }
}

function filters(findings: readonly Finding[]): QualityView["filters"] {
  const kinds = (Object.keys(looks) as Finding["status"][]).map((id) => ({
    id: id,
    text: looks[id].text,
    n: findings.filter(({ status }) => status === id).length,
  }))
  const some = kinds.filter(({ n }) => n > 0)
  if (some.length < 2) return []
  return [{ id: "all", text: "All", n: findings.length }, ...some].map(({ id, text, n }) => ({
    ...{ id, text, count: count(n), all: id === "all" },
  }))
}

function passedView({ report, ids, check }: Context): PassedView | null {
  const passed = report.checks.filter(({ status }) => status === "pass")
  if (passed.length === 0) return null
  return {
    title: `${plural(passed.length, "check")} passed`,
    checks: Array.from(new Set(passed.map(({ id }) => id)), (id) => {
      const results = passed.filter((each) => each.id === id)
      const columns = results.flatMap(({ column }) => (column === null ? [] : [column]))
      return {
        title: check(id).title,
        results: count(results.length),
        columns: columns
          .slice(0, mostColumns)
          .map((name) => ({ id: ids.get(name) ?? null, name_html: nameHtml(name) })),
        more: columns.length > mostColumns ? `and ${count(columns.length - mostColumns)} more` : "",
      }
    }),
  }
}

/** "2 checks failed and 5 gave a warning; the other 179 passed." */
function summary(checks: readonly CheckResult[], findings: number): string {
  const n = (status: CheckResult["status"]) => checks.filter((check) => check.status === status).length
  const passed = n("pass")
  if (checks.length === 0) return "No check was run."
  if (findings === 0) return `${passed === 1 ? "The one check" : `All ${plural(passed, "check")}`} passed.`
  const parts = [
    ...(n("fail") > 0 ? [`${plural(n("fail"), "check")} failed`] : []),
    ...(n("error") > 0 ? [`${n("fail") > 0 ? count(n("error")) : plural(n("error"), "check")} could not be run`] : []),
    ...(n("warn") > 0
      ? [`${n("fail") + n("error") > 0 ? count(n("warn")) : plural(n("warn"), "check")} gave a warning`]
      : []),
  ]
  const last = parts.pop() ?? ""
  const said = parts.length > 0 ? `${parts.join(", ")} and ${last}` : last
  const listed = findings > mostFindings ? ` The first ${mostFindings} are listed; report.json has all.` : ""
  return `${said}${passed > 0 ? `; the other ${count(passed)} passed` : ""}.${listed}`
}

/** Checks of the lists of columns: their values are grades and no figures that a reader could compare. */
const ofSchema: ReadonlySet<string> = new Set(["type-changed", "missing-columns", "added-columns", "renamed-column"])

/** The figures of both sides and the limit that was reached; of a changed type both types, and no figure of the schema. */
function sidesOf(finding: Finding, { check, report }: Context): Pick<FindingView, "reference" | "current" | "limit"> {
  const { unit } = check(finding.id)
  if (!ofSchema.has(finding.id)) {
    const [reference, current] = [figure(finding.reference_value, unit), figure(finding.value, unit)]
    return { reference, current, limit: limitText(finding, unit) }
  }
  const change = report.schema.type_changed.find(({ column }) => column === finding.column)
  if (finding.id !== "type-changed" || change === undefined) return { reference: "–", current: "–", limit: null }
  return { reference: cutEnd(change.reference, longestType), current: cutEnd(change.current, longestType), limit: null }
}

const longestType = 24

function findingView(finding: Finding, context: Context): FindingView {
  const { ids, check } = context
  const title = check(finding.id)
  return {
    status: finding.status,
    rank: ranks.indexOf(finding.status),
    chip: looks[finding.status],
    id: finding.column === null ? null : (ids.get(finding.column) ?? null),
    name_html: finding.column === null ? "whole table" : nameHtml(finding.column),
    check: title.fail_title,
    message: cutEnd(finding.message, 400),
    ...sidesOf(finding, context),
  }
}

const figures: Record<CheckTitle["unit"], (value: number) => string> = {
  share,
  factor: (value) => `${number(value)}×`,
  count,
  number,
}

/** A check's value in its unit; "–" where there is none. */
export function figure(value: number | null, unit: CheckTitle["unit"]): string {
  return value === null ? "–" : figures[unit](value)
}

/** The limit that was reached, in words; null for a check that has no such limit. */
export function limitText({ status, warn_limit, fail_limit }: CheckResult, unit: CheckTitle["unit"]): string | null {
  const reached = status === "fail" ? fail_limit : status === "warn" ? warn_limit : null
  if (reached === null) return null
  const word = status === "fail" ? "fails" : "warns"
  if (unit === "count") return `${word} from ${count(Math.floor(reached) + 1)}`
  const limit = { share: `${trimmed(reached * 100)}%`, factor: `${trimmed(reached)}×`, number: trimmed(reached) }
  return `${word} above ${limit[unit]}`
}

function rowFacts(reference: DatasetFacts, current: DatasetFacts): SideRow[] {
  const row = (label: string, text: (side: DatasetFacts) => string): SideRow => ({
    label,
    reference: text(reference),
    current: text(current),
  })
  const ofRows = (n: number | null, rows: number | null) => (n === null || !rows ? "–" : share(n / rows))
  return [
    row("Rows", ({ rows }) => known(rows, count)),
    row("Columns", ({ columns }) => known(columns, count)),
    row("Duplicate rows", ({ duplicate_rows, rows }) => ofRows(duplicate_rows, rows)),
    row("Rows with a missing value", ({ rows_with_missing, rows }) => ofRows(rows_with_missing, rows)),
    ...newest(reference, current),
  ]
}

const newest = (reference: DatasetFacts, current: DatasetFacts): SideRow[] =>
  reference.time_range || current.time_range
    ? [
        {
          label: "Newest row",
          reference: reference.time_range ? time(reference.time_range[1]) : "–",
          current: current.time_range ? time(current.time_range[1]) : "–",
        },
      ]
    : []
