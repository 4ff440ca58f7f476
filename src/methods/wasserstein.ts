import type { DriftMethod } from "../model.js"
import { scaledArea, wholeAreaBounds } from "../bounds/area-bounds.js"
import { populationDeviation } from "../stats/population-deviation.js"
import { walkTies } from "../stats/walk-ties.js"
import { areaNoiseFloor } from "../stats/area-noise-floor.js"

/** Divisor of a reference that hardly varies. */
const smallestDeviation = 0.001

/**
 * Score: the area between the two cumulative curves over the reference's standard deviation (of all its values, at least
 * 0.001). Statistic: that area, in the column's unit. Beyond the largest double both stay there.
 */
export default {
  meta: {
    title: "Wasserstein distance (normalised)",
    shortTitle: "Wasserstein",
    description:
      "How far values moved on average, in standard deviations of the reference: from 0 (equal) upwards, without limit.",
    kind: "distance",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.1,
    thresholdReason:
      "Custom of drift tools: values moved by a tenth of a standard deviation on average. It ignores the number of rows: see the noise floor for small samples.",
    usual: true,
    source: "Vallender (1974), Theory of Probability and its Applications 18:784-786",
  },

  measure({ reference, current }) {
    const { area } = walkTies(reference, current)
    return { score: inDeviations(area, reference), statistic: area }
  },

  noiseFloor({ reference, current }) {
    return inDeviations(areaNoiseFloor(reference, current), reference)
  },

  bounds(outlines) {
    return scaledArea(wholeAreaBounds(outlines), smallestDeviation)
  },
} satisfies DriftMethod<"samples">

function inDeviations(area: number, reference: Float64Array): number {
  return Math.min(Number.MAX_VALUE, area / Math.max(smallestDeviation, populationDeviation(reference)))
}
