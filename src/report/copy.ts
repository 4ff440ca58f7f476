import type { CheckResult, ColumnResult, GateDecision, Report, TestedColumn } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import type { Context } from "./context.js"
import { failedInWords } from "../words/failed-checks.js"
import { causeSentences } from "../judge/causes.js"
import { performanceGap } from "../judge/performance-gap.js"
import { performanceFindings } from "../judge/performance-findings.js"
import { worseFigure, worseModel, worseSentence, type WorseModel } from "../judge/worse-model.js"
import { beside, count, limit, plural, pValue, score, times, weightedSentence } from "../words/format.js"
import { nameText } from "../words/escape.js"
import { ordinaryNotes, ordinarySentence, periodWord } from "../words/period.js"
import { distanceRatio, howFar, pRatio } from "../words/ratio.js"
import { acceptedNotes, isAccepted, isDrifted } from "../words/accepted.js"
import { sinceSentences, sinceTitle } from "../words/since.js"
import { inOneLine, whatChanged } from "../judge/what-changed.js"

/** A sentence in pieces: every second one, from the second on, is set in bold. */
export type Sentence = string[]

export const plain = (sentence: Sentence): string => sentence.join("")

export const stateWords = { drift: "Drift", ok: "No drift", not_tested: "Not tested", error: "Error" } as const

// ---------------------------------------------------------------- the run

/** What was found, and where runs came before whether it is new: "Drift detected, 2 new". */
export function verdictTitle(report: Report): string {
  const title = foundTitle(report)
  const since = sinceTitle(report.since)
  return since === null ? title : `${title}, ${since}`
}

function foundTitle(report: Report): string {
  const { verdict, checks } = report
  const { verdictTitles: titles } = kindOf(report)
  switch (verdict.status) {
    case "drift":
      return titles.drift
    case "checks_failed":
      if (failedRules(checks) === failedChecks(checks) && failedRules(checks) > 0)
        return `${plural(failedRules(checks), "rule")} failed`
      if (failedChecks(checks) > 0) return `${plural(failedChecks(checks), "check")} failed`
      return verdict.causes.some(({ id }) => id === "schema") ? "Schema changed" : "Checks warned"
    case "metrics_failed": {
      const failed = report.metrics.filter(({ status }) => status === "fail").length
      return failed > 0 ? `${plural(failed, "metric")} failed` : (performanceTitle(report) ?? "Metrics warned")
    }
    case "no_drift": {
      const model = modelTitle(report)
      if (model !== null) return model
      return hasQuietDrift(report) ? quietDrift(report) : titles.no_drift + butAccepted(report)
    }
    case "no_verdict":
      return couldNotRead(report) ? titles.unread : titles.no_verdict
    case "promote":
    case "reject":
    case "undecided":
      return gateTitles[verdict.status]
  }
}

/** " but 2 accepted columns": the headline is never "No drift" over columns that drifted. */
function butAccepted({ columns }: Report): string {
  const accepted = columns.filter(isAccepted).length
  return accepted === 0 ? "" : ` but ${plural(accepted, "accepted column")}`
}

const gateTitles: Record<GateDecision, string> = { promote: "Promote", reject: "Reject", undecided: "Undecided" }

/** "The model got worse (MAE 22.3 → 89.2)", "Concept drift"; null where a run that found nothing has nothing to say of the model. */
function modelTitle(report: Report): string | null {
  const worse = worseOf(report)
  return worse === null ? performanceTitle(report) : `The model got worse (${worseFigure(worse)})`
}

/** What is said of performance where no figure of the whole says more; null where nothing was found. */
const performanceTitle = (report: Report) => performanceNotes(report).at(0) ?? null

const performanceNotes = ({ performance }: Report) => performanceFindings(performance).map(({ title }) => title)

const worseOf = ({ metrics, performance }: Report): WorseModel | null => worseModel(metrics, performance?.leading)

/** Whether a run that found nothing has something to look at: columns that drifted, a model that got worse. */
export const hasQuietFinding = (report: Report): boolean => hasQuietDrift(report) || isOfModel(report)

/** Whether the title of a run that found nothing else is about the model. */
export const isOfModel = (report: Report): boolean =>
  report.verdict.status === "no_drift" && modelTitle(report) !== null

/** Whether columns drifted although the run found nothing: it is never shown as "No drift". */
export const hasQuietDrift = ({ verdict, drift }: Report): boolean =>
  verdict.status === "no_drift" && drift.drifted_columns > 0

