import { usualConfidence, type Estimate } from "./estimate.js"
import { independentDifference } from "./independent-difference.js"
import { wilson } from "./wilson.js"

/** `hits` of `n` rows. */
export interface Share {
  hits: number
  n: number
}

/**
 * Current share less reference share of independent rows, in [-1, 1], with Newcombe's score interval; nothing where a side has no rows.
 * Source: Newcombe (1998), Statist. Med. 17:873-890, method 10. Numbers: fixtures/golden/intervals.json.
 */
export function newcombe(reference: Share, current: Share, confidence = usualConfidence): Estimate {
  return independentDifference(
    wilson(reference.hits, reference.n, confidence),
    wilson(current.hits, current.n, confidence),
  )
}
