import type {
  AlertFacts,
  Band,
  FiguresByPeriod,
  HistoryRun,
  LastingChange,
  MovesWith,
  RunDecision,
  Since,
  Trend,
  TrendRun,
  VerdictStatus,
} from "../model.js"
import { icon, type Icon } from "./charts/icons.js"
import type { HrefOf } from "./charts/runs-grid.js"
import { cutEnd, isolated, nameHtml, readable, slugs, visible } from "../words/escape.js"
import { checksInWords } from "../words/failed-checks.js"
import { kindOf } from "../kinds/kinds.js"
import { count, plural, time, times } from "../words/format.js"
import { movesWithText } from "../words/moves-with.js"
import { runShare } from "../words/run-share.js"
import { sinceNames, sinceSentences, sinceTitle } from "../words/since.js"
import { sinceOfRun } from "../judge/since.js"
import { indexLayers, type IndexLayers } from "./index-layers.js"
import { lastingNotes } from "./trend-words.js"
import { alertsView, type AlertsView } from "./view-alerts.js"
import { chip, type ChipView } from "./view-columns.js"
import { outcome, runCharts, type RunCharts } from "./view-trend.js"
import { unusualView, type UnusualView } from "./view-unusual.js"

/** What the index template receives. */
export interface IndexView {
  title: string
  version: string
  runs_text: string
  latest: LatestView
  charts: (RunCharts & { note: string; unusual: UnusualView | null }) | null
  alerts: AlertsView | null
  /** What business figures move with, a sentence each. */
  moves: string[]
  layers: IndexLayers | null
  rows: RunRow[]
  /** Says that not every run is listed; null where all are. */
  rows_note: string | null
}

interface LatestView {
  tone: string
  icon_svg: string
  title: string
  sentence: string
  /** What is new, lasting and back to normal, and what has changed for good. */
  notes: string[]
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
  /** "rollback, done"; null where nothing was decided. */
  decided: string | null
  share: string
  columns: string
  failed: string
  /** Which they are; empty where none failed, and for lines that do not say. */
  failed_names: string
  furthest_html: string
  furthest: string
  /** What is new, and what is back to normal, since the run before. */
  fresh: string
  back: string
  reason: string | null
  links: Link[]
}

/** Files of a run that are still there. */
export type FilesOf = (run: string) => ReadonlySet<string>

export const shareRuns = 90
export const gridRuns = 30
const mostRows = 400
const mostInRow = 3
const mostMoves = 10

const looks: Record<VerdictStatus, { tone: string; icon: Icon; chip: { tone: string; icon: Icon } }> = {
  drift: { tone: "drift", icon: "drift", chip: { tone: "drift", icon: "drift" } },
  metrics_failed: { tone: "drift", icon: "fail", chip: { tone: "drift", icon: "fail" } },
  checks_failed: { tone: "drift", icon: "fail", chip: { tone: "drift", icon: "fail" } },
  no_drift: { tone: "ok", icon: "ok", chip: { tone: "quiet", icon: "dot" } },
  no_verdict: { tone: "nov", icon: "nov", chip: { tone: "nov", icon: "nov" } },
  promote: { tone: "ok", icon: "ok", chip: { tone: "ok", icon: "ok" } },
  reject: { tone: "drift", icon: "fail", chip: { tone: "drift", icon: "fail" } },
  undecided: { tone: "warn", icon: "warn", chip: { tone: "warn", icon: "warn" } },
}

/** Columns drifted, and the run found nothing; or none did, and some are unusual. */
const quietLook: (typeof looks)["drift"] = { tone: "warn", icon: "warn", chip: { tone: "warn", icon: "warn" } }

/** "The model got worse", "2 columns drifted", "1 column unusual" where the run found nothing; null where nothing is to be said. */
function quietTitle(run: HistoryRun): string | null {
  const { status, worse, drifted_columns: drifted, unusual_columns: unusual = 0 } = run
  if (status !== "no_drift") return null
  if (worse !== undefined) return "The model got worse"
  if (run.concept_drift === 1) return "Concept drift"
  if (run.chunks?.some(([, , , surely]) => surely === 1)) return "The model got worse in chunks"
  if (drifted > 0) return `${plural(drifted, "column")} drifted`
  return unusual > 0 ? `${plural(unusual, "column")} unusual` : null
}

const lookOf = (run: HistoryRun) => (quietTitle(run) === null ? looks[run.status] : quietLook)

const linkTexts = new Map([
  ["report.html", "report"],
  ["report.json", "JSON"],
  ["error.txt", "error"],
])

/** What the runs show together: columns over the last of them, what has changed for good, and figures by month or quarter. */
export interface Courses extends Pick<Trend, "columns" | "lasting" | "unusual"> {
  periods: FiguresByPeriod | null
  /** One for each of the last runs that have a drift share, null while it is learned. */
  shareBands?: (Band | null)[]
  /** What the folder knows of alerts; null or absent: nothing. */
  alerts?: AlertFacts | null
  moves?: readonly MovesWith[]
}

