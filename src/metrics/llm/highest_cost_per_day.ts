import type { Metric } from "../../model.js"
import { largestOf, sumsByKey } from "../../stats/sums-by-key.js"
import { budgetDecides } from "../no-limit.js"
import { isoTime } from "../../stats/iso-time.js"

const msPerDay = 86_400_000

const needs = { cost: "numbers", started: "numbers" } as const

/** The largest of the sums; what was spent is counted, not estimated, so it has no interval. */
export default {
  meta: {
    title: "Highest cost of a day",
    description: "What the most expensive day (UTC) costs, in US dollars.",
    layer: "llm",
    unit: "USD",
    better: "lower",
    needs,
    ...budgetDecides("per_day"),
    isTotal: true,
    source: "A count of what was spent.",
  },

  measure({ cost, started }) {
    const days = started.map((ms) => Math.floor(ms / msPerDay))
    const [day, value] = largestOf(sumsByKey(days, cost))
    return { value, low: null, high: null, rows: cost.length, of: isoTime(day * msPerDay).slice(0, 10) }
  },
} satisfies Metric<typeof needs>
