import type { Cell } from "./engine.js"
import { factNames, factsSql, type EngineColumn } from "./statements.js"
import type { Asked } from "./asked.js"

/** What the first scan says of a column. Counts are in rows; `distinct` is the engine's estimate. */
export interface ColumnFacts {
  present: number
  nan: number
  finite: number
  /** Of the finite values; null where there are none, and for columns without an order. */
  min: number | null
  max: number | null
  zeros: number
  negative: number
  distinct: number
}

/** What the first scan says of the table: its rows, those with a missing value, and each column's figures. */
export interface TableFacts {
  rows: number
  withMissing: number
  facts: ColumnFacts[]
}

/** The facts, from one scan over the table for every hundred columns, or fewer where the engine's dialect says so. */
export async function readFacts(
  columns: readonly EngineColumn[],
  { client, relation, dialect }: Pick<Asked, "client" | "relation" | "dialect">,
): Promise<TableFacts> {
  const facts: ColumnFacts[] = []
  const { columnsTogether } = dialect
  let [rows, withMissing] = [0, 0]
  for (let from = 0; from === 0 || from < columns.length; from += columnsTogether) {
    const some = columns.slice(from, from + columnsTogether)
    const [cells] = await client.query(factsSql(relation, some, columns, dialect))
    rows = Number(cells[0])
    withMissing = Number(cells[1] ?? 0)
    some.forEach((_, i) => facts.push(toFacts(cells.slice(2 + i * factNames.length))))
  }
  return { rows, withMissing, facts }
}

function toFacts(cells: readonly Cell[]): ColumnFacts {
  const [present, nan, finite, min, max, zeros, negative, distinct] = cells
  const numberOr = (cell: Cell) => (cell === null ? null : Number(cell) + 0)
  const count = (cell: Cell) => Number(cell ?? 0)
  return {
    ...{ present: count(present), nan: count(nan), finite: count(finite) },
    ...{ min: numberOr(min), max: numberOr(max) },
    ...{ zeros: count(zeros), negative: count(negative), distinct: count(distinct) },
  }
}
