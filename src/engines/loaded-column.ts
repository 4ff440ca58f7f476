/** A column of a table in an engine as it was read: at hand until it is released. */
import type { ColumnSummary, Reading } from "../model.js"
import { resolutionOf } from "../profiles/points.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { rowsBelow, samplePoints } from "../profiles/points-answers.js"
import type { EngineTable } from "./engine-table.js"
import { reread, type Known } from "./reread.js"

/** Values of a column that are handed over; so many stand for all where there are more. */
export const mostSample = 1_000_000

export interface Loaded extends Known {
  sample: Float64Array
  /** Rows below edges that were asked for. */
  below: Map<number, number>
  summary: ColumnSummary | null
}

/** The column as it is stored, or read as something else. `room`: an array for its values, which is written over where they fit. */
export function toLoaded(stored: Known, reading: Reading | undefined, room: Float64Array | null): Loaded {
  const known = reading === undefined ? stored : reread(stored, reading)
  const { points } = known.read
  const sample = points === null ? new Float64Array(0) : samplePoints(points, mostSample, room)
  return { ...known, sample, below: new Map(), summary: null }
}

/** Asks in one statement for all edges that fall among values that are not known. */
export async function askBelow(edges: Float64Array, { info, read, below }: Loaded, table: EngineTable): Promise<void> {
  const { points } = read
  if (points === null) return
  const isOpen = (edge: number) => Number.isFinite(edge) && !below.has(edge) && !rowsBelow(points, edge).known
  const open = Array.from(edges).filter(isOpen)
  if (open.length === 0) return
  const rows = await table.rowsBelow(info.name, open)
  open.forEach((edge, i) => below.set(edge, rows[i]))
}

/** What a reader should know of figures that are not exact; null where all values are known. */
export function noteOn({ info: { name }, read: { points } }: Loaded): string | null {
  if (points === null) return null
  const resolution = resolutionOf(points)
  const rows = rowsOfPoints(points)
  const [all, few] = [rows, mostSample].map((n) => n.toLocaleString("en-US"))
  const thinned = rows > mostSample ? `; tests other than ks and tails count its ${all} values as ${few}` : ""
  if (resolution > 0)
    return `${name}: every share of rows is within ${Number(resolution.toPrecision(2))} of the exact one${thinned}.`
  return thinned === "" ? null : `${name}: every share of rows is exact${thinned}.`
}
