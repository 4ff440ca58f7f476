/** A column's values by unit of time, from what the engine counted. */
import type { Moved, TimePart } from "../model.js"
import { thinnedSum } from "../stats/thinned-sum.js"
import { samplePoints } from "../profiles/points-answers.js"
import type { Cell } from "./engine.js"
import { pointsOf } from "./read-column.js"
import type { Coarse } from "./statements.js"

/** Values of all units together that are fetched one by one; beyond, they are joined in bins. */
const mostGroups = 300_000
/** Shares of the values that the ends of the bins leave out. */
const outside = 0.001

/** Bins for a column whose values are too many: null where they are not. `sorted`: the column's values. */
export function coarseFor(distinct: number, units: number, sorted: Float64Array): Coarse | null {
  if (distinct * units <= mostGroups || sorted.length === 0) return null
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  const [low, high] = [at(outside), at(1 - outside)]
  const [min, max] = [sorted[0], sorted[sorted.length - 1]]
  return low < high ? { low, high, bins: Math.max(256, Math.floor(mostGroups / units)), min, max } : null
}

/** The parts, by unit. `rows` of `partsSql`. */
export function toParts(
  rows: readonly Cell[][],
  as: "numbers" | "categories",
  coarse: Coarse | null,
  mostSample: number,
): TimePart[] {
  const byUnit = new Map<number | null, Cell[][]>()
  for (const row of rows) {
    const unit = row[0] === null ? null : Number(row[0])
    const group = byUnit.get(unit)
    if (group === undefined) byUnit.set(unit, [row])
    else group.push(row)
  }
  return Array.from(byUnit, ([unit, group]) => {
    const rowsIn = (state: number) =>
      group.reduce((sum, row) => sum + (Number(row[1]) === state ? Number(row[3]) : 0), 0)
    const values = group.filter((row) => Number(row[1]) === 0)
    const sample = as === "numbers" ? sampleOf(values, mostSample) : new Float64Array(0)
    const moved = as === "numbers" ? movedIn(values, coarse, sample) : null
    return {
      ...{ unit, rows: rowsIn(0) + rowsIn(1) + rowsIn(2), missing: rowsIn(1), infinite: rowsIn(2) },
      sample,
      ...(moved && { moved }),
      counts:
        as === "categories"
          ? new Map(values.map((row) => [String(row[2]), Number(row[3])]))
          : new Map<string, number>(),
    }
  })
}

/** Values of a bin lie no further from their mean, on average, than half of its width. */
function movedIn(values: readonly Cell[][], coarse: Coarse | null, sample: Float64Array): Moved | null {
  const rows = values.reduce((sum, [, , , n]) => sum + Number(n), 0)
  if (coarse === null && rows <= sample.length) return null
  const { low, high, min, max, bins } = coarse ?? { low: 0, high: 0, min: 0, max: 0, bins: 1 }
  const width = (high - low) / bins
  const widthAt = (mean: number) => (mean < low ? low - min : mean > high ? max - high : width)
  const sum = values.reduce(
    (all, [, , mean, n]) => all + (Number(n) < 2 ? 0 : (Number(n) * widthAt(Number(mean))) / 2),
    0,
  )
  const range = coarse === null ? sample[sample.length - 1] - sample[0] : max - min
  return { sum: thinnedSum(sum, rows, sample.length, range), each: width }
}

function sampleOf(values: readonly Cell[][], most: number): Float64Array {
  const rows = new Map<number, number>()
  const sorted = values.map((row) => [Number(row[2]) + 0, Number(row[3])] as const).sort(([a], [b]) => a - b)
  for (const [value, n] of sorted) rows.set(value, (rows.get(value) ?? 0) + n)
  return samplePoints(pointsOf(rows), most)
}
