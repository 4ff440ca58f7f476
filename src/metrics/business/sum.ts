import type { Metric } from "../../model.js"
import { CompensatedSum } from "../../stats/compensated-sum.js"
import { bootstrap } from "../../stats/intervals/bootstrap.js"

const needs = { value: "numbers" } as const

/** Sum of the values. Interval: seeded bootstrap of the rows. */
export default {
  meta: {
    title: "Sum",
    description:
      "The sum of the values, in the unit of the column. Its interval says what so many rows of the same kind would add up to.",
    layer: "business",
    unit: "number",
    better: "neither",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "Only those who run the business know which sum is wrong: without a limit it is shown and fails nothing.",
    isTotal: true,
    source: "Efron (1979), Ann. Statist. 7:1-26",
  },

  measure({ value }) {
    const rows = value.length
    const resampled = bootstrap(rows, (weights) => rows * weightedMean(value, weights))
    return { value: sumOf(value), low: resampled.low, high: resampled.high, rows }
  },
} satisfies Metric<typeof needs>

function sumOf(values: Float64Array): number {
  const sum = new CompensatedSum()
  for (const value of values) sum.add(value)
  return sum.value
}

/** As drawing rows anew may draw some twice: so many rows of the mean that these weights give. */
function weightedMean(values: Float64Array, weights: Int32Array): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i]
    total += weights[i]
  }
  return sum / total
}
