import type { ColumnResult } from "../model.js"
import { plural, share } from "../words/format.js"

const wideGap = 0.2
const mostNamed = 5

/**
 * A warning that names numeric columns whose rows moved much although the Wasserstein distance says little: it is counted in
 * standard deviations, and a few far outliers or sentinels (−999) make these so wide that nothing seems to move.
 */
export function outlierWarnings(columns: readonly ColumnResult[]): string[] {
  const hidden = columns.flatMap((column) => {
    if (column.status !== "ok" || column.effect?.method !== "wasserstein" || column.drift_score >= column.threshold)
      return []
    const gap = column.measurements.find(({ method }) => method === "ks")?.statistic ?? 0
    return gap >= wideGap ? [`${column.name} (${share(gap)} of rows)`] : []
  })
  if (hidden.length === 0) return []
  const named = hidden.slice(0, mostNamed).join(", ") + (hidden.length > mostNamed ? ", …" : "")
  return [
    `${plural(hidden.length, "column")} surely moved although the distance is small, because outliers widen the standard deviation it is counted in: ${named}. --method ks-distance does not depend on outliers.`,
  ]
}
