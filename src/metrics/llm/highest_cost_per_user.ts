import type { Metric } from "../../model.js"
import { largestOf, sumsByKey } from "../../stats/sums-by-key.js"

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
    warnLimit: null,
    failLimit: null,
    limitsReason: "`budget: { per_user: … }` in the configuration sets the failing limit.",
    source: "A count of what was spent.",
  },

  measure({ cost, user }) {
    const sums = sumsByKey(user.codes, cost)
    const [code, value] = largestOf(sums)
    return { value, low: null, high: null, rows: cost.length, of: user.labels[code] }
  },
} satisfies Metric<typeof needs>
