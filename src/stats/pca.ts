import { EigenvalueDecomposition, Matrix } from "ml-matrix"

export interface PrincipalComponents {
  /** Variance along each component, largest first; none below 0. */
  variances: Float64Array
  /** One vector of length 1 per component, in the same order; its sign means nothing. */
  directions: Float64Array[]
}

/** Eigenvalues and eigenvectors of a covariance matrix. Source: Hotelling (1933), J. Educ. Psychol. 24:417-441. */
export function principalComponents(covariances: readonly Float64Array[]): PrincipalComponents {
  const matrix = new Matrix(covariances.map((row) => Array.from(row)))
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true })
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b] - realEigenvalues[a])
  return {
    variances: Float64Array.from(order, (i) => Math.max(0, realEigenvalues[i])),
    directions: order.map((i) => Float64Array.from(eigenvectorMatrix.getColumn(i))),
  }
}

/** How many of the first components hold more than `share` of the variance; 0 where there is none. */
export function componentsFor(variances: Float64Array, share: number): number {
  const all = variances.reduce((sum, variance) => sum + variance, 0)
  if (all === 0) return 0
  let held = 0
  for (let i = 0; i < variances.length; i++) {
    held += variances[i] / all
    if (held > share) return i + 1
  }
  return variances.length
}
