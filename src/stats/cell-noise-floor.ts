import { chi2Quantile, lnGamma } from "./special.js"
import { total } from "./total.js"

/** Rows in a cell up to which every way to share them out is looked at; above, the quadratic law is as good. */
const countedUpTo = 200
const tail = 0.05
const mostDof = 1e6

/** The part of a distance that one cell adds, from its two shares. At least 0, and 0 where they are equal. */
export type CellTerm = (referenceShare: number, currentShare: number) => number

/**
 * The value that a sum over cells exceeds in 5 % of cases if nothing changed, given how many rows each cell holds on both sides
 * together: each cell's rows then fall to the reference by the binomial law. Mean and variance of every cell's part are exact
 * for up to 200 rows, so that thousands of nearly empty categories are judged by what they do, not by a limit law; their sum is
 * taken for a multiple of chi-square with the same mean and variance (Satterthwaite 1946, Biometrics Bulletin 2:110-114).
 * `curvature`: the term is near (p − q)² / (curvature · share) for large cells; 8 for Jensen-Shannon's divergence, 1 for PSI.
 */
export function cellNoiseFloor(
  reference: Float64Array,
  current: Float64Array,
  term: CellTerm,
  curvature: number,
): number {
  const [n, m] = [total(reference), total(current)]
  const cellsOfSize = new Map<number, number>()
  for (let cell = 0; cell < reference.length; cell++) {
    const rows = reference[cell] + current[cell]
    if (rows > 0) cellsOfSize.set(rows, (cellsOfSize.get(rows) ?? 0) + 1)
  }
  let [mean, variance] = [0, 0]
  for (const [rows, cells] of cellsOfSize) {
    const part = rows <= countedUpTo ? counted(rows, n, m, term) : quadratic(n, m, curvature)
    // The sides' totals are given, which takes one degree of freedom from all cells together.
    const free = 1 - rows / (n + m)
    mean += cells * free * part.mean
    variance += cells * free * part.variance
  }
  if (mean <= 0 || variance <= 0) return 0
  // With a handful of rows the fit asks for less than one degree of freedom; one is the least the law is computed for.
  const dof = Math.max(1, (2 * mean ** 2) / variance)
  // Where every cell holds one row the sum hardly varies at all; the law is then a point for all that doubles can tell.
  return dof > mostDof ? mean : (mean / dof) * chi2Quantile(tail, dof)
}

interface Part {
  mean: number
  variance: number
}

/** Over every number of the cell's rows that may fall to the reference. */
function counted(rows: number, n: number, m: number, term: CellTerm): Part {
  const share = n / (n + m)
  const [inReference, inCurrent] = [Math.log(share), Math.log1p(-share)]
  let [mean, square] = [0, 0]
  for (let x = 0; x <= rows; x++) {
    const ways = lnFactorial(rows) - lnFactorial(x) - lnFactorial(rows - x)
    const chance = Math.exp(ways + x * inReference + (rows - x) * inCurrent)
    const value = term(x / n, (rows - x) / m)
    mean += chance * value
    square += chance * value * value
  }
  return { mean, variance: Math.max(0, square - mean * mean) }
}

const lnFactorials: number[] = []

function lnFactorial(n: number): number {
  return (lnFactorials[n] ??= lnGamma(n + 1))
}

function quadratic(n: number, m: number, curvature: number): Part {
  const mean = (1 / n + 1 / m) / curvature
  return { mean, variance: 2 * mean * mean }
}
