import { ksPValue } from "./ks-p-value.js"
import { maxEcdfGap } from "./max-ecdf-gap.js"
import { sortAscending } from "./sort-ascending.js"
import { textFigures, type TextFigures } from "./text-figures.js"
import { total } from "./total.js"

/** Different texts and how many rows hold each, aligned; at least one row. A text may be decoded each time it is asked for. */
export interface CountedTexts {
  values: {
    readonly length: number
    at(place: number): string | undefined
    /** The same as UTF-8: the bytes from a start up to its end, by place. */
    readonly utf8?: { readonly bytes: Uint8Array; readonly starts: Int32Array; readonly ends: Int32Array }
  }
  counts: Float64Array
}

/** The text at a place that is there. */
export function textAt({ values }: CountedTexts, place: number): string {
  return values.at(place) ?? ""
}

/**
 * Kolmogorov–Smirnov test of a figure of each text, every row counted: the largest gap between the two cumulative curves
 * and its two-sided p-value, which ties make too large rather than too small.
 */
export function textKs(
  reference: CountedTexts,
  current: CountedTexts,
  figure: keyof TextFigures,
): { gap: number; p: number } {
  const [n, m] = [total(reference.counts), total(current.counts)]
  const [a, b] = [rowsByFigure(reference, figure), rowsByFigure(current, figure)]
  const gap =
    a === null || b === null
      ? maxEcdfGap(figures(reference, figure), figures(current, figure)).gap
      : countedGap({ rows: a, n }, { rows: b, n: m })
  return { gap, p: ksPValue(gap, n, m) }
}

/** Lengths and words are counted up to here, which sorts them ten times as fast. */
const mostCounted = 1_000_000

/** Rows with each figure: at place 3 those of figure 3; null where some figure is not whole or too large. */
function rowsByFigure(side: CountedTexts, figure: keyof TextFigures): Float64Array | null {
  const of = textFigures(side.values)[figure]
  if (!(of instanceof Uint32Array)) return null
  let largest = 0
  for (let i = 0; i < of.length; i++) if (of[i] > largest) largest = of[i]
  if (largest > mostCounted) return null
  const rows = new Float64Array(largest + 1)
  for (let i = 0; i < of.length; i++) rows[of[i]] += side.counts[i]
  return rows
}

interface CountedFigure {
  rows: Float64Array
  n: number
}

/** What `maxEcdfGap` says of the same rows one by one. */
function countedGap(a: CountedFigure, b: CountedFigure): number {
  const places = Math.max(a.rows.length, b.rows.length)
  let [i, j, largest] = [0, 0, 0]
  for (let place = 0; place < places; place++) {
    if (place < a.rows.length) i += a.rows[place]
    if (place < b.rows.length) j += b.rows[place]
    largest = Math.max(largest, Math.abs(b.n * i - a.n * j))
  }
  return largest / (a.n * b.n)
}

/** The figure of every row, ascending. */
export function figures(side: CountedTexts, figure: keyof TextFigures): Float64Array {
  const of = textFigures(side.values)[figure]
  const sample = new Float64Array(total(side.counts))
  let end = 0
  for (let i = 0; i < of.length; i++) {
    const next = end + side.counts[i]
    if (next === end + 1) sample[end] = of[i]
    else sample.fill(of[i], end, next)
    end = next
  }
  return sortAscending(sample)
}
