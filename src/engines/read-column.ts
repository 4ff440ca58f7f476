import { canonicalDecimal } from "./decimal-text.js"
import type { Points, ValueRange } from "../model.js"
import type { Asked } from "./asked.js"
import type { ColumnFacts } from "./facts.js"
import { hourPoints, readGrid, refineGrid, toPoints, type AskGrid, type Bin, type PowerSums } from "./grid.js"
import { gridSql, hoursSql, isOrdered, valuesSql, type EngineColumn } from "./statements.js"

/** What was read of a column. */
export interface ColumnRead {
  /** Of a column with an order: its finite values. */
  points: Points | null
  /** Rows of each value, where there are not too many; in order. */
  counts: ReadonlyMap<string, number> | null
  /** Where values were put in bins: see `gridSql`. */
  sums: PowerSums | null
  /** The same bins, which can be split. */
  bins?: readonly Bin[]
}

/** Beyond 2^53 doubles merge whole numbers. */
const exactUpTo = 2 ** 53

/** The column's values where there are few different ones; otherwise numbers in bins, and of texts nothing. */
export async function readColumn(column: EngineColumn, facts: ColumnFacts, asked: Asked): Promise<ColumnRead> {
  const { client, dialect, relation, caps } = asked
  const { kind } = column.info
  if (kind === "nested" || kind === "binary") return { points: null, counts: null, sums: null }
  const most = isOrdered(column) ? caps.values : caps.categories
  // The engine's estimate may be wrong by some percent; what comes back is counted.
  if (facts.distinct <= most * 1.2) {
    const asText = kind === "number" && needsText(column, facts)
    const cells = await client.query(valuesSql(relation, column, most, asText, dialect))
    if (cells.length <= most) {
      if (!isOrdered(column)) return { points: null, counts: textCounts(cells), sums: null }
      return { ...valuesOf(cells, asText), sums: null }
    }
  }
  if (!isOrdered(column)) return { points: null, counts: null, sums: null }
  if (kind === "datetime" && (Number(facts.max) - Number(facts.min)) / 3_600_000 < mostHours)
    return { points: hourPoints(await client.query(hoursSql(relation, column, dialect))), counts: null, sums: null }
  const { min, max } = facts
  if (min === null || max === null) return { points: none, counts: new Map(), sums: null }
  const grid = await readGrid(min, max, caps.bins, askGrid(column, asked))
  return { points: toPoints(grid.bins), counts: null, sums: grid.sums, bins: grid.bins }
}

const askGrid =
  (column: EngineColumn, { client, relation, dialect }: Asked): AskGrid =>
  (segments, moments) =>
    client.query(gridSql(relation, column, segments, moments, dialect))

/** Bins of a refinement, in bins of the first scan. */
const timesFiner = 4

/** The column with finer bins within these ranges; null where it has no bins, or none that can be split. */
export async function refineColumn(
  column: EngineColumn,
  read: ColumnRead,
  doubts: readonly ValueRange[],
  asked: Asked,
): Promise<ColumnRead | null> {
  if (read.bins === undefined) return null
  const bins = await refineGrid(read.bins, doubts, timesFiner * asked.caps.bins, askGrid(column, asked))
  return bins === null ? null : { ...read, bins, points: toPoints(bins) }
}

const mostHours = 100_000
const none: Points = {
  values: new Float64Array(0),
  at: new Float64Array(0),
  between: new Float64Array(0),
  step: null,
  slack: 0,
}

/** Whether a double may be another number than the column's own. */
function needsText({ info }: EngineColumn, { min, max }: ColumnFacts): boolean {
  if (info.storageType.startsWith("decimal")) return true
  return info.integer && Math.max(-(min ?? 0), max ?? 0) >= exactUpTo
}

type Counted = readonly (readonly [value: string | number, rows: number])[]

function textCounts(cells: readonly (readonly (string | number | null)[])[]): Map<string, number> {
  const counted = cells.map(([value, rows]) => [String(value), Number(rows)] as const)
  return new Map(counted.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Numbers in order, with the rows of each; exact ones by their digits. */
function valuesOf(cells: readonly (readonly (string | number | null)[])[], asText: boolean): Omit<ColumnRead, "sums"> {
  const counted: Counted = cells.map(([value, rows]) =>
    asText ? [canonicalDecimal(String(value)), Number(rows)] : [Number(value) + 0, Number(rows)],
  )
  const sorted = counted.slice().sort(([a], [b]) => Number(a) - Number(b) || (a < b ? -1 : 1))
  const counts = new Map(sorted.map(([value, rows]) => [String(value), rows]))
  const byDouble = new Map<number, number>()
  for (const [value, rows] of sorted) byDouble.set(Number(value), (byDouble.get(Number(value)) ?? 0) + rows)
  return { points: pointsOf(byDouble), counts }
}

/** Points that are all of a column's values, ascending, with the rows of each. */
export function pointsOf(rows: ReadonlyMap<number, number>): Points {
  const values = Float64Array.from(rows.keys())
  return { values, at: Float64Array.from(rows.values()), between: new Float64Array(rows.size), step: null, slack: 0 }
}
