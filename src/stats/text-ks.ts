import { ksPValue } from "./ks-p-value.js"
import { maxEcdfGap } from "./max-ecdf-gap.js"
import { sortAscending } from "./sort-ascending.js"
import { total } from "./total.js"

/** Different texts and how many rows hold each, aligned; at least one row. A text may be decoded each time it is asked for. */
export interface CountedTexts {
  values: { readonly length: number; at(place: number): string | undefined }
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
  figure: (text: string) => number,
): { gap: number; p: number } {
  const [a, b] = [figures(reference, figure), figures(current, figure)]
  const { gap } = maxEcdfGap(a, b)
  return { gap, p: ksPValue(gap, a.length, b.length) }
}

/** The figure of every row, ascending; worked out once per different text. */
export function figures(side: CountedTexts, figure: (text: string) => number): Float64Array {
  const sample = new Float64Array(total(side.counts))
  let end = 0
  side.counts.forEach((count, i) => sample.fill(figure(textAt(side, i)), end, (end += count)))
  return sortAscending(sample)
}
