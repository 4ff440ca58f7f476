import type { GradualDrift, Trend, TrendRun } from "../model.js"
import { changes } from "./charts/runs.js"
import { runsGrid, shadeWords, type HrefOf } from "./charts/runs-grid.js"
import { shareLine } from "./charts/share-line.js"
import type { Context } from "./context.js"
import { nameHtml } from "../words/escape.js"
import { beside, count, number, plural, pValue, time, times } from "../words/format.js"
import { courseText } from "./trend-words.js"
import { unusualView, type UnusualView } from "./view-unusual.js"

/** The charts over many runs with their legends; the page of one report and the index share them. */
export interface RunCharts {
  share_svg: string
  /** Null where no run tested a column. */
  grid_svg: string | null
  marks: Legend[]
  shades: { name: string; text: string }[]
}

interface Legend {
  /** Class of the sign. */
  name: string
  text: string
}

export interface TrendView extends RunCharts {
  note: string
  /** Figures outside their band; null where none were. */
  unusual: UnusualView | null
  courses: CourseRow[]
  /** What stands below the table of courses; null without a table. */
  courses_note: string | null
}

interface CourseRow {
  id: string
  name_html: string
  /** Class of the word. */
  tone: string
  course: string
  from: string
  to: string
  slope: string
  p: string
  left: string
}

/** Courses that the page lists; rising and falling ones come first. */
const mostCourses = 40

/** Null for a single run, which has no course. */
export function trendView({ report, ids }: Context): TrendView | null {
  const { trend } = report
  if (!trend || trend.runs.length < 2) return null
  return {
    note: note(trend),
    ...runCharts(trend.runs, trend.columns, "Drift share"),
    unusual: unusualView(trend.unusual ?? [], trend.runs, report.alerts?.episodes),
    courses: trend.gradual.slice(0, mostCourses).map((each) => courseRow(each, ids.get(each.column) ?? "")),
    courses_note: coursesNote(trend.gradual),
  }
}

/** `shown`: the runs of the share chart; the grid has the last ones of them, as many as the columns have ratios. */
export function runCharts(
  shown: readonly TrendRun[],
  columns: Trend["columns"],
  what: string,
  hrefOf?: HrefOf,
): RunCharts {
  const grid = shown.slice(-(columns[0]?.ratios.length ?? shown.length))
  return {
    share_svg: shareLine(shown, shareWords(shown, what), thresholdText(shown), hrefOf),
    grid_svg: columns.length === 0 ? null : runsGrid(columns, grid, gridWords(columns, grid), hrefOf),
    marks: legend(shown),
    shades: shadeWords.map((text, i) => ({ name: `g${i}`, text })),
  }
}

function legend(runs: readonly TrendRun[]): Legend[] {
  const any = (test: (run: TrendRun) => boolean) => runs.some(test)
  return [
    { name: "ring", text: "no drift" },
    ...(any(({ status }) => status === "drift") ? [{ name: "diamond", text: "drift" }] : []),
    ...(any(({ share_band: band }) => band !== undefined)
      ? [{ name: "usual", text: "ordinary, by the runs before" }]
      : []),
    ...(any(({ drift_share }) => drift_share === null) ? [{ name: "cross", text: "no answer" }] : []),
    ...(changes(runs).length > 0 ? [{ name: "change", text: "configuration changed" }] : []),
  ]
}

/** Empty where no share decides. */
function thresholdText(runs: readonly TrendRun[]): string {
  const threshold = runs.findLast((run) => run.drift_share_threshold !== null)?.drift_share_threshold ?? null
  if (threshold === null) return ""
  return threshold.toFixed(Math.max(2, (String(threshold).split(".")[1] ?? "").length))
}

function note({ runs, total_runs: total }: Trend): string {
  const which =
    total > runs.length ? `Last ${count(runs.length)} of ${plural(total, "run")}` : plural(runs.length, "run")
  return `${[which, outcome(runs)].join("; ")}.${changeNote(runs)}`
}

