import { centralSums } from "./central-sums.js"
import { CompensatedSum } from "./compensated-sum.js"

/** Products added plainly before their total joins the compensated sum. */
const blockLength = 128

/**
 * The covariances (divided by n − 1) of columns of equal length n ≥ 2, row by row of the symmetric matrix. Values are
 * finite and small enough for their squares to be so. Two passes, so that a large mean costs no digits.
 */
export function covariance(columns: readonly Float64Array[]): Float64Array[] {
  const centred = columns.map(centre)
  const matrix = columns.map(() => new Float64Array(columns.length))
  for (let i = 0; i < columns.length; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i][j] = sumOfProducts(centred[i], centred[j]) / (columns[i].length - 1)
      matrix[j][i] = matrix[i][j]
    }
  }
  return matrix
}

function centre(values: Float64Array): Float64Array {
  const { mean, scale } = centralSums(values)
  return values.map((value) => (value * scale - mean) / scale)
}

function sumOfProducts(a: Float64Array, b: Float64Array): number {
  const sum = new CompensatedSum()
  for (let start = 0; start < a.length; start += blockLength) {
    const end = Math.min(a.length, start + blockLength)
    let block = 0
    for (let i = start; i < end; i++) block += a[i] * b[i]
    sum.add(block)
  }
  return sum.value
}
