import { randomNumbers } from "./random.js"
import { textFigures } from "./text-figures.js"
import { textAt, type CountedTexts } from "./text-ks.js"
import { total } from "./total.js"

export interface TextBudget {
  /** Rows that are read. */
  rows: number
  /** Code units of a text that are read. */
  perText: number
  /** Code units of all of them together, about; at least one row is read. */
  altogether: number
}

/** Texts that were drawn and how many of the drawn rows hold each, aligned. */
export interface SampledTexts extends CountedTexts {
  values: readonly string[]
}

/**
 * A random part of one side within the budget, without replacement, the same for the same seed; all of it where it fits.
 * The number of rows follows from the mean length, so that long texts are as likely to be drawn as short ones.
 */
export function sampleTexts(side: CountedTexts, budget: TextBudget, seed: number): SampledTexts {
  const rows = total(side.counts)
  const wanted = Math.min(budget.rows, Math.max(1, Math.floor(budget.altogether / meanLength(side, budget.perText))))
  if (rows <= wanted) return { ...side, values: Array.from(side.counts, (_, text) => textAt(side, text)) }
  const places = placesOfRows(side.counts, drawRows(rows, wanted, seed))
  const values: string[] = []
  const counts: number[] = []
  places.forEach((place, i) => {
    if (i > 0 && place === places[i - 1]) counts[counts.length - 1]++
    else {
      values.push(textAt(side, place))
      counts.push(1)
    }
  })
  return { values, counts: Float64Array.from(counts) }
}

/** The place of the text of each row, of rows in the order of their texts; `rows` ascending. */
function placesOfRows(counts: CountedTexts["counts"], rows: Float64Array): Int32Array {
  const places = new Int32Array(rows.length)
  let place = 0
  let end = counts[0]
  for (let i = 0; i < rows.length; i++) {
    while (rows[i] >= end) end += counts[++place]
    places[i] = place
  }
  return places
}

/** Of what is read of each row; at least 1. */
function meanLength(side: CountedTexts, perText: number): number {
  const { figures, rows } = textFigures(side).units
  let all = 0
  for (let i = 0; i < figures.length; i++) all += Math.min(figures[i], perText) * rows[i]
  return Math.max(1, all / total(side.counts))
}

/** `wanted` different numbers from 0 to rows − 1, ascending. Source: Bentley and Floyd (1987), Comm. ACM 30:754-757. */
function drawRows(rows: number, wanted: number, seed: number): Float64Array {
  const next = randomNumbers(seed)
  const drawn = new Set<number>()
  for (let last = rows - wanted; last < rows; last++) {
    const row = Math.floor(next() * (last + 1))
    drawn.add(drawn.has(row) ? last : row)
  }
  return Float64Array.from(drawn).sort()
}
