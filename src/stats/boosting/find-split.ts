import { binCount, missingBin, type BinnedTable } from "./binned-table.js"
import { cellSize, type Histogram } from "./histogram.js"

/** Added to every sum of hessians, so that few rows do not make large leaf values. */
export const leafPenalty = 1
/** Fewest rows on either side of a split. */
export const leafRowsMin = 20
/** Added to a category's hessian before categories are put in order, so that rare ones do not come first by chance. */
const categoryPrior = 10
const smallestGain = 1e-9

export interface Split {
  column: number
  /** By how much the (doubled) second-order loss falls. */
  gain: number
  /** 1 for each bin that goes to the left child. */
  goesLeft: Uint8Array
}

/** Sums over all rows of a node. */
export interface NodeSums {
  gradient: number
  hessian: number
  rows: number
}

/** The sums of a node, read from the bins of its first column. */
export function nodeSums(histogram: Histogram): NodeSums {
  const sums = { gradient: 0, hessian: 0, rows: 0 }
  for (let cell = 0; cell < binCount * cellSize; cell += cellSize) {
    sums.gradient += histogram[cell]
    sums.hessian += histogram[cell + 1]
    sums.rows += histogram[cell + 2]
  }
  return sums
}

/**
 * The split of a node that lowers the loss most; null where none leaves 20 rows on each side. The first of equals wins.
 * Numbers split at a bin's upper bound, missing ones tried on either side; categories in order of their mean gradient.
 */
export function findSplit(table: BinnedTable, histogram: Histogram): Split | null {
  const sums = nodeSums(histogram)
  if (sums.rows < 2 * leafRowsMin) return null
  let best: Split | null = null
  for (let column = 0; column < table.columns; column++) {
    for (const order of binOrders(histogram, column, table.categorical[column])) {
      const { gain, length } = bestCut(histogram, column, order, sums)
      if (gain <= (best?.gain ?? smallestGain)) continue
      const goesLeft = new Uint8Array(binCount)
      for (const bin of order.subarray(0, length)) goesLeft[bin] = 1
      best = { column, gain, goesLeft }
    }
  }
  return best
}

const missingFirst = Uint8Array.from({ length: binCount }, (_, i) => i)
const missingLast = Uint8Array.from({ length: binCount }, (_, i) => (i + 1) % binCount)

/** The orders of bins in which cuts are tried. */
function binOrders(histogram: Histogram, column: number, categorical: boolean): Uint8Array[] {
  if (categorical) return [byMeanGradient(histogram, column)]
  const missing = histogram[(column * binCount + missingBin) * cellSize + 2]
  return missing > 0 ? [missingFirst, missingLast] : [missingFirst]
}

/** Bins that hold rows. Source: Fisher (1958), J. Am. Stat. Assoc. 53:789-798: the best grouping is a cut of this order. */
function byMeanGradient(histogram: Histogram, column: number): Uint8Array {
  const first = column * binCount * cellSize
  const mean = (bin: number) => {
    const cell = first + bin * cellSize
    return histogram[cell] / (histogram[cell + 1] + categoryPrior)
  }
  return missingFirst
    .filter((bin) => histogram[first + bin * cellSize + 2] > 0)
    .sort((a, b) => mean(a) - mean(b) || a - b)
}

/** The best place to cut an order of bins: how many of them go left, and the gain. */
function bestCut(histogram: Histogram, column: number, order: Uint8Array, sums: NodeSums) {
  const first = column * binCount * cellSize
  const whole = (sums.gradient * sums.gradient) / (sums.hessian + leafPenalty)
  let [g, h, rows, gain, length] = [0, 0, 0, 0, 0]
  for (let i = 0; i < order.length; i++) {
    const cell = first + order[i] * cellSize
    if (histogram[cell + 2] === 0) continue
    g += histogram[cell]
    h += histogram[cell + 1]
    rows += histogram[cell + 2]
    if (rows < leafRowsMin) continue
    if (sums.rows - rows < leafRowsMin) break
    const rest = sums.gradient - g
    const here = (g * g) / (h + leafPenalty) + (rest * rest) / (sums.hessian - h + leafPenalty) - whole
    if (here > gain) [gain, length] = [here, i + 1]
  }
  return { gain, length }
}