/** From so many times its threshold on, a column is named in the title. */
const farBeyond = 10
const longestNamed = 40

/** "18 of 200 columns drifted, below your 30%", after the critical column or the one far beyond its threshold, if there is one. */
function quietDrift({ columns, drift }: Report): string {
  const { drifted_columns: drifted, tested_columns: tested, drift_share_threshold: threshold } = drift
  const figures = `${count(drifted)} of ${plural(tested, "column")} drifted, below your ${percent(threshold)}`
  const found = columns.flatMap((column) => (column.status === "drift" && isDrifted(column) ? [column] : []))
  const byTelling = found.sort(
    (a, b) => Number(b.critical === true) - Number(a.critical === true) || howFar(b) - howFar(a),
  )
  const first = byTelling.at(0)
  if (first === undefined || (first.critical !== true && howFar(first) < farBeyond)) return figures
  const how = first.critical === true ? "critical, " : ""
  return `${nameText(first.name, longestNamed)} (${how}${times(howFar(first))}): ${figures}`
}

const percent = (share: number) => `${Number((100 * share).toPrecision(6))}%`

/** Whether a file gave no table at all: not one of the answers that a comparison may end without. */
const couldNotRead = (report: Report) =>
  report.current.rows === null || (kindOf(report).hasReference && report.reference.rows === null)

/** The share of drifted columns and its threshold, with two decimals or as many as tell them apart. */
export function shareFigures({ drift }: Report): { share: string; threshold: string } {
  const { drift_share, drift_share_threshold } = drift
  const decimals = Math.max(2, (String(drift_share_threshold).split(".")[1] ?? "").length)
  return {
    share: beside(drift_share, drift_share_threshold, 2),
    threshold: drift_share_threshold.toFixed(Math.min(decimals, 20)),
  }
}

export function verdictSentence(report: Report): Sentence {
  const { verdict, drift } = report
  if (verdict.status === "no_verdict") return withStrong(verdict.reasons[0] ?? "There is no answer.", report)
  if (!kindOf(report).hasDriftShare) return [verdict.reasons[0] ?? ""]
  const { share, threshold } = shareFigures(report)
  const tested = count(drift.tested_columns)
  const of = `${count(drift.drifted_columns)} of ${tested}`
  if (drift.tested_columns === 0) return ["No column was tested."]
  if (verdict.status === "checks_failed" || verdict.status === "metrics_failed") {
    const found = drift.dataset_drift ? "Dataset drift" : "No dataset drift"
    if (drift.by_periods !== undefined) return [`${found}: `, of, " tested columns drifted."]
    return [`${found}: `, of, ` tested columns drifted, share ${share}, threshold ${threshold}.`]
  }
  if (drift.by_periods !== undefined) return periodVerdict(report)
  if (drift.drifted_columns === 0) {
    return drift.tested_columns === 1
      ? ["The one tested column did not drift."]
      : ["None of the ", tested, " tested columns drifted."]
  }
  if (drift.dataset_drift && drift.drift_share < drift.drift_share_threshold)
    return ["", of, " tested columns drifted: more than the ", count(drift.max_drifted ?? 0), " that may."]
  const side = drift.dataset_drift ? "is at or above" : "is below"
  return ["", of, " tested columns drifted: share ", share, ` ${side} the threshold of `, threshold, "."]
}

/** The same where any drifted column is drift of the data set. */
function periodVerdict({ drift, periods }: Report): Sentence {
  const { drifted_columns: drifted, tested_columns: tested, by_periods: by } = drift
  const days = periods === undefined ? "periods" : `${periodWord(periods)}s`
  if (drifted > 0)
    return [
      "",
      `${count(drifted)} of ${count(tested)}`,
      ` tested columns moved further than the reference's own ${days} do.`,
    ]
  if (by?.table === true)
    return ["No column drifted alone, but ", "all together", ` moved further than on the reference's own ${days}.`]
  return ["None of the ", count(tested), " tested columns drifted."]
}

/** Why there is no answer, the file or the numbers of it strong: "Current has **12 rows**; at least **30** are needed." */
function withStrong(reason: string, { reference, current }: Report): Sentence {
  for (const name of [current.path, reference.path, current.label, reference.label]) {
    const at = name ? wordAt(reason, name) : -1
    if (name && at >= 0) return [reason.slice(0, at), name, reason.slice(at + name.length)]
  }
  return reason.split(/((?<![\w.])\d[\d,]*(?: rows?\b)?(?![\w.]))/)
}

