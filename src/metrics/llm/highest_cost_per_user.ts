import type { Metric } from "../../model.js"
import { largestLabel } from "../../stats/sums-by-key.js"
import { budgetDecides } from "../no-limit.js"

const needs = { cost: "numbers", user: "labels" } as const

/** The largest of the sums; what was spent is counted, not estimated, so it has no interval. */
export default {
  meta: {
    title: "Highest cost of a user",
    description: "What the most expensive user costs over all rows, in US dollars.",
    layer: "llm",
    unit: "USD",
    better: "lower",
    needs,
    ...budgetDecides("per_user"),
    isTotal: true,
    source: "A count of what was spent.",
  },

  measure: ({ cost, user }) => largestLabel(user, cost),
} satisfies Metric<typeof needs>
