import type { ValueRange } from "../model.js"
import { fisherPValue } from "../stats/fisher-p-value.js"
import { oncePer, placesOf, rangeOf, type Cumulative, type Places } from "./places.js"
import { cutBounds, placesOfCut, rowsAround, type CutBounds, type RowBounds } from "./rank-bounds.js"

/** Share of all values beyond each of the two cuts, as in `pooledCuts`. */
const tailShare = 0.025

/** The cuts of both sides' values together. */
export function pooledCutBounds({ reference, current, values }: Places): { low: CutBounds; high: CutBounds } {
  const ranked = {
    least: (place: number) => reference.least[place] + current.least[place],
    most: (place: number) => reference.most[place] + current.most[place],
    values,
  }
  const rows = reference.rows + current.rows
  return { low: cutBounds(ranked, rows, tailShare), high: cutBounds(ranked, rows, 1 - tailShare) }
}

interface Range {
  low: number
  high: number
  /** In the middle. */
  even: number
}

/** What `tailTest` finds, within bounds: the p-value, and by how much a tail's share moved. */
export interface TailBounds {
  p: Range
  shift: Range
  doubts: ValueRange[]
}

export const tailBounds = oncePer((outlines): TailBounds => {
  const places = placesOf(outlines)
  const cuts = pooledCutBounds(places)
  const below = (side: Cumulative) => rowsAround(side, cuts.low, true).below
  const above = (side: Cumulative): RowBounds => {
    const { least, most } = rowsAround(side, cuts.high, true).upTo
    return { least: side.rows - most, most: side.rows - least }
  }
  const { reference, current } = places
  const tails = [below, above].map((rows) => tailOf(rows(reference), reference.rows, rows(current), current.rows))
  const both = (pick: (a: number, b: number) => number, figure: "p" | "shift", end: keyof Range) =>
    pick(tails[0][figure][end], tails[1][figure][end])
  const p = (end: keyof Range) => Math.min(1, 2 * both(Math.min, "p", end))
  const shift = (end: keyof Range) => both(Math.max, "shift", end)
  const isOpen = shift("low") < shift("high")
  const doubts = isOpen ? [cuts.low, cuts.high].flatMap(placesOfCut).map((place) => rangeOf(places, place)) : []
  const ends = (figure: typeof p) => ({ low: figure("low"), high: figure("high"), even: figure("even") })
  return { p: ends(p), shift: ends(shift), doubts }
})

function tailOf(r: RowBounds, n: number, c: RowBounds, m: number): { p: Range; shift: Range } {
  const at = (a: number, b: number) => ({ movement: (b * n - a * m) / n / m, p: fisherPValue(a, n - a, b, m - b) })
  const [least, most] = [at(r.most, c.least), at(r.least, c.most)]
  const even = at(Math.round((r.least + r.most) / 2), Math.round((c.least + c.most) / 2))
  const sizes = [Math.abs(least.movement), Math.abs(most.movement)]
  const crosses = least.movement < 0 && most.movement > 0
  return {
    p: { low: Math.min(least.p, most.p), high: crosses ? 1 : Math.max(least.p, most.p), even: even.p },
    shift: { low: crosses ? 0 : Math.min(...sizes), high: Math.max(...sizes), even: Math.abs(even.movement) },
  }
}
