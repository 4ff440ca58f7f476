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
  const [a, b] = [figures(reference, figure), figures(current, figure)]
  const { gap } = maxEcdfGap(a, b)
  return { gap, p: ksPValue(gap, a.length, b.length) }
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