/** The page over all runs. `runs`: at least one, in order; `filesOf`: what is left of a run. */
export function indexView(
  untrusted: readonly HistoryRun[],
  courses: Courses,
  filesOf: FilesOf,
  version: string,
): IndexView {
  const shown = (text: string) => isolated(visible(text))
  const runs = readable(untrusted.slice(-mostRows), shown)
  const { columns, lasting, unusual = [], shareBands = [], alerts = null, moves = [] } = readable(courses, shown)
  const compared = readable(untrusted.filter((run) => kindOf(run).hasDriftShare).slice(-shareRuns), shown)
  const newest = runs[runs.length - 1]
  const since = sinceEach(runs)
  const latest = latestView(newest, { since: since.at(-1) ?? null, lasting }, filesOf)
  return {
    title: `${latest.title}: drift reports`,
    version,
    runs_text: `${plural(untrusted.length, "run")} since ${time(untrusted[0]?.created_at ?? "")}`,
    latest,
    charts: chartsOf(
      withBands(compared, shareBands),
      columns,
      hrefsIn(filesOf),
      unusualView(unusual, compared.slice(-(unusual.at(0)?.values.length ?? 0)), alerts?.episodes),
    ),
    moves: moves.slice(0, mostMoves).map(movesWithText),
    alerts: alertsView(alerts, "after the latest run that was held to the rules"),
    layers: indexLayers(runs, gridRuns, filesOf),
    rows: runs.map((run, i) => row(run, since[i], filesOf)).toReversed(),
    rows_note:
      untrusted.length > runs.length
        ? `${count(untrusted.length - runs.length)} earlier runs are in history.ndjson.`
        : null,
  }
}

/** Each run's page, at the row of a column: names that share an id with another column lead to the first of them. */
const hrefsIn =
  (filesOf: FilesOf): HrefOf =>
  ({ run }, column) => {
    if (!filesOf(run).has("report.html")) return null
    return `${run}/report.html${column === undefined ? "" : `#${slugs([column])[0]}`}`
  }

/** The last runs with their bands. */
function withBands(runs: readonly TrendRun[], bands: readonly (Band | null)[]): TrendRun[] {
  return runs.map((run, i) => {
    const band = bands.at(i - runs.length) ?? null
    return band === null ? run : { ...run, share_band: band }
  })
}

function chartsOf(
  runs: readonly TrendRun[],
  columns: Trend["columns"],
  hrefOf: HrefOf,
  unusual: UnusualView | null,
): IndexView["charts"] {
  if (runs.length < 2) return null
  const note = `Last ${plural(runs.length, "run")}: ${outcome(runs)}. The grid shows the last ${count(Math.min(runs.length, gridRuns))}.`
  return { note, unusual, ...runCharts(runs, columns, "Drift share", hrefOf) }
}

function latestView(
  run: HistoryRun,
  { since, lasting }: { since: Since | null; lasting: readonly LastingChange[] },
  filesOf: FilesOf,
): LatestView {
  const look = lookOf(run)
  const { indexTitles, runSentence } = kindOf(run)
  return {
    tone: look.tone,
    icon_svg: icon(look.icon, 34),
    title: withSince(quietTitle(run) ?? indexTitles[run.status]?.latest ?? run.status, since),
    sentence: run.reason ?? runSentence(run),
    notes: [...sinceSentences(since ?? undefined), ...lastingNotes(lasting)],
    created: time(run.created_at),
    created_iso: run.created_at,
    links: linksOf(run, filesOf),
  }
}

const withSince = (title: string, since: Since | null) => {
  const more = sinceTitle(since ?? undefined)
  return more === null ? title : `${title}, ${more}`
}

/** What each run holds against those of its kind before it; null where it has no verdict or none came before. */
function sinceEach(runs: readonly HistoryRun[]): (Since | null)[] {
  return runs.map((run, i) => {
    const since = sinceOfRun(
      run,
      runs.slice(0, i).filter(({ kind }) => kind === run.kind),
    )
    return since?.run == null ? null : since
  })
}

function linksOf({ run }: HistoryRun, filesOf: FilesOf): Link[] {
  const files = filesOf(run)
  return Array.from(linkTexts).flatMap(([file, text]) => (files.has(file) ? [{ href: `${run}/${file}`, text }] : []))
}

const executionWords: Record<RunDecision["executed"][number]["status"], string> = {
  begun: "begun, its end is not known",
  done: "done",
  failed: "failed",
}

/** "rollback, done", "monitor"; what was executed of other actions of the run after it. */
function decisionWords({ action, executed }: RunDecision): string {
  const own = executed.filter((each) => each.action === action).map(({ status }) => `, ${executionWords[status]}`)
  const others = executed.filter((each) => each.action !== action)
  return `${action}${own.join("")}${others.map((each) => `; ${each.action}, ${executionWords[each.status]}`).join("")}`
}

function row(run: HistoryRun, since: Since | null, filesOf: FilesOf): RunRow {
  const furthest = run.columns.reduce<HistoryRun["columns"][number] | null>(
    (best, column) => (best === null || (column.ratio ?? 0) > (best.ratio ?? 0) ? column : best),
    null,
  )
  const links = linksOf(run, filesOf)
  const { chip: look } = lookOf(run)
  return {
    created: time(run.created_at),
    created_iso: run.created_at,
    href: links.find(({ text }) => text === "report")?.href ?? null,
    chip: chip(look.tone, look.icon, quietTitle(run) ?? kindOf(run).indexTitles[run.status]?.listed ?? run.status),
    decided: run.decision === undefined ? null : decisionWords(run.decision),
    share: runShare(run) ?? "–",
    columns: run.drift_share === null ? "–" : `${count(run.drifted_columns)} of ${count(run.tested_columns)}`,
    failed: run.status === "no_verdict" ? "–" : count(run.failed_checks),
    failed_names: cutEnd(checksInWords(run.failed, run.failed_checks), 120),
    furthest_html: furthest === null ? "" : nameHtml(furthest.name),
    furthest: furthest === null ? "" : times(furthest.ratio),
    fresh: since === null ? "" : sinceNames(since.new, mostInRow),
    back: since === null ? "" : sinceNames(since.back, mostInRow),
    reason: run.reason === null ? null : cutEnd(run.reason, 160),
    links: [...links, ...(run.decision?.executed ?? []).map(({ log }) => ({ href: log, text: "log" }))],
  }
}
