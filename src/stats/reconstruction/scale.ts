import { centralSums } from "../central-sums.js"

/** A column to be scaled: numbers, or category codes. Missing is NaN. */
export interface Column {
  kind: "numeric" | "categorical"
  values: Float64Array
}

/** What is needed to turn a column's values into numbers of mean 0 and standard deviation 1. */
export interface Scaling {
  /** Share of the rows per category, a missing one counted as the most common; null for numbers. */
  shares: ReadonlyMap<number, number> | null
  /** What stands for a missing value, before scaling. */
  fill: number
  /** In units of `scale`, a power of two that keeps very large and very small numbers ordinary. */
  scale: number
  mean: number
  /** 0 where all values are missing: such a column is 0 throughout. */
  deviation: number
}

/** Beyond this many deviations a value counts as so many, so that its square is finite. */
const farthest = 1e100

/**
 * The scaling of a column by its own values. Missing and infinite numbers become the mean, missing categories the most
 * common one (ties: smallest code), categories the share of rows that hold them. A constant has deviation 1.
 */
export function fitScaling({ kind, values }: Column): Scaling {
  const present = values.filter(Number.isFinite)
  if (present.length === 0) return { shares: null, fill: 0, scale: 1, mean: 0, deviation: 0 }
  if (kind === "numeric") return around(present, values.length, null, (mean) => mean)
  const { shares, commonest } = categoryShares(present, values.length)
  const encoded = values.map((code) => shares.get(Number.isFinite(code) ? code : commonest)!)
  return around(encoded, values.length, shares, () => shares.get(commonest)!)
}

/** The values of a column, scaled; categories that the scaling does not know have share 0. */
export function applyScaling({ shares, fill, scale, mean, deviation }: Scaling, values: Float64Array): Float64Array {
  if (deviation === 0) return new Float64Array(values.length)
  return values.map((value) => {
    const known = Number.isFinite(value) ? (shares === null ? value : (shares.get(value) ?? 0)) : fill
    return Math.max(-farthest, Math.min(farthest, (known * scale - mean) / deviation))
  })
}

/** Rows without a value stand at the mean: they add to the rows, not to the squares. */
function around(
  present: Float64Array,
  rows: number,
  shares: Scaling["shares"],
  fillFor: (mean: number) => number,
): Scaling {
  const { scale, mean, squares } = centralSums(present)
  const deviation = Math.sqrt(squares / rows)
  return { shares, fill: fillFor(mean / scale), scale, mean, deviation: deviation === 0 ? scale : deviation }
}

function categoryShares(codes: Float64Array, rows: number) {
  const counts = new Map<number, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  const [commonest] = [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a))
  counts.set(commonest, counts.get(commonest)! + rows - codes.length)
  const shares = new Map(Array.from(counts, ([code, count]) => [code, count / rows]))
  return { shares, commonest }
}
