import { drawWithoutReplacement } from "./draw-without-replacement.js"
import { randomNumbers } from "./random.js"
import { total } from "./total.js"

const seed = 20_240_903
/** Cells drawn in all, and the least and most replicates that this allows. */
const cellsDrawn = 20_000
const replicates = { least: 40, most: 400 }
/** From so many replicates on their 95 % point is read off; with fewer it is their mean and 1.645 deviations. */
const enough = 200

/**
 * The value that a distance between two aligned rows of counts exceeds in 5 % of cases when the pooled rows are dealt to
 * the two sides at random (seeded), as many to each as there are: right for any distance, with empty cells and few rows
 * as well as many. Each total ≥ 1.
 */
export function splitNoiseFloor(
  reference: Float64Array,
  current: Float64Array,
  distance: (reference: Float64Array, current: Float64Array) => number,
): number {
  const pooled = reference.map((count, i) => count + current[i]).filter((count) => count > 0)
  if (pooled.length < 2) return 0
  // The largest cell last: it takes what is left, and no draw is from more than half of the rest.
  const largest = pooled.indexOf(pooled.reduce((a, b) => Math.max(a, b)))
  ;[pooled[largest], pooled[pooled.length - 1]] = [pooled[pooled.length - 1], pooled[largest]]
  const [n, all] = [total(reference), total(pooled)]
  const times = Math.max(replicates.least, Math.min(replicates.most, Math.floor(cellsDrawn / pooled.length)))
  const next = randomNumbers(seed)
  const distances = Float64Array.from({ length: times }, () => {
    const first = deal(pooled, n, all, next)
    return distance(
      first,
      pooled.map((count, i) => count - first[i]),
    )
  })
  return upperPoint(distances)
}

/** Rows of the first side per cell. */
function deal(pooled: Float64Array, n: number, all: number, next: () => number): Float64Array {
  let [wanted, left] = [n, all]
  return pooled.map((count) => {
    const drawn = count === left ? wanted : drawWithoutReplacement(count, wanted, left, next)
    wanted -= drawn
    left -= count
    return drawn
  })
}

function upperPoint(distances: Float64Array): number {
  const n = distances.length
  if (n >= enough) return distances.sort()[Math.ceil(0.95 * n) - 1]
  const mean = total(distances) / n
  const variance = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / (n - 1)
  return mean + 1.6448536269514722 * Math.sqrt(variance)
}
