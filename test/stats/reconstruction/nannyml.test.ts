import { describe, expect, it } from "vitest"
import { meanOf } from "../../../src/stats/chunk-band.js"
import { fitReconstruction } from "../../../src/stats/reconstruction/fit-reconstruction.js"
import { reconstructionErrors } from "../../../src/stats/reconstruction/reconstruction-errors.js"
import { readEncoded, withMissing } from "../../multivariate/columns.js"
import type { EncodedColumn } from "../../../src/model.js"

/**
 * Figures: nannyml 0.13.1 with scikit-learn 1.9.1, DataReconstructionDriftCalculator(chunk_number=10) fitted on the whole
 * reference: the mean error of ten chunks of the reference, then of current.
 */
const complete = [
  1.4466463688930737, 1.4399754644571434, 1.4343684561292462, 1.4322796257370634, 1.4376386952178681,
  1.4490084683080853, 1.4434438917316128, 1.44600079246373, 1.4531158479041357, 1.40626214067212, 1.705317262883665,
  1.7048740686706447, 1.6782223281097959, 1.6782457528589172, 1.713260837428847, 1.7060984731984763, 1.658989457387477,
  1.6961687741276943, 1.6730821113666996, 1.6960672611923355,
]
/** The same with `car_value` lost in rows 3, 10, 17 … and `salary_range` in rows 5, 16, 27 … */
const incomplete = [
  1.4578599451377467, 1.442145503041748, 1.4483543040227178, 1.4442154275412553, 1.4464037859480585, 1.4499671211754255,
  1.4577338392518437, 1.4576711302250975, 1.4582875844168257, 1.4109335715426434, 1.709012661580047, 1.7132483276608679,
  1.6814153654587944, 1.6858463561150963, 1.7291485333513277, 1.7114868116460393, 1.6753470563677504,
  1.6924442441646739, 1.6787874259235462, 1.7011982982972895,
]

const names = [
  "car_value",
  "debt_to_income_ratio",
  "driver_tenure",
  "loan_length",
  "salary_range",
  "repaid_loan_on_prev_car",
  "size_of_downpayment",
]

function chunkMeans(columns: readonly EncodedColumn[]): number[] {
  const model = fitReconstruction(columns.map(({ kind, reference }) => ({ kind, values: reference })))
  expect(model.kept).toBe(3)
  return (["reference", "current"] as const).flatMap((side) => {
    const { rows } = reconstructionErrors(
      model,
      columns.map((column) => column[side]),
    )
    return Array.from({ length: 10 }, (_, chunk) => meanOf(rows.subarray(chunk * 1500, (chunk + 1) * 1500)))
  })
}

function expectClose(actual: readonly number[], figures: readonly number[]) {
  expect(actual).toHaveLength(figures.length)
  figures.forEach((figure, i) => expect(Math.abs(actual[i] / figure - 1), `chunk ${i}`).toBeLessThan(1e-9))
}

describe("reconstructionErrors of carloan", () => {
  it("agree with NannyML to 1e-9, numbers and categories together", async () => {
    expectClose(chunkMeans(await readEncoded("carloan", names)), complete)
  })

  it("agree with NannyML to 1e-9 where values are missing", async () => {
    const columns = await readEncoded("carloan", names)
    columns[0] = withMissing(columns[0], (row) => row % 7 === 3)
    columns[4] = withMissing(columns[4], (row) => row % 11 === 5)
    expectClose(chunkMeans(columns), incomplete)
  })
})
