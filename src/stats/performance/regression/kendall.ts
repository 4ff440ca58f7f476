import { denseCodes } from "../../dense-codes.js"
import { orderByCode, stableOrder } from "../stable-order.js"

/**
 * Kendall's rank correlation tau-b of two columns of equal length, in [-1, 1]; null where either never varies. n log n.
 * Sources: Kendall (1945), Biometrika 33:239-251; Knight (1966), J. Am. Statist. Assoc. 61:436-439.
 * Numbers: `regression` in fixtures/golden/edge_more_metrics.json.
 */
export function kendall(a: Float64Array, b: Float64Array): number | null {
  const [first, second] = [denseCodes(a), denseCodes(b)]
  const n = a.length
  const [tiesA, tiesB] = [pairsWithin(first.codes), pairsWithin(second.codes)]
  const all = (n * (n - 1)) / 2
  if (tiesA === all || tiesB === all) return null
  const order = orderByCode(stableOrder(b), first.codes, first.levels)
  const both = Float64Array.from(order, (row) => first.codes[row] * second.levels + second.codes[row])
  const discordant = inversions(Int32Array.from(order, (row) => second.codes[row]))
  const score = all - tiesA - tiesB + pairsWithin(denseCodes(both).codes) - 2 * discordant
  return Math.max(-1, Math.min(1, score / Math.sqrt(all - tiesA) / Math.sqrt(all - tiesB)))
}

/** Pairs of rows of equal code. */
function pairsWithin(codes: Int32Array): number {
  const counts = new Float64Array(codes.length)
  for (const code of codes) counts[code]++
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
}

/** Pairs of which the earlier is the larger; sorts its argument, by merging. */
function inversions(values: Int32Array): number {
  let [from, to]: [Int32Array, Int32Array] = [values, new Int32Array(values.length)]
  let count = 0
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const [middle, end] = [Math.min(start + width, values.length), Math.min(start + 2 * width, values.length)]
      let [i, j] = [start, middle]
      for (let k = start; k < end; k++) {
        const takeLeft = i < middle && (j === end || from[i] <= from[j])
        if (!takeLeft) count += middle - i
        to[k] = takeLeft ? from[i++] : from[j++]
      }
    }
    ;[from, to] = [to, from]
  }
  return count
}
