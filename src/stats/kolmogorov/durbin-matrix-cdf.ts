const large = 2 ** 128

/** A square matrix of `order` rows, row by row, times 2^exponent. */
interface ScaledMatrix {
  order: number
  cells: Float64Array
  exponent: number
}

/**
 * Probability that the empirical distribution function of `n` values stays within `gap` of the true one, for n·gap > 0.5:
 * exact, by the n-th power of Durbin's matrix. Costs (2·n·gap)³·log n: meant for a small n·gap.
 * Source: Marsaglia, Tsang and Wang (2003), J. Statistical Software 8(18).
 */
export function durbinMatrixCdf(gap: number, n: number): number {
  const k = Math.ceil(n * gap)
  const { order, cells, exponent } = power(durbinMatrix(2 * k - 1, k - n * gap), n)
  let p = cells[(k - 1) * order + k - 1]
  let scale = exponent
  for (let i = 1; i <= n; i++) {
    p *= i / n
    if (p < 1 / large) {
      p *= large
      scale -= 128
    }
  }
  return p * 2 ** scale
}

function durbinMatrix(order: number, h: number): ScaledMatrix {
  const factorials = new Float64Array(order + 2).fill(1)
  for (let i = 1; i < factorials.length; i++) factorials[i] = factorials[i - 1] * i
  const cells = new Float64Array(order * order)
  for (let row = 0; row < order; row++) {
    for (let column = 0; column <= Math.min(order - 1, row + 1); column++) {
      cells[row * order + column] = 1 / factorials[row - column + 1]
    }
  }
  for (let i = 0; i < order; i++) {
    const edge = (1 - h ** (i + 1)) / factorials[i + 1]
    cells[i * order] = edge
    cells[(order - 1) * order + order - 1 - i] = edge
  }
  const both = Math.max(0, 2 * h - 1) ** order - 2 * h ** order
  cells[(order - 1) * order] = (1 + both) / factorials[order]
  return { order, cells, exponent: 0 }
}

function power(matrix: ScaledMatrix, exponent: number): ScaledMatrix {
  if (exponent === 1) return matrix
  const half = power(matrix, Math.floor(exponent / 2))
  const square = multiply(half, half)
  return exponent % 2 === 0 ? square : multiply(square, matrix)
}

function multiply(a: ScaledMatrix, b: ScaledMatrix): ScaledMatrix {
  const { order } = a
  const cells = new Float64Array(order * order)
  for (let row = 0; row < order; row++) {
    for (let k = 0; k < order; k++) {
      const factor = a.cells[row * order + k]
      for (let column = 0; column < order; column++) {
        cells[row * order + column] += factor * b.cells[k * order + column]
      }
    }
  }
  return shrink({ order, cells, exponent: a.exponent + b.exponent })
}

/** Powers grow beyond all doubles; what matters is the cell in the middle. */
function shrink(matrix: ScaledMatrix): ScaledMatrix {
  const middle = Math.floor(matrix.order / 2)
  if (matrix.cells[middle * matrix.order + middle] < large) return matrix
  return { ...matrix, cells: matrix.cells.map((cell) => cell / large), exponent: matrix.exponent + 128 }
}
