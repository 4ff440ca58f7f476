import { stirlingError } from "./kolmogorov/stirling-error.js"
import { logExcess } from "./log-excess.js"

/** Tables so little likelier than the observed one, relatively, count as equally likely: rounding of their logarithms. */
const slack = 1e-12
const negligible = 1e-18

/** What is fixed in a 2 × 2 table: rows of one side, rows of one category, and all rows. */
interface Margins {
  side: number
  category: number
  all: number
}

/**
 * Two-sided p-value of Fisher's exact test of the table [[a, b], [c, d]] of whole numbers: all tables with these margins
 * that are no likelier. 1 where a margin is 0. Keeps its digits for billions of rows, where scipy loses some (3e-9 at 2e7).
 * Sources: Fisher (1935), J. R. Statist. Soc. 98:39-82; Loader (2000), Fast and accurate computation of binomial probabilities.
 * Numbers: `fisher` in fixtures/golden.
 */
export function fisherPValue(a: number, b: number, c: number, d: number): number {
  const margins = { side: a + b, category: a + c, all: a + b + c + d }
  const [least, most] = [Math.max(0, a - d), Math.min(a + b, a + c)]
  if (least === most) return 1
  const observed = logProbability(a, margins)
  const limit = observed + slack * Math.max(1, Math.abs(observed))
  const mode = Math.floor(((margins.side + 1) / (margins.all + 2)) * (margins.category + 1))
  const peak = Math.min(most, Math.max(least, mode))
  // The places nearest to the peak, on both sides, that are no likelier than what was seen.
  const below = lastUpTo((x) => logProbability(x, margins) <= limit, least, peak)
  const above = -lastUpTo((x) => logProbability(-x, margins) <= limit, -most, -peak)
  if (above - below <= 1) return 1
  return Math.min(1, tail(below, least, -1, margins) + tail(above, most, 1, margins))
}

/** The last whole number from `from` to `to` for which `holds` is true, if it is true up to some point; from − 1 if never. */
function lastUpTo(holds: (x: number) => boolean, from: number, to: number): number {
  let [yes, no] = [from - 1, to + 1]
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}

/** Probability of the tables from `start` outwards to `end`; 0 where `start` lies beyond it. */
function tail(start: number, end: number, step: 1 | -1, { side, category, all }: Margins): number {
  if ((end - start) * step < 0) return 0
  const rest = all - side - category
  let [term, sum] = [1, 1]
  for (let x = start; x !== end; x += step) {
    const [higher, lower] = step === 1 ? [x + 1, x] : [x, x - 1]
    const up = ((side - lower) / higher) * ((category - lower) / (rest + higher))
    term *= step === 1 ? up : 1 / up
    sum += term
    if (term < sum * negligible) break
  }
  return sum * Math.exp(logProbability(start, { side, category, all }))
}

/** A hypergeometric probability as three binomial ones at the pooled share. */
function logProbability(x: number, { side, category, all }: Margins): number {
  const [hit, miss] = [category / all, (all - category) / all]
  return (
    logBinomial(x, side, hit, miss) +
    logBinomial(category - x, all - side, hit, miss) -
    logBinomial(category, all, hit, miss)
  )
}

function logBinomial(hits: number, n: number, hit: number, miss: number): number {
  const misses = n - hits
  if (hits === 0) return n * logOfRest(hit, miss)
  if (misses === 0) return n * logOfRest(miss, hit)
  const errors = stirlingError(n) - stirlingError(hits) - stirlingError(misses)
  return errors - deviance(hits, n * hit) - deviance(misses, n * miss) + Math.log(n / hits / misses / 2 / Math.PI) / 2
}

function deviance(count: number, expected: number): number {
  return expected * logExcess((count - expected) / expected)
}

/** ln `rest`, where `share` and `rest` add up to 1. */
function logOfRest(share: number, rest: number): number {
  return share < 0.5 ? Math.log1p(-share) : Math.log(rest)
}
