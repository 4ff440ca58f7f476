import type { CheckResult, ColumnResult, Distribution, Report, SinceItem } from "../model.js"
import { coarseBars } from "./coarse-bars.js"
import { icon, type Icon } from "./charts/icons.js"
import { scoreBar } from "./charts/score-bar.js"
import { sparkline } from "./charts/sparkline.js"
import { kindOf } from "../kinds/kinds.js"
import type { Context } from "./context.js"
import { decided, isUnusual, stateWords } from "./copy.js"
import { isAccepted, isDrifted } from "../words/accepted.js"
import { cutEnd, nameHtml } from "../words/escape.js"
import { count, limit, plural, share, times } from "../words/format.js"
import { openedColumns } from "./opened-columns.js"
import { detailsView, type DetailsView } from "./view-details.js"
import { valuesNow, whatChanged } from "../judge/what-changed.js"
import { howFar } from "../words/ratio.js"

export interface ColumnsView {
  /** Described only: there is no reference and no score. */
  alone: boolean
  note: string
  rows: RowView[]
  chips: { id: string; text: string; count: string }[]
  /** "31 columns", shown until a filter says otherwise. */
  total: string
  /** Says that not every row opens; null where all do. */
  details_note: string | null
  notes: string[]
}

export interface RowView {
  id: string
  name_html: string
  type: string
  /** What the filters and the sorting go by. */
  state: string
  quality: boolean
  ratio: string
  missing_share: string
  spark_svg: string | null
  score: { bar_svg: string; times: string; decided: string } | null
  /** Instead of a score. */
  reason: string | null
  change: { text: string; note: string } | null
  missing: string
  missing_was: string | null
  chips: ChipView[]
  details: DetailsView | null
}

export interface ChipView {
  tone: string
  icon_svg: string
  text: string
}

/** The p-value note speaks up from so many rows. */
const manyRows = 100_000

export function columnsView(context: Context, allDetails = false): ColumnsView | null {
  const { report, columns } = context
  if (columns.length === 0) return null
  const kind = kindOf(report)
  const findings = findingsByColumn(report.checks)
  const opened = openedColumns(columns, report.checks, allDetails)
  const rows = columns.map((column) => row(column, context, findings.get(column.name) ?? [], opened.has(column)))
  return {
    alone: !kind.hasReference,
    note: kind.columnsNote,
    rows,
    chips: chips(rows, kind.columnStates),
    total: plural(columns.length, "column"),
    details_note:
      opened.size === columns.length
        ? null
        : `Details of ${count(opened.size)} of ${plural(columns.length, "column")}: those that drifted, failed a check or could not be tested; --details all for the rest.`,
    notes: notes(context),
  }
}

const isFailure = ({ status }: CheckResult) => status === "fail"
const isFinding = ({ status }: CheckResult) => status === "fail" || status === "warn" || status === "error"

function findingsByColumn(checks: readonly CheckResult[]): ReadonlyMap<string, CheckResult[]> {
  const found = new Map<string, CheckResult[]>()
  for (const check of checks) {
    if (check.column === null || !isFinding(check)) continue
    const those = found.get(check.column)
    if (those) those.push(check)
    else found.set(check.column, [check])
  }
  return found
}

function row(column: ColumnResult, context: Context, findings: readonly CheckResult[], opened: boolean): RowView {
  const tested = column.status === "drift" || column.status === "ok"
  const { hasReference, columnStates } = kindOf(context.report)
  const change = hasReference ? whatChanged(column) : valuesNow(column)
  const missing = missingShares(column)
  const id = context.ids.get(column.name) ?? ""
  return {
    id,
    name_html: nameHtml(column.name),
    type: column.role === "feature" ? column.type : `${column.type}, ${column.role}`,
    state: isAccepted(column) ? "accepted" : column.status,
    quality: findings.length > 0,
    ratio: tested ? String(Number(howFar(column).toPrecision(6))) : "-1",
    missing_share: String(Number((missing.now ?? -1).toPrecision(6))),
    spark_svg: column.distribution && sparkline(opened ? column.distribution : coarse(column.distribution)),
    score: tested
      ? {
          bar_svg: scoreBar(howFar(column), isDrifted(column), bandOf(column)),
          times: times(column.ratio),
          decided: decided(column, context),
        }
      : null,
    reason: tested ? null : cutEnd(column.reason, 160),
    change: change && { text: cutEnd(change.text, 90), note: change.note ?? "" },
    missing: missing.now === null ? "–" : share(missing.now),
    missing_was:
      missing.was !== null && missing.now !== null && Math.abs(missing.now - missing.was) > 0.005
        ? `from ${share(missing.was)}`
        : null,
    chips: [
      ...(columnStates.includes(column.status) ? [columnChip(column)] : []),
      ...(column.watched === true ? [chip("quiet", "dot", "Watched")] : []),
      ...sinceChip(column, context.report),
      ...qualityChip(findings),
    ],
    details: opened ? detailsView(column, context) : null,
  }
}

