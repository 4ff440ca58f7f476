import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"

const needs = { judge_score: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Judge score",
    description: "The mean of a judge's marks, from 1 to 5.",
    layer: "llm",
    unit: "score",
    better: "higher",
    needs,
    warnLimit: { side: "worse", by: 4, from: "zero" },
    failLimit: { side: "worse", by: 3.5, from: "zero" },
    limitsReason: "From 4 on answers are good; below 3.5 a part of them is not fit to be shown.",
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ judge_score }) {
    return { ...meanInterval(judge_score), rows: judge_score.length }
  },
} satisfies Metric<typeof needs>
