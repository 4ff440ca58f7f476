import type { Association } from "./association.js"
import type { Coded } from "./dense-codes.js"
import { toMidranks } from "./midranks.js"

/** Fewer rows per category tell nothing: each category would explain its own rows. */
const rowsPerCategory = 2

/**
 * Correlation ratio of numbers, as dense codes, within categories, on ranks and corrected for what chance alone explains, in
 * [0, 1]: 0 the ranks are spread alike in all categories, 1 the category tells the number. The square root of epsilon squared:
 * the share of the ranks' variance between categories less (k − 1) / (n − 1), its expectation where nothing goes together, over
 * what is left of 1. Over the rows that have both; null with fewer than two rows per category.
 * Source: Kelley (1935), Proc. Natl. Acad. Sci. 21:554-559, on the ranks of Kruskal and Wallis (1952), J. Am. Stat. Assoc.
 * 47:583-621. Numbers: fixtures/correlations/golden.json.
 */
export function correlationRatio(numbers: Coded, groups: Coded): Association {
  const ranks = new Float64Array(numbers.levels)
  const [counts, sums] = [new Float64Array(groups.levels), new Float64Array(groups.levels)]
  let rows = 0
  for (let i = 0; i < numbers.codes.length; i++) {
    const [number, group] = [numbers.codes[i], groups.codes[i]]
    if (number === -1 || group === -1) continue
    ranks[number]++
    counts[group]++
    rows++
  }
  const all = toMidranks(ranks, rows)
  for (let i = 0; i < numbers.codes.length; i++) {
    const [number, group] = [numbers.codes[i], groups.codes[i]]
    if (number !== -1 && group !== -1) sums[group] += ranks[number]
  }
  let [between, occupied] = [0, 0]
  for (let group = 0; group < groups.levels; group++) {
    if (counts[group] === 0) continue
    occupied++
    between += (sums[group] / counts[group]) * sums[group]
  }
  if (all === 0 || occupied < 2 || rows < rowsPerCategory * occupied) return { value: null, rows }
  const chance = (occupied - 1) / (rows - 1)
  return { value: Math.sqrt(Math.max(0, Math.min(1, (between / all - chance) / (1 - chance)))), rows }
}
