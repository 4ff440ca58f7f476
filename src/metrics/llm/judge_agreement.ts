import type { Metric } from "../../model.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { kappa } from "../../stats/performance/classes/kappa.js"

const needs = { judge_score: "numbers", human_score: "numbers" } as const

/** Cohen's kappa with quadratic weights between a judge's marks and people's, rounded to whole ones, with its bootstrap interval. */
export default {
  meta: {
    title: "Agreement of judge and people",
    description:
      "How far a judge's marks agree with people's beyond chance, at most 1: weighted kappa, where marks far apart count more.",
    layer: "llm",
    unit: "score",
    better: "higher",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "How good a judge must be depends on what hangs on its marks: above 0.6 is usually called substantial.",
    source: "Cohen (1968), Psychol. Bull. 70:213-220",
  },

  measure({ judge_score, human_score }) {
    const [judge, human] = [judge_score, human_score].map(classesOf)
    const { value, low, high } = kappa(confusionMatrix(human, judge, 5), "quadratic")
    const rows = judge.length
    if (value === null)
      return { value, low, high, rows, reason: "All marks are the same: chance alone agrees as well." }
    return { value, low, high, rows }
  },
} satisfies Metric<typeof needs>

/** Marks from 1 to 5 as classes from 0 to 4. */
function classesOf(marks: Float64Array): Int32Array {
  return Int32Array.from(marks, (mark) => Math.min(5, Math.max(1, Math.round(mark))) - 1)
}