/** Where the text has the name as a word of its own, from 0: a file "a" is not the "a" of "cannot". -1 where it has not. */
function wordAt(text: string, name: string): number {
  const isPart = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)
  let at = text.indexOf(name)
  while (at >= 0 && (isPart(text[at - 1]) || isPart(text[at + name.length]))) at = text.indexOf(name, at + 1)
  return at
}

/** Sentences after the first: failed checks, why a run that drifted does not fail, hints. */
export function verdictNotes(report: Report): string[] {
  const { verdict, setup } = report
  if (verdict.status === "no_verdict") return verdict.reasons.slice(1)
  const notes = kindOf(report).hasDriftShare ? driftNotes(report) : verdict.reasons.slice(1)
  const found = kindOf(report).failsOnFindings && verdict.status !== "no_drift"
  if (found && verdict.exit_code === 0) {
    const failing = setup.fail_on.length > 0 ? `only ${setup.fail_on.join(" and ")} would` : "nothing would"
    notes.push(`The run does not fail for it: ${failing}.`)
  }
  return notes
}

/** What the sentence with the drift share leaves out. */
function driftNotes(report: Report): string[] {
  const { verdict, drift, metrics } = report
  const figures = metrics.filter(({ status }) => status === "fail").length
  const failed = failedNote(report)
  const gap = performanceGap(metrics, false)
  const worse = worseOf(report)
  const sentences = [
    ...sinceSentences(report.since),
    ...acceptedNotes(report.columns),
    ...watchedNotes(report.columns),
    ...(report.periods === undefined ? [] : ordinaryNotes(report.columns, report.periods)),
    ...weightedSentence(drift),
    ...(failed === null ? [] : [failed]),
    ...(figures > 0 && verdict.status !== "metrics_failed"
      ? [`${plural(figures, "metric")} failed${asWell(report)}.`]
      : []),
    ...(gap === null ? [] : [gap]),
    ...(worse === null || verdict.status === "no_drift" ? [] : [worseSentence(worse)]),
    ...performanceNotes(report).flatMap((title) => (title === foundTitle(report) ? [] : [`${title}.`])),
    ...causeSentences(report, verdict.causes),
  ]
  return Array.from(new Set(sentences))
}

/** "2 data quality checks failed as well: missing-values: age; row-count."; null where none failed. */
export function failedNote(report: Report): string | null {
  const failed = failedChecks(report.checks)
  if (failed === 0 || !kindOf(report).hasDriftShare) return null
  return `${plural(failed, "data quality check")} failed${asWell(report)}: ${failedInWords(report.checks)}.`
}

const asWell = ({ verdict }: Report) => (verdict.status === "drift" ? " as well" : "")

const failedChecks = (checks: readonly CheckResult[]) => checks.filter(({ status }) => status === "fail").length

const failedRules = (checks: readonly CheckResult[]) =>
  checks.filter(({ id, status }) => id === "rule" && status === "fail").length

// ---------------------------------------------------------------- a column

/** The comparison that decided, for a line: "Wasserstein 1.213 ≥ 0.1", "KS p 0.21 ≥ 0.05". */
export function decided(column: TestedColumn, { method }: Context): string {
  const { method: id, score, sign, threshold } = comparison(column)
  const { short_title } = method(id)
  return score.startsWith("p <") ? `${short_title} ${score}` : `${short_title} ${score} ${sign} ${threshold}`
}

/** What decided, in parts for a table: the method's id, its score as text, the sign and the threshold. */
export function comparison(column: TestedColumn): { method: string; score: string; sign: string; threshold: string } {
  const { method, value, against, test } = decidedBy(column)
  const shown = test ? `p ${pValue(value, against)}` : score(value, against)
  return { method, score: shown, sign: value >= against ? "≥" : "<", threshold: limit(against) }
}

/**
 * The comparison that set the column's ratio. Where a test and an effect must agree, that is the effect of a drifted column,
 * and of any other the one that fell shorter.
 */
