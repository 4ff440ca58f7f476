import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"
import { meanDecides } from "../no-limit.js"

const needs = { judge_helpfulness: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Judge: helpfulness",
    description: "The mean of a judge's marks for helpfulness, from 1 to 5.",
    layer: "llm",
    unit: "score",
    better: "higher",
    needs,
    ...meanDecides,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ judge_helpfulness }) {
    return { ...meanInterval(judge_helpfulness), rows: judge_helpfulness.length }
  },
} satisfies Metric<typeof needs>
