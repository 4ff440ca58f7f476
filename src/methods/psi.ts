import type { DriftMethod } from "../model.js"
import { decileSumBounds } from "../bounds/cell-bounds.js"
import { cellNoiseFloor } from "../stats/cell-noise-floor.js"
import { largestStability, populationStability, stabilityTerm } from "../stats/population-stability.js"

/** Score: the index over the reference's decile cells, or over categories; shares below 1e-4 count as 1e-4. */
export default {
  meta: {
    title: "Population stability index",
    shortTitle: "PSI",
    description: "How much the shares of ten bins or of the categories moved, from 0 (equal) upwards, without limit.",
    kind: "distance",
    columnTypes: ["numeric", "categorical", "boolean"],
    needs: "counts",
    bins: "reference-deciles",
    threshold: 0.2,
    thresholdReason:
      "Custom of credit scoring: below 0.1 stable, from 0.2 on a significant change. It ignores the number of rows: see the noise floor for few rows or many categories.",
    usual: true,
    source: "Siddiqi (2006), Credit Risk Scorecards, ch. 9",
  },

  measure({ reference, current }) {
    return { score: populationStability(reference, current) }
  },

  /** Exact cell by cell, the clipping included; at most the largest index there is. For large cells it is (1/n + 1/m)·χ²: Yurdakul (2018), Western Michigan University. */
  noiseFloor({ reference, current }) {
    return Math.min(largestStability, cellNoiseFloor(reference, current, stabilityTerm, 1))
  },

  bounds(outlines) {
    return decileSumBounds(outlines, stabilityTerm)
  },
} satisfies DriftMethod<"counts">
