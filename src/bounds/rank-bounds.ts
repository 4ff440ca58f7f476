/** Where the value of a rank may lie among places of which rows are known within bounds. */
import { countBelow } from "../stats/count-below.js"
import { firstWhere } from "../stats/first-where.js"
import { quantileAt } from "../stats/quantile.js"

/** Rows up to the end of each place, at least and at most. */
export interface Ranked {
  least: (place: number) => number
  most: (place: number) => number
  /** The points: place 2i is the point i. */
  values: Float64Array
}

export interface RankBounds {
  /** The first and the last place where it may be. */
  first: number
  last: number
}

/** `rank` from 1 to all rows. */
export function rankBounds({ least, most, values }: Ranked, rank: number): RankBounds {
  const last = 2 * values.length - 1
  return {
    first: firstWhere(last, (place) => most(place) >= rank),
    last: firstWhere(last, (place) => least(place) >= rank),
  }
}

/** A cut by linear interpolation (Hyndman-Fan 7) between the values of two neighbouring ranks. */
export interface CutBounds {
  /** Where the lower and the upper of the two values may be. */
  lower: RankBounds
  upper: RankBounds
  /** The cut itself where both values are points; else null. */
  value: number | null
  /** The place that holds it. */
  place: number | null
}

export function cutBounds(ranked: Ranked, rows: number, share: number): CutBounds {
  const place = (rows - 1) * share
  const rank = Math.floor(place) + 1
  const lower = rankBounds(ranked, rank)
  const upper = place === rank - 1 ? lower : rankBounds(ranked, Math.min(rows, rank + 1))
  const value = knownCut(ranked, { lower, upper }, rows, share)
  return { lower, upper, value, place: value === null ? null : placeOf(ranked.values, value) }
}

/** The cut where both values are points. */
function knownCut(
  { values }: Ranked,
  { lower, upper }: Pick<CutBounds, "lower" | "upper">,
  rows: number,
  share: number,
) {
  const isKnown = ({ first, last }: RankBounds) => first === last && first % 2 === 0
  if (!isKnown(lower) || !isKnown(upper)) return null
  const index = Math.floor((rows - 1) * share)
  return quantileAt((rank) => values[(rank === index ? lower : upper).first >> 1], rows, share)
}

/** The place that holds a number from the first point on. */
export function placeOf(values: Float64Array, value: number): number {
  const below = countBelow(values, value)
  return values[below] === value ? 2 * below : 2 * below - 1
}

/** Rows at least and at most. */
export interface RowBounds {
  least: number
  most: number
}

/** Rows of a side below the cut and up to it. `isOwn`: the ranks are of this side's rows, or of both sides' together. */
export function rowsAround(
  { least, most }: { least: Float64Array; most: Float64Array },
  { lower, upper, place }: CutBounds,
  isOwn: boolean,
): { below: RowBounds; upTo: RowBounds } {
  const between = (first: number, last: number): RowBounds => ({
    least: first < 0 ? 0 : least[first],
    most: last < 0 ? 0 : most[last],
  })
  if (place !== null) {
    const inside = place % 2 === 0 ? place - 1 : place
    return { below: between(place - 1, inside), upTo: between(place - (place % 2), place) }
  }
  // Own rows beyond the lower value are beyond the cut; others may lie anywhere below the upper one.
  const through = isOwn ? lower.last : Math.max(lower.last, upper.last % 2 === 0 ? upper.last - 1 : upper.last)
  const upTo = between(lower.first % 2 === 0 ? lower.first : lower.first - 1, through)
  const below = upper.first > lower.last ? upTo.least : between(lower.first - 1, through).least
  return { below: { least: below, most: upTo.most }, upTo }
}

/** The places where the cut may lie. */
export const placesOfCut = ({ lower, upper, place }: CutBounds): number[] =>
  place !== null ? [place] : Array.from({ length: upper.last - lower.first + 1 }, (_, i) => lower.first + i)
