/** The columns that a model's inputs are taken to be, binned over both sides for boosted trees. */
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import type { ColumnResult, SampledColumn, SampledTable } from "../model.js"
import { binCategories } from "../stats/boosting/bin-categories.js"
import { binNumbers } from "../stats/boosting/bin-numbers.js"
import type { BinnedColumn } from "../stats/boosting/binned-table.js"
import { randomNumbers } from "../stats/random.js"
import { sampleWithoutReplacement } from "../stats/sample-rows.js"

export const inputSeed = 20_261_124

/** What inputs may be taken from. */
export interface InputColumns {
  columns: readonly ColumnResult[]
  /** Values of the same rows in several columns, or why there are none. */
  sample: SampledTable | null
  noSample: string | null
  /** Columns that are no inputs, beside those that the predictions are made of. */
  excluded: ReadonlySet<string>
}

/** An input, the reference's rows first. */
export interface Input {
  name: string
  binned: BinnedColumn
}

/** Places in the sample, of each side. */
export type Places = readonly [reference: Int32Array, current: Int32Array]

/** The places in the sample of rows that are wanted, at most so many of them: those drawn are the same for the same rows. */
export function placesOf(sampled: Int32Array, wanted: Int32Array, most: number): Int32Array {
  const isWanted = new Set(wanted)
  const all = Int32Array.from(sampled, (_, place) => place).filter((place) => isWanted.has(sampled[place]))
  return sampleWithoutReplacement(all.length, most, randomNumbers(inputSeed)).map((i) => all[i])
}

const inputTypes: ReadonlySet<ColumnResult["type"]> = new Set(["numeric", "categorical", "boolean"])

/** The tested columns without a role that are numbers, categories or booleans; none without a sample. */
export function inputsOf({ columns, sample, excluded }: InputColumns, plan: PredictionPlan, places: Places): Input[] {
  const { target, predicted, score, probabilities, query } = plan
  const predictions = new Set([target, predicted, score, query, ...(probabilities?.values() ?? [])])
  return columns.flatMap(({ name, role, type, status }) => {
    const values = sample?.columns.get(name)
    if (values === undefined || role !== "feature" || !inputTypes.has(type)) return []
    if (excluded.has(name) || predictions.has(name)) return []
    return status === "drift" || status === "ok" ? [{ name, binned: binned(values, places) }] : []
  })
}

function binned(values: SampledColumn, [before, after]: Places): BinnedColumn {
  const both = new Float64Array(before.length + after.length)
  before.forEach((place, i) => (both[i] = values.reference[place]))
  after.forEach((place, i) => (both[before.length + i] = values.current[place]))
  return values.kind === "numbers" ? binNumbers(both) : binCategories(both.map((code) => (code < 0 ? NaN : code)))
}