const coarse = (bars: Distribution): Distribution => (bars.kind === "histogram" ? coarseBars(bars) : bars)

/** What ordinary periods reach, in times their limit; null where they do not decide. */
function bandOf(column: ColumnResult): [number, number] | null {
  const period = "period" in column ? column.period : null
  if (period?.decides !== true || period.limit === null || period.ordinary === null) return null
  return [period.ordinary.low / period.limit, period.ordinary.high / period.limit]
}

function missingShares({ reference, current }: ColumnResult): { was: number | null; now: number | null } {
  const of = (side: typeof current) => (side && side.rows > 0 ? side.missing / side.rows : null)
  return { was: of(reference), now: of(current) }
}

const stateLooks: Record<ColumnResult["status"], { tone: string; icon: Icon }> = {
  drift: { tone: "drift", icon: "drift" },
  ok: { tone: "quiet", icon: "dot" },
  not_tested: { tone: "quiet", icon: "none" },
  error: { tone: "err", icon: "error" },
}

export const chip = (tone: string, name: Icon, text: string): ChipView => ({ tone, icon_svg: icon(name), text })

export const stateChip = (status: ColumnResult["status"]): ChipView =>
  chip(stateLooks[status].tone, stateLooks[status].icon, stateWords[status])

const columnChip = (column: ColumnResult): ChipView =>
  isAccepted(column)
    ? chip("warn", "dot", "Accepted")
    : isUnusual(column)
      ? chip("warn", "warn", "Unusual")
      : stateChip(column.status)

/** Whether its drift is new since the last run, or for how many runs it has lasted. */
function sinceChip({ name }: ColumnResult, { since }: Report): ChipView[] {
  if (since === undefined || since.run === null) return []
  const about = (items: readonly SinceItem[]) => items.find(({ kind, column }) => kind === "column" && column === name)
  const lasting = about(since.lasting)
  if (about(since.new) !== undefined) return [chip("drift", "warn", "New")]
  return lasting === undefined ? [] : [chip("quiet", "dot", `For ${plural(lasting.runs, "run")}`)]
}

function qualityChip(findings: readonly CheckResult[]): ChipView[] {
  if (findings.length === 0) return []
  return [findings.some(isFailure) ? chip("drift", "fail", "Quality") : chip("warn", "warn", "Quality")]
}

function chips(rows: readonly RowView[], telling: readonly string[]): ColumnsView["chips"] {
  const n = (state: string) => (telling.includes(state) ? rows.filter((row) => row.state === state).length : 0)
  const all = [
    { id: "all", text: "All", count: rows.length },
    { id: "error", text: "Error", count: n("error") },
    { id: "drift", text: "Drift", count: n("drift") },
    { id: "accepted", text: "Accepted", count: rows.filter(({ state }) => state === "accepted").length },
    { id: "quality", text: "Quality", count: rows.filter(({ quality }) => quality).length },
    { id: "not_tested", text: "Not tested", count: n("not_tested") },
  ]
  return all
    .filter(({ id, count: size }) => id === "all" || size > 0)
    .map((each) => ({ ...each, count: count(each.count) }))
}

/** What a reader of the scores may misread. */
function notes({ report, columns }: Context): string[] {
  const tests = columns.flatMap((column) => (column.p_value === null ? [] : [column]))
  const first = tests.at(0)
  if (!first) return []
  const opening = "A distance says how far a column moved, a p-value how surely it moved at all."
  const rows = Math.max(report.reference.rows ?? 0, report.current.rows ?? 0)
  const many = rows > manyRows ? " With this many rows even tiny changes give small p-values." : ""
  if (first.effect !== null) {
    const adjusted =
      first.p_value_adjusted === null ? "" : `; p-values are adjusted for testing ${plural(tests.length, "column")}`
    return [`${opening} Here a column drifts only where both reach their thresholds${adjusted}.${many}`]
  }
  const alpha = Math.max(
    ...tests.map(({ p_value, drift_score, threshold }) => (p_value === drift_score ? threshold : 0)),
  )
  if (alpha === 0) return []
  const decidedByP = tests.filter(({ p_value, drift_score }) => p_value === drift_score).length
  const were = decidedByP === 1 ? "1 column was tested" : `${count(decidedByP)} columns were tested`
  const chance = `chance is meant to mark 1 in ${count(1 / alpha)} columns that did not change; how often each test really does is measured in its documentation`
  return [`${opening} ${were} at ${limit(alpha)}: ${chance}.${many}`]
}
