/** Errors of numbers whose truth has not come, by what the reference's errors say of the inputs. */
import { unlessUnanswered } from "../errors.js"
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import { binNumbers } from "../stats/boosting/bin-numbers.js"
import { joinColumns } from "../stats/boosting/binned-table.js"
import { errorsOf } from "../stats/performance/regression/errors.js"
import { expectedLosses } from "../stats/performance/regression/expected-losses.js"
import type { Estimator } from "./estimated-figures.js"
import { inputsOf, inputSeed, placesOf, type InputColumns } from "./input-columns.js"
import { rowNumbers } from "../stats/row-numbers.js"

/** Rows of the reference that trees learn of, and rows of current that are looked at. */
const [mostKnown, mostRows] = [10_000, 20_000]
/** Fewer rows teach nothing. */
const fewest = 100

interface Sides {
  reference: PredictionRows | null
  current: PredictionRows | null
}

/**
 * How MAE and RMSE of current are estimated (direct loss estimation); null where they cannot be: of a regression whose reference has at least
 * `minLabels` labels. Trees are grown only where some row lacks a label, or `always`.
 */
export async function lossEstimatorOf(
  plan: PredictionPlan | null,
  { reference, current }: Sides,
  inputs: InputColumns | null,
  { minLabels, always }: { minLabels: number; always: boolean },
): Promise<Estimator | null> {
  if (plan?.task !== "regression" || reference === null || current === null || inputs?.sample == null) return null
  const sides = await unlessUnanswered(async () => ({
    known: await reference.evidence("values", null),
    predicted: await current.predictedNumbers(null),
    labelled: await current.evidence("values", null),
  }))
  if (sides === null || sides.known.rows < Math.max(minLabels, fewest)) return null
  const isNeeded = sides.labelled.rows < sides.predicted.kept.length
  if (!isNeeded && !always) return null
  const { rows } = inputs.sample
  const places = [
    placesOf(rows.reference, sides.known.kept, mostKnown),
    placesOf(rows.current, sides.predicted.kept, mostRows),
  ] as const
  const given = inputsOf(inputs, plan, places)
  const { evidence } = await reference.evidence("values", rowsAt(rows.reference, places[0]))
  const currentRows = rowsAt(rows.current, places[1])
  const predictions = await current.predictedNumbers(currentRows)
  const predicted = binNumbers(Float64Array.of(...evidence.predicted, ...predictions.values))
  const table = joinColumns([...given.map(({ binned }) => binned), predicted])
  const losses = errorsOf(evidence.truth, evidence.predicted).map(Math.abs)
  const known = losses.length
  const expected = {
    absolute: expectedLosses(table, losses, inputSeed).subarray(known),
    squared: expectedLosses(
      table,
      losses.map((loss) => loss * loss),
      inputSeed,
    ).subarray(known),
  }
  return {
    isNeeded,
    of(wanted) {
      const isWanted = wanted === null ? null : new Set(wanted)
      const kept = rowNumbers(currentRows.length).filter((i) => isWanted?.has(currentRows[i]) ?? true)
      if (kept.length === 0) return Promise.resolve(null)
      const meanOf = (values: Float64Array) => atLeastZero(kept.reduce((sum, i) => sum + values[i], 0) / kept.length)
      const figures = { mae: meanOf(expected.absolute), rmse: Math.sqrt(meanOf(expected.squared)) }
      return Promise.resolve({ expected: figures, rows: kept.length })
    },
  }
}

/** Trees may leave a mean of small losses below 0. */
const atLeastZero = (value: number) => Math.max(0, value)

const rowsAt = (rows: Int32Array, places: Int32Array) => places.map((place) => rows[place])
