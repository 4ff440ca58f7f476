import { packCounts, packDoubles, unpackCounts, unpackDoubles } from "./pack.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { resolutionOf, type Points } from "./points.js"
import type { PackedPoints } from "./profile.js"

/** Points as they are saved. */
export function packPoints(points: Points): PackedPoints {
  return {
    count: points.values.length,
    step: points.step,
    resolution: resolutionOf(points),
    values: packDoubles(points.values),
    at: packCounts(points.at),
    between: packCounts(points.between),
  }
}

/** Points as they were before they were saved; throws where they are damaged or do not stand for `rows` rows. */
export function unpackPoints(packed: PackedPoints, rows: number): Points {
  const { count, step } = packed
  const values = unpackDoubles(packed.values, count)
  const at = unpackCounts(packed.at, count)
  const between = unpackCounts(packed.between, count)
  if (rowsOfPoints({ at, between }) !== rows) throw new Error("its points do not add up to its rows")
  if (count > 0 && between[0] !== 0) throw new Error("rows lie before its first point")
  if (!values.every((value, i) => Number.isFinite(value) && (i === 0 || value > values[i - 1])))
    throw new Error("its points do not ascend")
  const widest = between.reduce((most, each) => Math.max(most, each), 0)
  const slack = Math.max(0, Math.round(packed.resolution * rows) - widest)
  return { values, at, between, step, slack }
}
