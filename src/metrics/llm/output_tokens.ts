import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"
import { applicationDecides } from "../no-limit.js"

const needs = { output_tokens: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Mean answer length in tokens",
    description: "Tokens of an answer on average.",
    layer: "llm",
    unit: "number",
    better: "neither",
    needs,
    ...applicationDecides,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ output_tokens }) {
    return { ...meanInterval(output_tokens), rows: output_tokens.length }
  },
} satisfies Metric<typeof needs>
