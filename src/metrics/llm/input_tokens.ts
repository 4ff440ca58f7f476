import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"
import { applicationDecides } from "../no-limit.js"

const needs = { input_tokens: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Mean prompt length in tokens",
    description: "Tokens of a prompt on average, cached ones among them.",
    layer: "llm",
    unit: "number",
    better: "lower",
    needs,
    ...applicationDecides,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ input_tokens }) {
    return { ...meanInterval(input_tokens), rows: input_tokens.length }
  },
} satisfies Metric<typeof needs>
