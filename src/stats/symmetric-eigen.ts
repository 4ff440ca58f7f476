/** Eigenvalues with their eigenvectors, in no order. */
export interface Eigen {
  values: number[]
  /** vectors[k] belongs to values[k]. */
  vectors: number[][]
}

const sweepsMax = 30

/** Of a small symmetric matrix, by Jacobi's rotations. Source: Jacobi (1846), J. reine angew. Math. 30:51-94. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const a = matrix.map((row) => [...row])
  const size = a.length
  const v = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < sweepsMax; sweep++) {
    let moved = false
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(a[p][q]) <= 1e-18 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) continue
        rotate(a, v, p, q)
        moved = true
      }
    if (!moved) break
  }
  return { values: a.map((row, i) => row[i]), vectors: a.map((_, k) => v.map((row) => row[k])) }
}

/** Makes a[p][q] zero. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const ratio = (a[q][q] - a[p][p]) / (2 * a[p][q])
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.hypot(1, ratio))
  const cosine = 1 / Math.hypot(1, tangent)
  const sine = tangent * cosine
  for (const rows of [a, v])
    for (const row of rows) {
      const [left, right] = [row[p], row[q]]
      row[p] = cosine * left - sine * right
      row[q] = sine * left + cosine * right
    }
  const [upper, lower] = [[...a[p]], [...a[q]]]
  a[p] = upper.map((value, k) => cosine * value - sine * lower[k])
  a[q] = upper.map((value, k) => sine * value + cosine * lower[k])
  a[p][q] = a[q][p] = 0
}
