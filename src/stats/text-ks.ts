import { ksPValue } from "./ks-p-value.js"
import type { RowsByFigure } from "./row-tally.js"
import { textFigures } from "./text-figures.js"
import { total } from "./total.js"

/** Different texts and how many rows hold each, aligned; at least one row. A text may be decoded each time it is asked for. */
export interface CountedTexts {
  values: {
    readonly length: number
    at(place: number): string | undefined
    /** The same as UTF-8: the bytes from a start up to its end, by place. */
    readonly utf8?: { readonly bytes: Uint8Array; readonly starts: Int32Array; readonly ends: Int32Array }
  }
  counts: Float64Array | Uint32Array
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
  figure: "points" | "words" | "nonLetterShare",
): { gap: number; p: number } {
  const gap = largestGap(textFigures(reference)[figure], textFigures(current)[figure])
  return { gap, p: ksPValue(gap, total(reference.counts), total(current.counts)) }
}

/** What `maxEcdfGap` says of the same rows one by one. */
function largestGap(a: RowsByFigure, b: RowsByFigure): number {
  const [n, m] = [total(a.rows), total(b.rows)]
  let [i, j, ofA, ofB, largest] = [0, 0, 0, 0, 0]
  while (i < a.figures.length || j < b.figures.length) {
    const x = i < a.figures.length ? a.figures[i] : Infinity
    const y = j < b.figures.length ? b.figures[j] : Infinity
    if (x <= y) ofA += a.rows[i++]
    if (y <= x) ofB += b.rows[j++]
    largest = Math.max(largest, Math.abs(m * ofA - n * ofB))
  }
  return largest / (n * m)
}
