import type { DriftMethod } from "../model.js"
import { wholeAreaBounds } from "../bounds/area-bounds.js"
import { squaredAreaBounds } from "../bounds/square-bounds.js"
import { energyNoiseFloor } from "../stats/energy-noise-floor.js"
import { populationDeviation } from "../stats/population-deviation.js"
import { walkRanks } from "../stats/walk-ranks.js"

/** Divisor of a reference that hardly varies. */
const smallestDeviation = 0.001

/**
 * Score: the energy distance √(2·∫(F − G)²) over the root of the reference's standard deviation (of all its values, at least
 * 0.001), so that the unit does not matter. Statistic: the distance itself as scipy.stats.energy_distance gives it, in the
 * root of the column's unit.
 */
export default {
  meta: {
    title: "Energy distance (normalised)",
    shortTitle: "Energy",
    description:
      "How far the two cumulative curves lie apart (root of the squared gaps, in standard deviations of the reference): from 0 (equal) upwards, without limit.",
    kind: "distance",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.1,
    thresholdReason:
      "Our choice, near that of the Wasserstein distance: normal values that moved by 0.13 standard deviations are this far. It ignores the number of rows: see the noise floor.",
    source: "Székely and Rizzo (2013), J. Statist. Planning and Inference 143:1249-1272",
  },

  measure({ reference, current }) {
    const { energy } = walkRanks(reference, current)
    return { score: inDeviations(energy, reference), statistic: energy }
  },

  noiseFloor({ reference, current }) {
    return inDeviations(energyNoiseFloor(reference, current), reference)
  },

  bounds(outlines) {
    const { deviation } = wholeAreaBounds(outlines)
    const { low, high, even, doubts } = squaredAreaBounds(outlines)
    const over = (square: number, by: number) =>
      square === 0 ? 0 : Math.min(Number.MAX_VALUE, Math.sqrt(2 * square) / Math.sqrt(Math.max(smallestDeviation, by)))
    const [least, most] = [over(low, deviation.high), over(high, deviation.low)]
    const score = Math.min(most, Math.max(least, over(even, deviation.even)))
    return { low: least, high: most, score, statistic: Math.sqrt(2 * even), doubts }
  },
} satisfies DriftMethod<"samples">

function inDeviations(energy: number, reference: Float64Array): number {
  return energy / Math.sqrt(Math.max(smallestDeviation, populationDeviation(reference)))
}
