import type { ColumnSummary, MissingTest } from "../model.js"
import { chiSquareTable } from "../stats/chi-square-table.js"
import { jensenShannon } from "../stats/jensen-shannon.js"

const surely = 0.05
const enough = 0.1

/** Whether the share of missing values changed from reference to current; null where nothing is missing or a side is empty. */
export function missingTest(reference: ColumnSummary | null, current: ColumnSummary | null): MissingTest | null {
  if (reference === null || current === null || reference.rows === 0 || current.rows === 0) return null
  if (reference.missing + current.missing === 0) return null
  const table = [reference, current].map(({ rows, missing }) => Float64Array.of(rows - missing, missing))
  const { statistic, p } = chiSquareTable(table[0], table[1])
  const distance = jensenShannon(table[0], table[1])
  return {
    reference_share: reference.missing / reference.rows,
    current_share: current.missing / current.rows,
    statistic,
    p_value: p,
    distance,
    changed: p < surely && distance >= enough,
  }
}
