import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { calibrationError } from "../../stats/performance/scores/calibration-error.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "probabilities" } as const

/** Expected calibration error over 10 bins of equal width, with a bootstrap interval. */
export default {
  meta: {
    title: "Calibration error",
    description:
      "Expected calibration error: how far the probabilities lie from the shares that came true, over 10 bins of equal width, from 0 to 1. Never quite 0 for few rows.",
    layer: "performance",
    unit: "score",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Naeini, Cooper and Hauskrecht (2015), AAAI 29:2901-2907",
  },

  measure({ predictions: { truth, probabilities } }) {
    return figureOf(calibrationError(truth, probabilities), truth.length)
  },
} satisfies Metric<typeof needs>
