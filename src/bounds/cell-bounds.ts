import type { Bounds, Outlines, ValueRange } from "../model.js"
import { countBelow } from "../stats/count-below.js"
import { deciles } from "../stats/decile-cells.js"
import { equalWidthEdges } from "../stats/equal-width-edges.js"
import { monitorDeciles } from "../stats/open-decile-edges.js"
import { placesOf, rangeOf, type Cumulative, type Places } from "./places.js"
import {
  cutBounds,
  placesOfCut,
  rankBounds,
  rowsAround,
  type CutBounds,
  type Ranked,
  type RowBounds,
} from "./rank-bounds.js"

/** An edge: rows of both sides before it, and the places where it may lie. */
interface Edge {
  reference: RowBounds
  current: RowBounds
  places: number[]
}

/** What a cell with these shares adds to a score; it grows as the two part. */
type Term = (referenceShare: number, currentShare: number) => number

/** The sum over the cells of the reference's deciles, as `decileEdges` cuts them. */
export function decileSumBounds(outlines: Outlines, term: Term): Bounds {
  const places = placesOf(outlines)
  return sumBounds(places, edgesOf(referenceCuts(places, deciles), places), term)
}

/**
 * The sum over the bins of the reference's deciles that hold their left edge, as `openDecileEdges` cuts them: not at its ends. `term` is
 * 0 where both shares are: deciles that may be one value may have an empty bin between them. `most`: the largest sum there is, where it
 * is not known which deciles are ends.
 */
export function openDecileSumBounds(outlines: Outlines, term: Term, most: number): Bounds {
  const places = placesOf(outlines)
  const inner = withoutEnds(referenceCuts(places, monitorDeciles.slice(1, -1)), places)
  const edges = (inner ?? []).map((cut) => ({
    reference: rowsAround(places.reference, cut, true).below,
    current: rowsAround(places.current, cut, false).below,
    places: placesOfCut(cut),
  }))
  const found = sumBounds(places, edges, term)
  return inner === null ? { ...found, low: 0, high: most } : found
}

/** The cuts that are neither the reference's smallest value nor its largest; null where that is not known. */
function withoutEnds(cuts: readonly CutBounds[], places: Places): CutBounds[] | null {
  const { reference } = places
  const ranked = rankedOf(places)
  const [first, last] = [rankBounds(ranked, 1).last, rankBounds(ranked, reference.rows).first]
  const isEnd = ({ place }: CutBounds) => place !== null && place % 2 === 0 && (place === first || place === last)
  const isInside = ({ place, lower, upper }: CutBounds) =>
    (place ?? lower.first) > first && (place ?? upper.last) < last
  const inner = cuts.filter((cut) => !isEnd(cut))
  return inner.every(isInside) ? inner : null
}

const rankedOf = ({ reference, values }: Places): Ranked => ({
  least: (place) => reference.least[place],
  most: (place) => reference.most[place],
  values,
})

const referenceCuts = (places: Places, shares: readonly number[]): CutBounds[] =>
  shares.map((share) => cutBounds(rankedOf(places), places.reference.rows, share))

/** A cell ends with its cut. A cut that occurs more than once has a cell of its own. */
function edgesOf(cuts: readonly CutBounds[], places: Places): Edge[] {
  const isSame = (a: CutBounds | undefined, b: CutBounds) => a !== undefined && a.value !== null && a.value === b.value
  return cuts.flatMap((cut, i) => {
    if (isSame(cuts[i - 1], cut)) return []
    const [r, c] = [rowsAround(places.reference, cut, true), rowsAround(places.current, cut, false)]
    const end = { reference: r.upTo, current: c.upTo, places: placesOfCut(cut) }
    const start = { reference: r.below, current: c.below, places: [] }
    return i + 1 < cuts.length && isSame(cut, cuts[i + 1]) ? [start, end] : [end]
  })
}

/** The sum over 50 cells of equal width from the smallest to the largest value of both sides. */
export function equalWidthSumBounds(outlines: Outlines, term: Term): Bounds {
  const places = placesOf(outlines)
  const { values } = places
  const edges = equalWidthEdges(values[0], values[values.length - 1], 50)
  return sumBounds(
    places,
    Array.from(edges.subarray(1, -1), (edge) => edgeAt(edge, places)),
    term,
  )
}

/** Rows strictly below a number. */
function edgeAt(edge: number, places: Places): Edge {
  const { values, reference, current } = places
  const place = 2 * countBelow(values, edge) - 1
  const rows = ({ least, most }: Cumulative): RowBounds =>
    place < 0 ? { least: 0, most: 0 } : { least: least[place], most: most[place] }
  return { reference: rows(reference), current: rows(current), places: place < 0 ? [] : [place] }
}

/** The root of a sum, and of what it may be. */
export function rootOf({ doubts, ...sum }: Bounds): Bounds {
  const [low, high, score] = [sum.low, sum.high, sum.score].map((each) => Math.sqrt(Math.max(0, each)))
  return { low, high, score, statistic: score, doubts }
}

function sumBounds(places: Places, edges: readonly Edge[], term: Term): Bounds {
  const [n, m] = [places.reference.rows, places.current.rows]
  const none = { least: 0, most: 0 }
  const all = (rows: number) => ({ least: rows, most: rows })
  const cells = [...edges, { reference: all(n), current: all(m), places: [] }]
  let [low, high, score] = [0, 0, 0]
  const doubts: { range: ValueRange; rows: number }[] = []
  cells.forEach((end, i) => {
    const start = i === 0 ? { reference: none, current: none } : cells[i - 1]
    const r = shareOf(start.reference, end.reference, n)
    const c = shareOf(start.current, end.current, m)
    low += r.least > c.most ? term(r.least, c.most) : c.least > r.most ? term(r.most, c.least) : 0
    score += term((r.least + r.most) / 2, (c.least + c.most) / 2)
    high += Math.max(term(r.most, c.least), term(r.least, c.most))
    const open = (end.reference.most - end.reference.least) / n + (end.current.most - end.current.least) / m
    if (open > 0) for (const place of end.places) doubts.push({ range: rangeOf(places, place), rows: open })
  })
  return {
    low,
    high,
    score,
    statistic: score,
    doubts: doubts.sort((a, b) => b.rows - a.rows).map(({ range }) => range),
  }
}

function shareOf(start: RowBounds, end: RowBounds, rows: number): RowBounds {
  return {
    least: Math.max(0, end.least - start.most) / rows,
    most: Math.min(rows, Math.max(0, end.most - start.least)) / rows,
  }
}
