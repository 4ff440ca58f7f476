/** What columns of rows that are at hand say in sum. */
import type { ColumnSums, ColumnValues, MetricNeeds } from "../model.js"
import { SortedValues } from "../stats/ordered-values.js"
import { momentsOf } from "../stats/intervals/mean-interval.js"
import { rangeOf } from "../stats/range-of.js"
import { sortedCopy } from "../stats/sorted-copy.js"

/** What a metric may need a column as. */
export type ColumnNeed = keyof ColumnValues | keyof ColumnSums

/** What each sum is made of, at least one value, and how. */
const columnSums: {
  [S in keyof ColumnSums]:
    | { of: "numbers"; sum: (values: Float64Array) => ColumnSums[S] }
    | { of: "flags"; sum: (values: Uint8Array) => ColumnSums[S] }
    | { of: "labels"; sum: (values: ColumnValues["labels"]) => ColumnSums[S] }
} = {
  distribution: { of: "numbers", sum: (values) => new SortedValues(sortedCopy(values)) },
  moments: { of: "numbers", sum: momentsOf },
  range: { of: "numbers", sum: rangeIn },
  hits: { of: "flags", sum: (flags) => ({ hits: flags.reduce((sum, flag) => sum + flag, 0), rows: flags.length }) },
  label_counts: { of: "labels", sum: countsOf },
}

/** What the column must hold that a metric needs so. */
export const heldAs = (need: ColumnNeed): keyof ColumnValues =>
  need in columnSums ? columnSums[need as keyof ColumnSums].of : (need as keyof ColumnValues)

/** The values of a column at some rows as a metric needs them. */
export function asNeeded(
  values: ColumnValues[keyof ColumnValues],
  need: ColumnNeed,
): ColumnValues[keyof ColumnValues] | ColumnSums[keyof ColumnSums] {
  if (!(need in columnSums)) return values
  const { sum } = columnSums[need as keyof ColumnSums]
  return (sum as (values: unknown) => ColumnSums[keyof ColumnSums])(values)
}

/** The needs of a metric that needs nothing but sums; null of any other. */
export function sumsNeeded(needs: MetricNeeds): Readonly<Record<string, keyof ColumnSums>> | null {
  const isSum = (need: string): need is keyof ColumnSums => need in columnSums
  return Object.values(needs).every(isSum) ? (needs as Readonly<Record<string, keyof ColumnSums>>) : null
}

function rangeIn(values: Float64Array): ColumnSums["range"] {
  const [min, max] = rangeOf(values)
  return { count: values.length, min, max }
}

function countsOf({ codes, labels }: ColumnValues["labels"]): ColumnSums["label_counts"] {
  const counts = new Float64Array(labels.length)
  for (const code of codes) counts[code]++
  return {
    rows: codes.length,
    labels: labels.filter((_, code) => counts[code] > 0),
    counts: counts.filter((count) => count > 0),
  }
}
