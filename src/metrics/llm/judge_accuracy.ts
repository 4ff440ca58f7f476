import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"
import { meanDecides } from "../no-limit.js"

const needs = { judge_accuracy: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Judge: accuracy",
    description: "The mean of a judge's marks for accuracy, from 1 to 5.",
    layer: "llm",
    unit: "score",
    better: "higher",
    needs,
    ...meanDecides,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ judge_accuracy }) {
    return { ...meanInterval(judge_accuracy), rows: judge_accuracy.length }
  },
} satisfies Metric<typeof needs>
