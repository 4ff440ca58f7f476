import type { KnownMoments, Outlines } from "../model.js"
import { gapSkewness } from "../stats/mean-gap-skewness.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { welchOf, type WelchResult } from "../stats/welch.js"

/** What rounding may take of a mean, in parts of the range and of the largest value; and of a deviation, in parts of itself. */
const rounding = { range: 1e-12, value: 2 ** -50, deviation: 1e-9 }

/** Welch's test of all values, whose means are as far apart as they may be and as near: they are known but for rounding. */
export interface MeanBounds {
  far: WelchResult
  near: WelchResult
  /** Skewness of the difference of the means: see `meanGapSkewness`. */
  skewness: number
}

/** Null where a side's figures are not known. */
export function meanBounds({ reference, current, moments }: Outlines): MeanBounds | null {
  const { reference: r, current: c } = moments
  if (r === null || c === null) return null
  const [n, m] = [rowsOfPoints(reference), rowsOfPoints(current)]
  const ends = [reference, current].flatMap(({ values }) => [values[0], values[values.length - 1]])
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const slack = rounding.range * (most - least) + rounding.value * Math.max(-least, most)
  const gap = Math.abs(r.mean - c.mean)
  const test = (distance: number, times: number) =>
    welchOf({ ...sideOf(r, n, times), mean: distance }, { ...sideOf(c, m, times), mean: 0 })
  return {
    far: test(gap + slack, 1 - rounding.deviation),
    near: test(Math.max(0, gap - slack), 1 + rounding.deviation),
    skewness: gapSkewness((n >= m ? r : c).skew, n, m),
  }
}

const sideOf = ({ std }: KnownMoments, rows: number, times: number) => ({
  error: (std * times) ** 2 / rows,
  dof: rows - 1,
})
