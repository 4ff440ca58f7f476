/** The statement of the first scan. */
import type { Dialect } from "../engine.js"
import { comparable, finite, isMissing, isOrdered, isReal, type EngineColumn } from "./column.js"

/** Figures of a column that the first scan brings, in this order. */
export const factNames = ["present", "nan", "finite", "min", "max", "zeros", "negative", "distinct"] as const

/** One scan: rows, and the figures of these columns. The first two cells are the rows and those with a missing value. */
export function factsSql(
  relation: string,
  columns: readonly EngineColumn[],
  all: readonly EngineColumn[],
  dialect: Dialect,
): string {
  const inner = columns.flatMap((column, i) => [
    `${dialect.quote(column.info.name)} as c${i}`,
    ...(isOrdered(column) ? [`${finite(column, dialect)} as v${i}`] : []),
  ])
  const facts = columns.flatMap((column, i) => factsOf(column, i, dialect))
  const missing = all.map((column) => isMissing(column, dialect)).join(" or ")
  return [
    `select count(*) as n, sum(m) as m${facts.map((fact) => `, ${fact}`).join("")}`,
    `from (select case when ${missing} then 1 else 0 end as m${inner.map((each) => `, ${each}`).join("")} from ${relation}) t`,
  ].join(" ")
}

function factsOf(column: EngineColumn, i: number, dialect: Dialect): string[] {
  const [c, v] = [`c${i}`, `v${i}`]
  const nan = isReal(column) ? `sum(case when ${dialect.isNan(dialect.double(c))} then 1 else 0 end)` : "0"
  if (!isOrdered(column)) {
    const counts = column.info.kind === "nested" ? "0" : dialect.distinct(comparable(column, c, dialect))
    return [`count(${c})`, "0", "0", "null", "null", "0", "0", counts]
  }
  const where = (condition: string) => `sum(case when ${condition} then 1 else 0 end)`
  return [
    ...[`count(${c})`, nan, `count(${v})`, `min(${v})`, `max(${v})`],
    ...[where(`${v} = 0E0`), where(`${v} < 0E0`), dialect.distinct(v)],
  ]
}
