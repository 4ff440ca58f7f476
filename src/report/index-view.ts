import type { HistoryRun, Trend, TrendRun, VerdictStatus } from "../model.js"
import { icon, type Icon } from "./charts/icons.js"
import { cutEnd, isolated, nameHtml, readable, visible } from "../words/escape.js"
import { beside, count, plural, time, times } from "../words/format.js"
import { chip, type ChipView } from "./view-columns.js"
import { outcome, runCharts, type RunCharts } from "./view-trend.js"

/** What the index template receives. */
export interface IndexView {
  title: string
  version: string
  runs_text: string
  latest: LatestView
  charts: (RunCharts & { note: string }) | null
  rows: RunRow[]
  /** Says that not every run is listed; null where all are. */
  rows_note: string | null
}

interface LatestView {
  tone: string
  icon_svg: string
  title: string
  sentence: string
  created: string
  created_iso: string
  links: Link[]
}

interface Link {
  href: string
  text: string
}

interface RunRow {
  created: string
  created_iso: string
  /** The report, or where there is none nothing. */
  href: string | null
  chip: ChipView
  share: string
  columns: string
  failed: string
  furthest_html: string
  furthest: string
  reason: string | null
  links: Link[]
}

/** Files of a run that are still there. */
export type FilesOf = (run: string) => ReadonlySet<string>

const shareRuns = 90
export const gridRuns = 30
const mostRows = 400

const looks: Record<VerdictStatus, { tone: string; icon: Icon; title: string; chip: ChipView }> = {
  drift: { tone: "drift", icon: "drift", title: "Drift detected", chip: chip("drift", "drift", "Drift") },
  checks_failed: { tone: "drift", icon: "fail", title: "Checks failed", chip: chip("drift", "fail", "Checks failed") },
  no_drift: { tone: "ok", icon: "ok", title: "No drift", chip: chip("quiet", "dot", "No drift") },
  no_verdict: { tone: "nov", icon: "nov", title: "No answer", chip: chip("nov", "nov", "No answer") },
}

/** What a check of a contract says in place of the words of a comparison. */
const checkLooks: typeof looks = {
  ...looks,
  checks_failed: { ...looks.checks_failed, title: "Contract broken", chip: chip("drift", "fail", "Contract broken") },
  no_drift: { ...looks.no_drift, title: "Contract kept", chip: chip("quiet", "dot", "Contract kept") },
}
const lookOf = ({ kind, status }: HistoryRun) => (kind === "check" ? checkLooks : looks)[status]

const linkTexts = new Map([
  ["report.html", "report"],
  ["report.json", "JSON"],
  ["error.txt", "error"],
])

/** The page over all runs. `runs`: at least one, in order; `columns`: ratios over the last of them; `filesOf`: what is left of a run. */
export function indexView(
  untrusted: readonly HistoryRun[],
  untrustedColumns: Trend["columns"],
  filesOf: FilesOf,
  version: string,
): IndexView {
  const shown = (text: string) => isolated(visible(text))
  const runs = readable(untrusted.slice(-mostRows), shown)
  const columns = readable(untrustedColumns, shown)
  const compared = readable(untrusted.filter(({ kind }) => kind === undefined).slice(-shareRuns), shown)
  const newest = runs[runs.length - 1]
  const latest = latestView(newest, filesOf)
  return {
    title: `${latest.title}: drift reports`,
    version,
    runs_text: `${plural(untrusted.length, "run")} since ${time(untrusted[0]?.created_at ?? "")}`,
    latest,
    charts: chartsOf(compared, columns),
    rows: runs.toReversed().map((run) => row(run, filesOf)),
    rows_note:
      untrusted.length > runs.length
        ? `${count(untrusted.length - runs.length)} earlier runs are in history.ndjson.`
        : null,
  }
}

function chartsOf(runs: readonly TrendRun[], columns: Trend["columns"]): IndexView["charts"] {
  if (runs.length < 2) return null
  const note = `Last ${plural(runs.length, "run")}: ${outcome(runs)}. The grid shows the last ${count(Math.min(runs.length, gridRuns))}.`
  return { note, ...runCharts(runs, columns, "Drift share") }
}

function latestView(run: HistoryRun, filesOf: FilesOf): LatestView {
  const look = lookOf(run)
  return {
    tone: look.tone,
    icon_svg: icon(look.icon, 34),
    title: look.title,
    sentence: run.reason ?? sentence(run),
    created: time(run.created_at),
    created_iso: run.created_at,
    links: linksOf(run, filesOf),
  }
}

function sentence(run: HistoryRun): string {
  if (run.kind === "check")
    return run.failed_checks === 0
      ? "No rule or limit failed."
      : `${plural(run.failed_checks, "rule or limit", "rules and limits")} failed.`
  const { drifted_columns: drifted, tested_columns: tested, failed_checks: failed } = run
  const figures = `${count(drifted)} of ${plural(tested, "tested column")} drifted`
  const compared = shareText(run)
  const checks = failed > 0 ? ` ${plural(failed, "data quality check")} failed.` : ""
  return `${figures}${compared === "–" ? "" : `, share ${compared}`}.${checks}`
}

/** "0.34 ≥ 0.30". */
function shareText({ drift_share: share, drift_share_threshold: threshold }: HistoryRun): string {
  if (share === null || threshold === null) return "–"
  const decimals = Math.max(2, (String(threshold).split(".")[1] ?? "").length)
  return `${beside(share, threshold, 2)} ${share >= threshold ? "≥" : "<"} ${threshold.toFixed(decimals)}`
}

function linksOf({ run }: HistoryRun, filesOf: FilesOf): Link[] {
  const files = filesOf(run)
  return Array.from(linkTexts).flatMap(([file, text]) => (files.has(file) ? [{ href: `${run}/${file}`, text }] : []))
}

function row(run: HistoryRun, filesOf: FilesOf): RunRow {
  const furthest = run.columns.reduce<HistoryRun["columns"][number] | null>(
    (best, column) => (best === null || column.ratio > best.ratio ? column : best),
    null,
  )
  const links = linksOf(run, filesOf)
  return {
    created: time(run.created_at),
    created_iso: run.created_at,
    href: links.find(({ text }) => text === "report")?.href ?? null,
    chip: lookOf(run).chip,
    share: shareText(run),
    columns: run.drift_share === null ? "–" : `${count(run.drifted_columns)} of ${count(run.tested_columns)}`,
    failed: run.status === "no_verdict" ? "–" : count(run.failed_checks),
    furthest_html: furthest === null ? "" : nameHtml(furthest.name),
    furthest: furthest === null ? "" : times(furthest.ratio),
    reason: run.reason === null ? null : cutEnd(run.reason, 160),
    links,
  }
}
