import type {
  CheckResult,
  ColumnResult,
  DriftFacts,
  MultivariateResult,
  SchemaChange,
  Segmentation,
  Verdict,
} from "../model.js"
import { causeSentences, failingCauses } from "./causes.js"
import { beside, count, plural, weightedSentence } from "../words/format.js"
import type { CompareOptions } from "../options/options.js"

type Weights = ReadonlyMap<string, { weight?: number }>

/** How many of the tested columns drifted, and whether that is drift of the dataset; `weights`: how much each counts, 1 by default. */
export function driftFacts(
  columns: readonly ColumnResult[],
  threshold: number,
  policy: string,
  weights: Weights = new Map(),
): DriftFacts {
  const tested = columns.filter(({ status }) => status === "drift" || status === "ok").length
  const drifted = columns.filter(({ status }) => status === "drift").length
  const share = tested === 0 ? 0 : drifted / tested
  return {
    dataset_drift: tested > 0 && drifted > 0 && share >= threshold,
    drift_share: share,
    weighted_drift_share: weightedShare(columns, weights),
    drift_share_threshold: threshold,
    drifted_columns: drifted,
    tested_columns: tested,
    policy,
  }
}

/** Null where no tested column has a weight of its own, or all of them weigh nothing. */
function weightedShare(columns: readonly ColumnResult[], weights: Weights): number | null {
  const tested = columns.filter(({ status }) => status === "drift" || status === "ok")
  if (!tested.some(({ name }) => weights.get(name)?.weight !== undefined)) return null
  const weigh = (some: readonly ColumnResult[]) =>
    some.reduce((sum, { name }) => sum + (weights.get(name)?.weight ?? 1), 0)
  const all = weigh(tested)
  return all === 0 ? null : weigh(tested.filter(({ status }) => status === "drift")) / all
}

/**
 * The verdict over everything found. No answer (an error, or nothing tested) outranks a finding, a finding outranks none.
 * A finding that `failOn` leaves out is told but does not end in 1; where the findings alone do not tell what fails the run,
 * a sentence does.
 */
export function verdictOf(
  drift: DriftFacts,
  columns: readonly ColumnResult[],
  checks: readonly CheckResult[],
  multivariate: readonly MultivariateResult[],
  options: Pick<CompareOptions, "failOn">,
  schema: SchemaChange = noChange,
  segments: readonly Segmentation[] = [],
): Verdict {
  const reasons = [driftSentence(drift), ...weightedSentence(drift)]
  const failed = checks.filter(({ status }) => status === "fail").length
  const verb = drift.dataset_drift ? " as well" : ""
  if (failed > 0) reasons.push(`${plural(failed, "data quality check")} failed${verb}.`)

  const together = multivariate.filter(({ status }) => status === "drift")
  if (together.length > 0)
    reasons.push(`All columns together: ${together.map(({ title }) => title).join(" and ")} found drift.`)

  const broken = [
    ...columns.filter(({ status }) => status === "error").map(({ name, reason }) => `Column ${name}: ${reason}`),
    ...checks.filter(({ status }) => status === "error").map(({ id, message }) => `Check ${id}: ${message}`),
    ...multivariate.filter(({ status }) => status === "error").map(({ title, reason }) => `${title}: ${reason ?? ""}`),
  ]
  if (broken.length > 0)
    return noVerdict([`${plural(broken.length, "part")} could not be computed.`, ...broken, ...reasons])
  if (drift.tested_columns === 0)
    return noVerdict([
      "None of the shared columns could be tested; each is listed with its reason.",
      ...reasons.slice(1),
    ])

  const found = { drift, columns, checks, schema, multivariate, segments }
  const failing = failingCauses(found, options.failOn)
  const drifts = drift.dataset_drift || failing.some(({ status }) => status === "drift")
  const status = drifts ? "drift" : failed > 0 || failing.length > 0 ? "checks_failed" : "no_drift"
  return {
    status,
    exit_code: failing.length > 0 ? 1 : 0,
    reasons: [...reasons, ...causeSentences(found, failing)],
  }
}

const noChange: SchemaChange = { added: [], removed: [], type_changed: [], renamed: [] }

/** A verdict that says that there is none, and why. */
export function noVerdict(reasons: string[]): Verdict {
  return { status: "no_verdict", exit_code: 2, reasons }
}

function driftSentence(drift: DriftFacts): string {
  const {
    tested_columns: tested,
    drifted_columns: drifted,
    drift_share: share,
    drift_share_threshold: threshold,
  } = drift
  if (drifted === 0) return `None of the ${count(tested)} tested columns drifted.`
  const side = share >= threshold ? "at or above" : "below"
  const columns = `${count(drifted)} of ${plural(tested, "tested column")} drifted`
  return `${columns}: share ${beside(share, threshold, 2)} is ${side} the threshold of ${beside(threshold, share, 2)}.`
}
