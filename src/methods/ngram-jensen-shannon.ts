import type { DriftMethod } from "../model.js"
import { ngramShannon } from "../stats/ngram-shannon.js"

const threshold = 0.1

/**
 * Score: the Jensen–Shannon distance (base e) between the shares of character 3-grams, less what chance adds: the root of
 * the divergence minus its mean over 40 random redistributions of the rows. Statistic: the distance as it is.
 * Each 3-gram counts once per row that holds it, so that no single long text outweighs the others; case, spaces and signs
 * count too, and a text of fewer than three characters is its own. Reads at most 5,000 rows a side (a random part, always
 * the same), of each text the first 2,000 characters, and about a million characters a side. Noise floor: the point that
 * the score exceeds in 5 % of cases, from the same 40 redistributions.
 */
export default {
  meta: {
    title: "Character n-gram distance",
    shortTitle: "n-grams",
    description:
      "How far apart the shares of 3-character sequences lie (Jensen–Shannon, chance taken out), in any language: from 0 (as equal as chance allows) to 0.83 (nothing in common).",
    kind: "distance",
    columnTypes: ["text"],
    needs: "texts",
    threshold,
    thresholdReason:
      "Reached when 3 % of what is written turns to a script never seen before, or more of it to a related language. What chance adds at these row counts is already taken out.",
    usual: true,
    source:
      "Lin (1991), IEEE Trans. Inf. Theory 37:145-151; Cavnar and Trenkle (1994), N-gram-based text categorization, SDAIR-94:161-175",
  },

  measure({ reference, current }) {
    const { excess, distance, noiseFloor } = ngramShannon(reference, current)
    const warnings = noiseFloor >= threshold ? [`with so few rows chance alone reaches ${noiseFloor.toFixed(2)}`] : []
    return { score: excess, statistic: distance, warnings }
  },

  noiseFloor({ reference, current }) {
    return ngramShannon(reference, current).noiseFloor
  },
} satisfies DriftMethod<"texts">
