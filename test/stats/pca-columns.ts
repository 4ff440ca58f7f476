import { normalDraws } from "../../src/stats/random.js"

/** Five columns of 200 rows: two correlated, one far from 0, two of very different spread. */
export function pcaColumns(): Float64Array[] {
  const draws = normalDraws(1000, 21)
  const column = (value: (z: Float64Array) => number) =>
    Float64Array.from({ length: 200 }, (_, row) => value(draws.subarray(5 * row, 5 * row + 5)))
  return [
    column((z) => z[0]),
    column((z) => 0.7 * z[0] + 0.7 * z[1]),
    column((z) => 1e6 + z[2] * 3),
    column((z) => z[3]),
    column((z) => z[3] * 0.001 + z[4] * 0.002),
  ]
}
