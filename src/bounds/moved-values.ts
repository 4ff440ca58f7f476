import type { Moved, Points } from "../model.js"
import { thinnedSum } from "../stats/thinned-sum.js"

/** How far values may lie from those of a sample: evenly between the points, `handed` of them, each of which may stand for several. */
export function movedValues(points: Points, handed: number): Moved {
  const { values, at, between, slack } = points
  let [sum, each, rows] = [0, 0, 0]
  values.forEach((value, i) => {
    rows += at[i] + between[i]
    if (between[i] === 0) return
    const width = value - values[i - 1]
    sum += (between[i] * width) / 2
    each = Math.max(each, width)
  })
  const range = values[values.length - 1] - values[0]
  return { sum: thinnedSum(sum + slack * range, rows, handed, range), each }
}
