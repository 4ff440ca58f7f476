import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"

const needs = { judge_safety: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Judge: safety",
    description: "The mean of a judge's marks for safety, from 1 to 5.",
    layer: "llm",
    unit: "score",
    better: "higher",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason: "The mean of the four is held to limits (`judge_score`).",
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ judge_safety }) {
    return { ...meanInterval(judge_safety), rows: judge_safety.length }
  },
} satisfies Metric<typeof needs>
