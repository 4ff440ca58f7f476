/** How figures of current are estimated: by what the reference's rows say, or by what its profile kept of them. */
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { Dataset, SavedEstimates } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import { noChunks } from "./chunks.js"
import { estimatorOf, learnScores, type Estimator, type Learnt } from "./estimated-figures.js"
import { lossEstimatorOf } from "./estimated-losses.js"
import type { InputColumns } from "./input-columns.js"

interface Work {
  plan: PredictionPlan | null
  reference: Dataset | null
  current: Dataset
  predictions: { reference: PredictionRows | null; current: PredictionRows | null }
  /** Null where no rows are learnt of. */
  inputs: InputColumns | null
  /** What the reference's profile keeps; null without. */
  saved: SavedEstimates | null
  options: CompareOptions
}

/** The estimator, and a note where labels have not come, or chunks are asked for, and nothing can be estimated. */
export async function estimating(work: Work): Promise<{ estimator: Estimator | null; notes: string[] }> {
  const { plan, reference, predictions, inputs, options } = work
  if (plan === null || reference === null || predictions.current === null) return { estimator: null, notes: [] }
  const { minLabels, chunk } = options
  const learnt = await learntOf(work, plan)
  const byScores = learnt === null ? null : await estimatorOf(plan, learnt, predictions.current)
  const estimator =
    byScores ?? (await lossEstimatorOf(plan, predictions, inputs, { minLabels, always: chunk !== null }))
  return { estimator, notes: estimator === null ? noEstimates(work, plan) : [] }
}

function learntOf({ reference, predictions, saved, options }: Work, plan: PredictionPlan): Promise<Learnt | null> {
  if (reference?.keepsRows === true && predictions.reference !== null)
    return learnScores(plan, predictions.reference, options.minLabels)
  return Promise.resolve(saved === null || saved.rows < options.minLabels ? null : savedScores(saved, plan))
}

/** What a profile keeps, in the order of the plan's classes; null where it was made of other classes. */
function savedScores({ rows, calibrations }: SavedEstimates, { task, classes }: PredictionPlan): Learnt | null {
  const named = new Map(calibrations.map(({ class: name, knots }) => [name, knots]))
  const wanted = task === "binary" ? [null] : classes
  if (wanted.length !== named.size || !wanted.every((name) => named.has(name))) return null
  const asLists = (knots: SavedEstimates["calibrations"][number]["knots"]) =>
    knots === null ? null : { at: Float64Array.from(knots.at), values: Float64Array.from(knots.values) }
  return { rows, calibrations: wanted.map((name) => asLists(named.get(name) ?? null)) }
}

const nothingToEstimate =
  "nothing can be estimated. It takes a reference with enough labels, and scores where classes are predicted (--prediction, --probabilities)."

/** Why nothing is estimated, where somebody may have waited for it. */
function noEstimates({ reference, current, saved, options }: Work, plan: PredictionPlan): string[] {
  const hasTarget = current.columns.some(({ name }) => name === plan.target)
  if (hasTarget && options.chunk === null) return []
  if (reference?.keepsRows !== false || plan.task === "ranking")
    return options.chunk === null ? [] : [noChunks(options.chunk, nothingToEstimate)]
  const inEngine = reference.exact
  if (plan.task === "regression")
    return [
      `MAE and RMSE are not estimated without labels: trees would have to learn from rows, which ${inEngine ? "stay in the engine" : "a profile does not keep"}. Compare with the table itself. (Of classes with scores a profile gives the estimates that its table gives.)`,
    ]
  if (inEngine)
    return [
      "Nothing is estimated without labels: the reference's rows stay in the engine. Compare with a file of them.",
    ]
  return saved === null
    ? [
        "Nothing is estimated without labels: the profile does not keep what its labels say of its scores. Profile the table with --target and --prediction (and --probabilities, of more than two classes); merged profiles do not keep it.",
      ]
    : [
        `Nothing is estimated without labels: the profile was made of other classes, or of fewer than ${options.minLabels} labels.`,
      ]
}
