import { Unanswerable } from "../errors.js"
import type { CategoryRow, CategoryTable, Histogram, Samples, ValueCount } from "../model.js"
import { countAtOrBelow } from "../stats/count-below.js"
import { equalWidthEdges } from "../stats/equal-width-edges.js"
import { distinctValues, evenGrid, type EvenGrid } from "../stats/even-grid.js"
import { maxEcdfGap } from "../stats/max-ecdf-gap.js"
import { midwayEdges } from "../stats/midway-edges.js"
import { nextUp } from "../stats/next-up.js"
import type { CategoryCounts, ColumnEvidence } from "./evidence.js"

const mostBins = 32
const mostDiscrete = 40
const tail = 0.002
const curveShares = Array.from({ length: 41 }, (_, i) => i / 40)
const mostRows = 10
const mostOneSided = 10
const mostListed = 40

/**
 * Bars and cumulative curves of both sides on shared edges; null when both are empty. Where a dataset hands over no values, the
 * bins are of equal width and the largest gap is left out.
 */
export async function histogram(evidence: ColumnEvidence, time: boolean): Promise<Histogram | null> {
  const ends = await evidence.quantiles([tail, 1 - tail])
  const sides = [ends.reference, ends.current].filter((side) => side.length > 0)
  if (sides.length === 0) return null
  const low = Math.min(...sides.map((side) => side[0]))
  const high = Math.max(...sides.map((side) => side[1]))
  const samples = await samplesIfAny(evidence)
  const { edges, discrete } = time || samples === null ? equalBins(low, high) : binsFor(samples, low, high)
  const [first, last] = [edges[0], edges[edges.length - 1]]
  const bars = await evidence.binned(openEnded(edges))
  const parts = await evidence.binned(Float64Array.of(-Infinity, nextUp(first), nextUp(last), Infinity))
  const curves = await evidence.quantiles(curveShares)
  return {
    kind: "histogram",
    edges: Array.from(edges),
    reference: Array.from(bars.reference),
    current: Array.from(bars.current),
    time,
    discrete,
    reference_outside: parts.reference[0] + parts.reference[2],
    current_outside: parts.current[0] + parts.current[2],
    reference_quantiles: Array.from(curves.reference),
    current_quantiles: Array.from(curves.current),
    gap: samples === null || sides.length < 2 ? null : gapBetween(samples.reference, samples.current),
  }
}

async function samplesIfAny(evidence: ColumnEvidence): Promise<Samples | null> {
  try {
    return await evidence.samples()
  } catch (error) {
    if (error instanceof Unanswerable) return null
    throw error
  }
}

function isWhole(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isInteger(values[i])) return false
  return true
}

interface Bins {
  edges: Float64Array
  /** Whether each place of a grid has a bin of its own. */
  discrete: boolean
}

const equalBins = (low: number, high: number): Bins => ({
  edges: equalWidthEdges(low, high, mostBins),
  discrete: false,
})

/** Bins of what the values stand on, so that none is empty between two neighbours: a grid, or few values; else of equal width. */
function binsFor({ reference, current }: Samples, low: number, high: number): Bins {
  const whole = [reference, current].every(isWhole) ? { first: 0, step: 1 } : null
  const grids = [whole, evenGrid(reference, current)].filter((grid) => grid !== null)
  const fine = grids.find((grid) => placesOf(grid, low, high).count <= mostDiscrete)
  if (fine !== undefined) return gridBins(fine, low, high)
  const few = distinctValues([reference, current], mostDiscrete)?.filter((value) => value >= low && value <= high)
  if (few !== undefined && few.length > 1) return { edges: midwayEdges(few), discrete: false }
  const coarse = grids.at(-1)
  return coarse === undefined ? equalBins(low, high) : gridBins(coarse, low, high)
}

/** The grid's first place within the ends, counted from `first`, and how many there are. */
function placesOf({ first, step }: EvenGrid, low: number, high: number): { from: number; count: number } {
  const from = Math.floor((low - first) / step + 1e-6)
  return { from, count: Math.ceil((high - first) / step - 1e-6) - from + 1 }
}

/** Edges half-way between the grid's places: one bin for each up to 40 of them, above that equal bins of several places. */
function gridBins(grid: EvenGrid, low: number, high: number): Bins {
  const { from, count } = placesOf(grid, low, high)
  const width = count <= mostDiscrete ? 1 : Math.ceil(count / mostBins)
  const edge = (_: unknown, i: number) => grid.first + (from - 0.5 + i * width) * grid.step
  return { edges: Float64Array.from({ length: Math.ceil(count / width) + 1 }, edge), discrete: width === 1 }
}

/** The first and the last bin take in what lies beyond them. */
function openEnded(edges: Float64Array): Float64Array {
  const open = edges.slice()
  open[0] = -Infinity
  open[open.length - 1] = Infinity
  return open
}

function gapBetween(reference: Float64Array, current: Float64Array): Histogram["gap"] {
  const { at } = maxEcdfGap(reference, current)
  return {
    at,
    reference: countAtOrBelow(reference, at) / reference.length,
    current: countAtOrBelow(current, at) / current.length,
  }
}

/** The largest categories, the new and the gone ones, and the rest as one row. */
export function categoryTable(counts: CategoryCounts): CategoryTable {
  const rows = allRows(counts)
  const [fresh, gone] = ["new", "gone"].map((state) => rows.filter((row) => row.state === state))
  const shown = new Set([rows.slice(0, mostRows), fresh.slice(0, mostOneSided), gone.slice(0, mostOneSided)].flat())
  const rest = rows.filter((row) => !shown.has(row))
  const sum = (side: "reference" | "current") => rest.reduce((total, row) => total + row[side], 0)
  return {
    kind: "categories",
    rows: Array.from(shown),
    others: rest.length === 0 ? null : { values: rest.length, reference: sum("reference"), current: sum("current") },
    reference_distinct: rows.filter((row) => row.reference > 0).length,
    current_distinct: rows.filter((row) => row.current > 0).length,
    new_rows: fresh.reduce((sum, row) => sum + row.current, 0),
    new_values: fresh.length,
    gone_rows: gone.reduce((sum, row) => sum + row.reference, 0),
    gone_values: gone.length,
  }
}

/** Categories on one side only, the largest first: at most 40 of each, and how many there are. */
export function oneSidedCategories(counts: CategoryCounts): {
  new_categories: ValueCount[]
  missing_categories: ValueCount[]
  n_new_categories: number
  n_missing_categories: number
} {
  const rows = allRows(counts)
  const fresh = rows.filter(({ state }) => state === "new").map(({ value, current }) => ({ value, count: current }))
  const gone = rows.filter(({ state }) => state === "gone").map(({ value, reference }) => ({ value, count: reference }))
  return {
    new_categories: fresh.slice(0, mostListed),
    missing_categories: gone.slice(0, mostListed),
    n_new_categories: fresh.length,
    n_missing_categories: gone.length,
  }
}

/** Every category, by the larger of its two shares; ties by code point. */
function allRows({ labels, reference, current }: CategoryCounts): CategoryRow[] {
  const total = (side: Float64Array) =>
    Math.max(
      1,
      side.reduce((sum, count) => sum + count, 0),
    )
  const [n, m] = [total(reference), total(current)]
  const rows = labels.map((value, i): CategoryRow => {
    const state = reference[i] === 0 ? "new" : current[i] === 0 ? "gone" : "both"
    return { value, reference: reference[i], current: current[i], state }
  })
  const share = (row: CategoryRow) => Math.max(row.reference / n, row.current / m)
  return rows.sort((a, b) => share(b) - share(a) || (a.value < b.value ? -1 : 1))
}
