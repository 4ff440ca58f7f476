import { covariance } from "../covariance.js"
import { componentsFor, principalComponents } from "../pca.js"
import { applyScaling, fitScaling, type Column, type Scaling } from "./scale.js"

/** How rows are compressed: what the kept components do not hold is lost. */
export interface Reconstruction {
  scalings: Scaling[]
  /** Components kept. */
  kept: number
  /** The directions that are lost, one vector over the columns each. */
  lost: Float64Array[]
}

/** Share of the variance that the kept components hold. */
const varianceShare = 0.65

/**
 * The compression that keeps 65 % of the variance of some rows (at least 2, at least one column), after each column was
 * filled, encoded and scaled by the same rows.
 * Source: NannyML, data reconstruction with PCA. Numbers: test/stats/reconstruction.
 */
export function fitReconstruction(columns: readonly Column[]): Reconstruction {
  const scalings = columns.map(fitScaling)
  const scaled = columns.map(({ values }, i) => applyScaling(scalings[i], values))
  const { variances, directions } = principalComponents(covariance(scaled))
  const kept = componentsFor(variances, varianceShare)
  return { scalings, kept, lost: directions.slice(kept) }
}
