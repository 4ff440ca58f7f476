import { CompensatedSum } from "./compensated-sum.js"
import { remember } from "./remember.js"
import { safeScale } from "./safe-scale.js"

/** Sums of powers of the distance from the mean. All in scaled units: a value times `scale`. */
export interface CentralSums {
  scale: number
  sum: number
  mean: number
  /** Exactly 0 when all values are equal. */
  squares: number
  cubes: number
  fourths: number
}

/** Terms added plainly before their total joins the compensated sum. */
const blockLength = 128

/** As `centralSums`, remembered for as long as the array lives, which must not be changed afterwards: several figures of a sample rest on them. */
export const centralSumsOnce = remember(centralSums)

/** Central sums of at least one finite value, in two passes, so that a large mean costs no digits. */
export function centralSums(values: Float64Array): CentralSums {
  const { smallest, largest, total } = extremes(values)
  const scale = safeScale(Math.max(-smallest, largest))
  const sum = scale === 1 ? total : scaledSum(values, scale)
  if (smallest === largest) return { scale, sum, mean: smallest * scale, squares: 0, cubes: 0, fourths: 0 }
  return { scale, sum, ...aroundMean(values, scale, sum / values.length) }
}

/** Smallest and largest, and the sum, which is good where no scaling is needed, as nearly always. */
function extremes(values: Float64Array): { smallest: number; largest: number; total: number } {
  const total = new CompensatedSum()
  const ends = { smallest: Infinity, largest: -Infinity }
  for (let start = 0; start < values.length; start += blockLength)
    total.add(blockExtremes(values, start, Math.min(values.length, start + blockLength), ends))
  return { ...ends, total: total.value }
}

/** The sum of a block. A function of its own, as below: the loop over all blocks would run for long in code that is not compiled yet. */
function blockExtremes(
  values: Float64Array,
  start: number,
  end: number,
  ends: { smallest: number; largest: number },
): number {
  let { smallest, largest } = ends
  let block = 0
  for (let i = start; i < end; i++) {
    const value = values[i]
    if (value < smallest) smallest = value
    if (value > largest) largest = value
    block += value
  }
  ends.smallest = smallest
  ends.largest = largest
  return block
}

function scaledSum(values: Float64Array, scale: number): number {
  const total = new CompensatedSum()
  for (let start = 0; start < values.length; start += blockLength) {
    const end = Math.min(values.length, start + blockLength)
    let block = 0
    for (let i = start; i < end; i++) block += values[i] * scale
    total.add(block)
  }
  return total.value
}

function aroundMean(values: Float64Array, scale: number, mean: number): Omit<CentralSums, "scale" | "sum"> {
  const totals = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum(), new CompensatedSum()]
  for (let start = 0; start < values.length; start += blockLength)
    addBlock(values, start, Math.min(values.length, start + blockLength), { scale, mean, totals })
  return moveToMean(values.length, mean, totals)
}

function addBlock(
  values: Float64Array,
  start: number,
  end: number,
  { scale, mean, totals }: { scale: number; mean: number; totals: readonly CompensatedSum[] },
): void {
  let [first, second, third, fourth] = [0, 0, 0, 0]
  for (let i = start; i < end; i++) {
    const distance = values[i] * scale - mean
    const square = distance * distance
    first += distance
    second += square
    third += square * distance
    fourth += square * square
  }
  totals[0].add(first)
  totals[1].add(second)
  totals[2].add(third)
  totals[3].add(fourth)
}

/** The mean was rounded: what the distances leave over moves the sums to where it really lies. */
function moveToMean(n: number, mean: number, totals: readonly CompensatedSum[]): Omit<CentralSums, "scale" | "sum"> {
  const [first, second, third, fourth] = totals.map(({ value }) => value)
  const rest = first / n
  return {
    mean: mean + rest,
    squares: second - first * rest,
    cubes: third - 3 * rest * second + 2 * rest * rest * first,
    fourths: fourth - 4 * rest * third + 6 * rest * rest * second - 3 * rest ** 3 * first,
  }
}
