import type { Cause, ColumnResult, DriftFacts, Verdict, VerdictStatus } from "../model.js"
import { acceptedNotes, isCounted, isDrifted } from "../words/accepted.js"
import { beside, count, plural, weightedSentence } from "../words/format.js"
import { failedInWords } from "../words/failed-checks.js"
import { causeSentences, failingCauses, type Findings } from "./causes.js"
import { performanceFindings } from "./performance-findings.js"
import { performanceGap } from "./performance-gap.js"
import { worseModel, worseSentence } from "./worse-model.js"

type Weights = ReadonlyMap<string, { weight?: number }>

/** What the data set is judged by. */
export interface DriftRule {
  /** The share of drifted columns from which on it drifts. */
  threshold: number
  policy: string
  /** How much each column counts in the weighted share, 1 by default. */
  weights?: Weights
  /** How many columns may drift; null: any number. */
  most?: number | null
  /** Set where any drifted column, or all together, is enough. */
  byPeriods?: DriftFacts["by_periods"]
}

/** How many of the tested columns drifted, and whether that is drift of the dataset. */
export function driftFacts(
  columns: readonly ColumnResult[],
  { threshold, policy, weights = new Map(), most = null, byPeriods }: DriftRule,
): DriftFacts {
  const tested = columns.filter(isCounted).length
  const drifted = columns.filter(isDrifted).length
  const share = tested === 0 ? 0 : drifted / tested
  const enough =
    byPeriods === undefined
      ? drifted > 0 && (share >= threshold || drifted > (most ?? Infinity))
      : drifted > 0 || byPeriods.table
  return {
    dataset_drift: tested > 0 && enough,
    drift_share: share,
    weighted_drift_share: weightedShare(columns, weights),
    drift_share_threshold: threshold,
    ...(most === null ? {} : { max_drifted: most }),
    drifted_columns: drifted,
    tested_columns: tested,
    policy,
    ...(byPeriods === undefined ? {} : { by_periods: byPeriods }),
  }
}

/** Null where no tested column has a weight of its own, or all of them weigh nothing. */
function weightedShare(columns: readonly ColumnResult[], weights: Weights): number | null {
  const tested = columns.filter(isCounted)
  if (!tested.some(({ name }) => weights.get(name)?.weight !== undefined)) return null
  const weigh = (some: readonly ColumnResult[]) =>
    some.reduce((sum, { name }) => sum + (weights.get(name)?.weight ?? 1), 0)
  const all = weigh(tested)
  return all === 0 ? null : weigh(tested.filter(isDrifted)) / all
}

/**
 * The verdict over everything found. An error outranks a finding, a finding outranks none; where nothing could be tested, or a column could
 * not be read, only a failed check or metric is an answer.
 * `failOn`: the causes that end in 1. Other findings are reported all the same; where the findings alone leave open what fails
 * the run, a sentence says it.
 */
export function verdictOf(found: Findings, failOn: Iterable<string>): Verdict {
  const { drift, checks, multivariate } = found
  const reasons = [driftSentence(drift), ...weightedSentence(drift), ...acceptedNotes(found.columns)]
  const failed = checks.filter(({ status }) => status === "fail").length
  const verb = drift.dataset_drift ? " as well" : ""
  if (failed > 0) reasons.push(`${plural(failed, "data quality check")} failed${verb}: ${failedInWords(checks)}.`)

  const together = multivariate.filter(({ status }) => status === "drift")
  if (together.length > 0)
    reasons.push(`All columns together: ${together.map(({ title }) => title).join(" and ")} found drift.`)

  const figures = found.metrics?.filter(({ status }) => status === "fail").length ?? 0
  if (figures > 0) reasons.push(`${plural(figures, "metric")} failed${verb}.`)

  const worse = worseModel(found.metrics ?? [], found.performance?.leading)
  if (worse !== null) reasons.push(worseSentence(worse))
  reasons.push(...performanceFindings(found.performance).map(({ message }) => message))

  const asked = Array.from(failOn).includes("performance")
  const gap = performanceGap(found.metrics ?? [], asked)
  if (gap !== null) reasons.push(gap)

  const causes = failingCauses(found, failOn)
  const broken = brokenParts(found)
  if (gap !== null && asked) return noVerdict([gap, ...broken, ...reasons.filter((reason) => reason !== gap)], causes)
  // A check or metric that failed is an answer, whatever could be tested.
  const answer = causes.length > 0 ? failedStatus(failed, figures, causes) : null
  if (broken.length > 0)
    return answer === null || !areColumns(found, broken)
      ? noVerdict([...broken, ...reasons], causes)
      : judged(answer, [...broken, ...reasons], found, causes)
  if (drift.tested_columns === 0) {
    const said = ["None of the shared columns could be tested; each is listed with its reason.", ...reasons.slice(1)]
    return answer === null ? noVerdict(said, causes) : judged(answer, said, found, causes)
  }
  const drifts = drift.dataset_drift || causes.some(({ status }) => status === "drift")
  const status = drifts ? "drift" : (failedStatus(failed, figures, causes) ?? "no_drift")
  return judged(status, reasons, found, causes)
}

