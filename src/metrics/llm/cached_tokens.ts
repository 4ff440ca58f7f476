import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"
import { applicationDecides } from "../no-limit.js"

const needs = { cached_tokens: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Mean cached part of prompts in tokens",
    description: "Tokens of a prompt that were read from a cache, on average.",
    layer: "llm",
    unit: "number",
    better: "higher",
    needs,
    ...applicationDecides,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ cached_tokens }) {
    return { ...meanInterval(cached_tokens), rows: cached_tokens.length }
  },
} satisfies Metric<typeof needs>
