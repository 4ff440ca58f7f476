/** Why a model's loss changed: what other inputs explain, and what the relation between inputs and target does. */
import { saysWhy } from "../errors.js"
import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import { fewestEffective, judgeShift } from "../judge/judge-shift.js"
import type { LabelShift, LossShift, PredictionNeed, RowLoss, ShiftFacts } from "../model.js"
import { joinColumns, type BinnedColumn } from "../stats/boosting/binned-table.js"
import { labelShift } from "../stats/shift/label-shift.js"
import { effectiveRows, lossChange, type LossChange } from "../stats/shift/loss-change.js"
import { sharedWeights } from "../stats/shift/shared-weights.js"
import { inputsOf, inputSeed, placesOf, type InputColumns } from "./input-columns.js"
import { lossesOf, lossNeed } from "./row-losses.js"

/** Rows of a side that are looked at; a side with more gives a sample of this many. */
const mostRows = 5000

interface Work extends InputColumns {
  plan: PredictionPlan
  reference: PredictionRows
  current: PredictionRows
}

/** The facts; null where the predictions have no losses of single rows, or a side has no labels at all. */
export async function lossShift(work: Work): Promise<ShiftFacts | null> {
  const need = lossNeed(work.plan)
  if (need === null) return null
  const labelled = await labelledRows(work, need)
  if (labelled === null || labelled.some(({ length }) => length === 0)) return null
  const label_shift = await labelShiftOf(work)
  const without = (reason: string) => {
    const [reference_rows, current_rows] = labelled.map(({ length }) => length)
    return judgeShift({ ...nothing, reference_rows, current_rows, label_shift, reason })
  }
  if (labelled.some(({ length }) => length < fewestEffective))
    return without(`at least ${fewestEffective} labelled rows are needed on each side`)
  if (work.sample === null) return without(lowered(work.noSample ?? "no rows were kept to look at"))
  const places = [
    placesOf(work.sample.rows.reference, labelled[0], mostRows),
    placesOf(work.sample.rows.current, labelled[1], mostRows),
  ] as const
  const columns = inputsOf(work, work.plan, places)
  if (columns.length === 0) return without("no column that was tested is an input")
  const rows = [
    places[0].map((place) => work.sample?.rows.reference[place] ?? 0),
    places[1].map((place) => work.sample?.rows.current[place] ?? 0),
  ] as const
  const [before, after] = [
    await lossesOf(work.plan, work.reference, rows[0]),
    await lossesOf(work.plan, work.current, rows[1]),
  ]
  const losses = before.map(([loss, reference], i) => ({ loss, reference, current: after[i][1] }))
  const facts = shiftOf({ columns, losses, reference_rows: rows[0].length, current_rows: rows[1].length })
  return { ...facts, label_shift }
}

const nothing = {
  losses: [],
  reference_effective: null,
  current_effective: null,
  auc: null,
  overlap: null,
  inputs: [],
  label_shift: null,
}

const lowered = (sentence: string) => `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1).replace(/\.$/, "")}`

/** Both sides' rows: binned inputs, the reference's first, and the losses of each. */
interface BothSides {
  columns: readonly { name: string; binned: BinnedColumn }[]
  losses: readonly { loss: RowLoss; reference: Float64Array; current: Float64Array }[]
  reference_rows: number
  current_rows: number
}

/** The facts of rows that have inputs and losses, judged by the first loss. */
export function shiftOf({ columns, losses, reference_rows, current_rows }: BothSides): ShiftFacts {
  const table = joinColumns(columns.map(({ binned }) => binned))
  const weights = sharedWeights(table, reference_rows, inputSeed)
  const order = columns.map(({ name }, i) => ({ name, gain: weights.gains[i] })).sort((a, b) => b.gain - a.gain)
  return judgeShift({
    losses: losses.map(({ loss, reference, current }) =>
      inRows(
        loss,
        lossChange({ losses: reference, weights: weights.reference }, { losses: current, weights: weights.current }),
      ),
    ),
    reference_rows,
    current_rows,
    reference_effective: effectiveRows(weights.reference),
    current_effective: effectiveRows(weights.current),
    auc: weights.auc,
    overlap: weights.overlap,
    inputs: order.map(({ name }) => name),
    label_shift: null,
    reason: null,
  })
}

function inRows(loss: RowLoss, { to_shared, concept, from_shared, inputs, ...means }: LossChange): LossShift {
  return {
    loss,
    ...means,
    to_shared: to_shared.value,
    to_shared_se: to_shared.se,
    concept: concept.value,
    concept_se: concept.se,
    from_shared: from_shared.value,
    from_shared_se: from_shared.se,
    inputs: inputs.value,
    inputs_se: inputs.se,
  }
}

// ---------------------------------------------------------------- losses

/** The labelled rows of both sides; null where a side has no such columns, or keeps no rows. */
async function labelledRows(
  { reference, current }: Work,
  need: PredictionNeed,
): Promise<[Int32Array, Int32Array] | null> {
  try {
    return [(await reference.evidence(need, null)).kept, (await current.evidence(need, null)).kept]
  } catch (error) {
    if (saysWhy(error)) return null
    throw error
  }
}

/** Of two classes; null without decisions, or where they say too little of the labels. */
async function labelShiftOf({ plan, reference, current }: Work): Promise<LabelShift | null> {
  if (plan.task !== "binary" || !canGive(plan, "decisions")) return null
  const [before, after] = [await reference.evidence("decisions", null), await current.evidence("decisions", null)]
  return labelShift(before.evidence, after.evidence)
}