/** Whether columns alone are broken, as where a file is damaged in one: what was found beside them holds. `broken`: see brokenParts. */
function areColumns({ columns }: Findings, broken: readonly string[]): boolean {
  return columns.filter(({ status }) => status === "error").length === broken.length - 1
}

/** What failed where nothing drifted: checks before metrics; null where neither did. */
export function failedStatus(
  failedChecks: number,
  failedMetrics: number,
  causes: readonly Cause[],
): "checks_failed" | "metrics_failed" | null {
  const statuses = new Set(causes.map(({ status }) => status))
  if (failedChecks > 0 || statuses.has("checks_failed")) return "checks_failed"
  return failedMetrics > 0 || statuses.has("metrics_failed") ? "metrics_failed" : null
}

/** A verdict with an answer. `causes`: what fails the run. */
export function judged(
  status: Exclude<VerdictStatus, "no_verdict">,
  reasons: readonly string[],
  found: Findings,
  causes: Cause[],
): Verdict {
  return {
    status,
    exit_code: causes.length > 0 ? 1 : 0,
    reasons: [...reasons, ...causeSentences(found, causes)],
    causes,
  }
}

/** How many parts could not be computed, then each with its reason; empty where all could. */
export function brokenParts({ columns, checks, multivariate, metrics = [] }: Findings): string[] {
  const broken = [
    ...columns.filter(({ status }) => status === "error").map(({ name, reason }) => `Column ${name}: ${reason}`),
    ...checks.filter(({ status }) => status === "error").map(({ id, message }) => `Check ${id}: ${message}`),
    ...metrics.filter(({ status }) => status === "error").map(({ id, message }) => `Metric ${id}: ${message}`),
    ...multivariate.filter(({ status }) => status === "error").map(({ title, reason }) => `${title}: ${reason ?? ""}`),
  ]
  return broken.length === 0 ? [] : [`${plural(broken.length, "part")} could not be computed.`, ...broken]
}

/** A verdict that says that there is none, and why. `causes`: what was found all the same. */
export function noVerdict(reasons: string[], causes: Cause[] = []): Verdict {
  return { status: "no_verdict", exit_code: 2, reasons, causes }
}

function driftSentence(drift: DriftFacts): string {
  const {
    tested_columns: tested,
    drifted_columns: drifted,
    drift_share: share,
    drift_share_threshold: threshold,
    max_drifted: most = Infinity,
  } = drift
  if (drift.by_periods !== undefined) return periodSentence(drift, drift.by_periods)
  if (drifted === 0) return `None of the ${count(tested)} tested columns drifted.`
  const side = share >= threshold ? "at or above" : "below"
  const columns = `${count(drifted)} of ${plural(tested, "tested column")} drifted`
  if (share < threshold && drifted > most) return `${columns}: more than the ${count(most)} that may.`
  return `${columns}: share ${beside(share, threshold, 2)} is ${side} the threshold of ${beside(threshold, share, 2)}.`
}

/** The same where any drifted column is drift of the data set. */
export function periodSentence(
  { drifted_columns: drifted, tested_columns: tested }: DriftFacts,
  { table }: NonNullable<DriftFacts["by_periods"]>,
): string {
  const together = "all together moved further than in ordinary periods of the reference"
  if (drifted > 0)
    return `${count(drifted)} of ${plural(tested, "tested column")} drifted: more than in ordinary periods of the reference.`
  return table
    ? `None of the ${count(tested)} tested columns drifted alone, but ${together}.`
    : `None of the ${count(tested)} tested columns drifted.`
}
