import type { Reconstruction } from "./fit-reconstruction.js"
import { applyScaling } from "./scale.js"

export interface ReconstructionErrors {
  /** Length of what each row loses, in standard deviations. */
  rows: Float64Array
  /** Mean square of what each column loses. */
  columns: Float64Array
}

/** What rows lose when compressed. `columns` as in the fit, each of the same number of rows ≥ 1. */
export function reconstructionErrors(
  { scalings, lost }: Reconstruction,
  columns: readonly Float64Array[],
): ReconstructionErrors {
  const scaled = columns.map((values, i) => applyScaling(scalings[i], values))
  const rows = new Float64Array(columns[0].length)
  const squares = new Float64Array(columns.length)
  const residual = new Float64Array(columns.length)
  for (let row = 0; row < rows.length; row++) {
    residual.fill(0)
    for (const direction of lost) {
      let along = 0
      for (let c = 0; c < direction.length; c++) along += direction[c] * scaled[c][row]
      for (let c = 0; c < direction.length; c++) residual[c] += direction[c] * along
    }
    let square = 0
    for (let c = 0; c < residual.length; c++) {
      square += residual[c] * residual[c]
      squares[c] += residual[c] * residual[c]
    }
    rows[row] = Math.sqrt(square)
  }
  return { rows, columns: squares.map((sum) => sum / rows.length) }
}
