import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"
import { meanDecides } from "../no-limit.js"

const needs = { judge_groundedness: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Judge: groundedness",
    description: "The mean of a judge's marks for groundedness, from 1 to 5.",
    layer: "llm",
    unit: "score",
    better: "higher",
    needs,
    ...meanDecides,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ judge_groundedness }) {
    return { ...meanInterval(judge_groundedness), rows: judge_groundedness.length }
  },
} satisfies Metric<typeof needs>
