/** A column of a table in an engine in figures: what the engine says, and what follows from what was read. */
import type { ColumnSummary } from "../model.js"
import type { EngineTable } from "./engine-table.js"
import type { Loaded } from "./loaded-column.js"
import * as figures from "./summary.js"

const shareOf = (error: number, value: number) => `${Number(((100 * error) / value).toPrecision(2))} %`

/** The figures that `summarise` gives for a file's column. `warn` is called where one of them is an estimate. */
export async function summarise(
  { info, facts, read, sample }: Loaded,
  table: EngineTable,
  warn: (note: string) => void,
): Promise<ColumnSummary> {
  const { kind, name } = info
  const { points, counts } = read
  const counted = figures.countedOf(table.facts.rows, facts, points !== null)
  const countDistinct = async () => {
    const { value, error } = await table.countDistinct(name)
    if (error > 0)
      warn(
        `${name}: how many values are different is within ${shareOf(error, value)} of what was counted in a slice of the rows.`,
      )
    return value
  }
  if (kind === "null") return { ...counted, distinct: 0 }
  if (points !== null) {
    // Whole numbers beyond 2^53 are told apart by their digits; decimals by the doubles they are read as.
    const values = info.integer ? counts?.size : points.values.length
    const distinct = counts === null ? await countDistinct() : (values ?? 0)
    if (kind !== "number") return { ...counted, ...figures.instantFigures(facts, sample, distinct, kind === "time") }
    const known = { facts, read, distinct, exactInteger: info.integer }
    return { ...counted, ...figures.numberFigures(known, points, sample) }
  }
  if (kind === "boolean") return { ...counted, ...figures.booleanFigures(counts ?? new Map()) }
  if (kind !== "string") return counted
  if (counts !== null) return { ...counted, ...figures.textFigures(counts) }
  const distinct = await countDistinct()
  return { ...counted, ...figures.manyTextFigures(await table.manyTexts(name), facts.present, distinct) }
}
