import { chunkBand, meanOf } from "../stats/chunk-band.js"
import { randomNumbers } from "../stats/random.js"
import { rankShares } from "../stats/rank-shares.js"
import { fitReconstruction } from "../stats/reconstruction/fit-reconstruction.js"
import { reconstructionErrors } from "../stats/reconstruction/reconstruction-errors.js"
import { shuffle } from "../stats/shuffle.js"
import type { EncodedColumn, MultivariateMethod, MultivariateScore } from "../model.js"
import { rowNumbers } from "../stats/row-numbers.js"

const deviations = 3
/** Fewer reference rows cannot be halved into a fit and a comparison. */
const fewestRows = 4
/** Rounding may move an error by this much, in standard deviations of a column. */
const rounding = 1e-9

/**
 * Score: how far the mean reconstruction error of the current rows lies from that of reference rows, in units of three
 * standard errors. Statistic: the current rows' mean error. The compression is learnt from a random half of the reference
 * and compared on the other half: rows that were learnt from lose less, which alone would look like drift.
 */
export default {
  meta: {
    title: "PCA reconstruction error",
    shortTitle: "PCA",
    description:
      "How much more or less is lost when rows are compressed the way the reference can be, from 0 (as expected) upwards; 1 is the edge of the expected band.",
    threshold: 1,
    thresholdReason:
      "Three standard errors, judged by ten chunks of the reference: if nothing changed, about 1.5 in 100 comparisons lie outside.",
    significance: null,
    sharesOf: "the change of the mean squared error, by column",
    rowsMax: 20_000,
    randomness: "Which half of the reference the compression is learnt from.",
    source: "NannyML, data reconstruction with PCA; Jackson and Mudholkar (1979), Technometrics 21:341-349",
  },

  measure(columns, seed) {
    const rows = columns[0].reference.length
    if (rows < fewestRows) return tooFewRows(columns)
    const [learnt, held] = halves(rows, seed)
    const model = fitReconstruction(columns.map(({ kind, reference }) => ({ kind, values: take(reference, learnt) })))
    const expected = reconstructionErrors(
      model,
      columns.map(({ reference }) => take(reference, held)),
    )
    const actual = reconstructionErrors(
      model,
      columns.map(({ current }) => current),
    )
    const { mean, standardError } = chunkBand(expected.rows, actual.rows.length)
    const width = deviations * Math.max(standardError, rounding)
    const statistic = meanOf(actual.rows)
    const change = actual.columns.map((square, i) => Math.abs(square - expected.columns[i]))
    return {
      score: Math.abs(statistic - mean) / width,
      statistic,
      band: [Math.max(0, mean - width), mean + width],
      p_value: null,
      columns: rankShares(namesOf(columns), change),
      warnings: model.lost.length === 0 ? [nothingLost] : [],
    }
  },
} satisfies MultivariateMethod

const nothingLost = "too few columns to leave any out: nothing is lost on either side, so that no change can be seen"

function tooFewRows(columns: readonly EncodedColumn[]): MultivariateScore {
  const shares = rankShares(namesOf(columns), new Float64Array(columns.length))
  const warnings = [`fewer than ${fewestRows} rows in the reference`]
  return { score: 0, statistic: null, band: null, p_value: null, columns: shares, warnings }
}

function namesOf(columns: readonly EncodedColumn[]): string[] {
  return columns.map(({ name }) => name)
}

/** Two random halves of the row numbers, each ascending. */
function halves(rows: number, seed: number): [Int32Array, Int32Array] {
  const order = shuffle(rowNumbers(rows), randomNumbers(seed))
  const middle = rows >> 1
  return [order.subarray(0, middle).sort(), order.subarray(middle).sort()]
}

function take(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row])
}