/** "the threshold was reached in 3, one gave no answer". */
export function outcome(runs: readonly TrendRun[]): string {
  const drifted = runs.filter(({ status }) => status === "drift").length
  const silent = runs.filter(({ drift_share: share }) => share === null).length
  const found = drifted === 0 ? "no run drifted" : `${count(drifted)} drifted`
  return silent === 0 ? found : `${found}, ${count(silent)} gave no answer`
}

function changeNote(runs: readonly TrendRun[]): string {
  const last = changes(runs).at(-1)
  if (last === undefined) return ""
  const before = runs.slice(0, last).findLast(({ config_hash: hash }) => hash !== null)
  const since = time(runs[last].created_at)
  return isOldForm(before) && !isOldForm(runs[last])
    ? ` Configurations are compared in a new way since the run of ${since}: whether this one changed there is not known, and trends begin anew once.`
    : ` The configuration last changed with the run of ${since}.`
}

/** Whether the hash is of the form that covered every setting, used or not. */
const isOldForm = (run: TrendRun | undefined) => /^[0-9a-f]{16}$/.test(run?.config_hash ?? "")

function shareWords(runs: readonly TrendRun[], what: string): string {
  const answered = runs.flatMap(({ drift_share: share, drift_share_threshold: threshold }) =>
    share === null ? [] : [threshold === null ? share.toFixed(2) : beside(share, threshold, 2)],
  )
  const threshold = thresholdText(runs)
  const span = `${time(runs[0]?.created_at ?? "")} to ${time(runs.at(-1)?.created_at ?? "")}`
  const ends =
    answered.length === 0
      ? ""
      : ` From ${answered[0]} to ${answered.at(-1) ?? ""}${threshold === "" ? "" : `; threshold ${threshold}`}.`
  return `${what} of ${plural(runs.length, "run")}, ${span}: ${outcome(runs)}.${ends}`
}

function gridWords(columns: Trend["columns"], runs: readonly TrendRun[]): string {
  const latest = columns.flatMap(({ name, ratios }) => {
    const ratio = ratios.findLast((each) => each !== null) ?? null
    return ratio === null ? [] : [{ name, ratio }]
  })
  const now = latest
    .sort((a, b) => b.ratio - a.ratio)
    .slice(0, 3)
    .map(({ name, ratio }) => `${name} ${times(ratio)}`)
  return `${plural(columns.length, "column")} by ${plural(runs.length, "run")}, darker the further past the threshold. Furthest: ${now.join(", ")}.`
}

const tones = { rising: "warn", falling: "quiet", steady: "quiet" } as const

function courseRow(each: GradualDrift, id: string): CourseRow {
  const { direction, from, to, slope, p_value_adjusted: p, runs_to_threshold: left, drifted } = each
  return {
    id,
    name_html: nameHtml(each.column),
    tone: tones[direction],
    course: courseText(each),
    from: times(from),
    to: times(to),
    slope: slope === 0 ? "0" : `${slope > 0 ? "+" : ""}${number(slope, 2)}×`,
    p: pValue(p, 0.01),
    left: left !== null ? `in ${plural(left, "run")}` : to >= 1 ? (drifted ? "passed" : "there, not surely") : "–",
  }
}

function coursesNote(gradual: readonly GradualDrift[]): string | null {
  if (gradual.length === 0) return null
  const more = gradual.length - mostCourses
  const rest = more > 0 ? `${plural(more, "more column")} in report.json. ` : ""
  const references = Math.max(...gradual.map((each) => each.references))
  const mixed = references > 1 ? ` The runs were compared with ${count(references)} different reference files.` : ""
  return (
    `${rest}Mann–Kendall test over the runs since the configuration last changed, adjusted for ${plural(gradual.length, "column")}; ` +
    `rising or falling below 0.01. First run, this run and slope are those of Sen's line through the distances, in thresholds ` +
    `(1× is the threshold); where only a test decides, through its p-values.${mixed}`
  )
}