export function decidedBy(column: TestedColumn): { method: string; value: number; against: number; test: boolean } {
  const { method, drift_score, threshold, effect, p_value, period } = column
  if (period?.decides === true && period.method !== null && period.distance !== null && period.limit !== null)
    return { method: period.method, value: period.distance, against: period.limit, test: false }
  const test = p_value !== null && (column.p_value_adjusted ?? p_value) === drift_score
  const itself = { method, value: drift_score, against: threshold, test }
  if (effect === null) return itself
  const other = { method: effect.method, value: effect.drift_score, against: effect.threshold, test: false }
  if (column.status === "drift") return other
  return test && pRatio(drift_score, threshold) < distanceRatio(effect.drift_score, effect.threshold) ? itself : other
}

/** What changed in a column and the rule that decided, a sentence each: for lists that show nothing else of it. */
export function changeAndReason(column: ColumnResult): string[] {
  const change = whatChanged(column)
  return [...(change === null ? [] : [ended(inOneLine(change))]), column.reason]
}

/** "Drift. Median 10.9 → 14.7 (+34.4%). Wasserstein distance is **1.213**, at or above the threshold 0.1." */
export function columnSentence(column: ColumnResult, context: Context): Sentence {
  if (column.method === null) {
    const reason = ended(column.reason)
    return column.status === "not_tested"
      ? ["", "Not tested.", ` ${reason}`]
      : ["", "Error.", ` Could not be tested: ${reason} The other columns are not affected.`]
  }
  const change = whatChanged(column)
  const opening = change ? ` ${ended(inOneLine(change))} ` : " "
  const [first = "", ...rest] = verdictOf(column, context)
  const { periods } = context.report
  const ordinary = column.period && periods ? [` ${ordinarySentence(column.name, column.period, periods)}`] : []
  return ["", `${stateOf(column)}.`, ...joinLast([opening + first, ...rest], ordinary)]
}

/** Whether the score reached the threshold, with the p-value where a test had a say. Starts with a plain piece. */
function verdictOf(column: TestedColumn, context: Context): Sentence {
  const { effect, threshold, drift_score } = column
  const title = (id: string) => context.method(id).title
  const side = (value: number, against: number) => (value >= against ? "at or above" : "below")
  const p = `${column.p_value_adjusted === null ? "" : "adjusted "}p-value`
  if (effect === null) {
    const { value, against, test } = decidedBy(column)
    const what = test ? `The ${p} of ${title(column.method)} is ` : `${title(column.method)} is `
    const shown = test ? pValue(value, against) : score(value, against)
    return [what, shown, `, ${side(value, against)} the threshold ${limit(against)}.`]
  }
  const far = effect.drift_score >= effect.threshold
  const sure = drift_score < threshold
  return [
    `${title(effect.method)} is `,
    score(effect.drift_score, effect.threshold),
    `, ${side(effect.drift_score, effect.threshold)} the threshold ${limit(effect.threshold)}; ` +
      `${p} ${pValue(drift_score, threshold)} (${title(column.method)}), ${side(drift_score, threshold)} ${limit(threshold)}.` +
      (far && !sure ? " Far enough, but it may be chance." : !far && sure ? " Surely moved, but not far." : "") +
      whichSetsTheRatio(column),
  ]
}

/** Where the ratio is not that of the distance shown beside it. */
function whichSetsTheRatio({ status, effect, drift_score, threshold }: TestedColumn): string {
  if (status !== "drift" || effect === null) return ""
  const byP = pRatio(drift_score, threshold)
  return byP < distanceRatio(effect.drift_score, effect.threshold)
    ? ` The p-value is the less far of the two past its threshold: ${times(byP)}.`
    : ""
}

const joinLast = (said: readonly string[], more: readonly string[]) => [
  ...said.slice(0, -1),
  (said.at(-1) ?? "") + more.join(""),
]

/** "Drift", "Unusual", "No drift": what a column is called. */
export const stateOf = (column: ColumnResult): string =>
  isAccepted(column) ? "Accepted" : isUnusual(column) ? "Unusual" : stateWords[column.status]

/** Whether the reference's own days rarely are as far away, though it is no drift. */
export const isUnusual = (column: ColumnResult): boolean => column.status === "ok" && column.period?.unusual === true

const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)

/** "On the watchlist: amount, country." Empty where no column is. */
function watchedNotes(columns: readonly Pick<ColumnResult, "name" | "watched">[]): string[] {
  const names = columns.flatMap(({ name, watched }) => (watched === true ? [nameText(name, 40)] : []))
  return names.length === 0 ? [] : [`On the watchlist, where unusual counts as drift: ${names.join(", ")}.`]
}
