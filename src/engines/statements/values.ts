/** Statements about the different values of a column. */
import type { Dialect } from "../engine.js"
import { comparable, finite, isOrdered, valueOf, type EngineColumn } from "./column.js"

/** Different values with their rows, one more than `most` at most. `exact`: as texts, for numbers that doubles do not hold. */
export function valuesSql(
  relation: string,
  column: EngineColumn,
  most: number,
  exact: boolean,
  dialect: Dialect,
): string {
  const x = dialect.quote(column.info.name)
  const value = valueOf(column, exact, dialect)
  return `select v, count(*) as n from (select ${value} as v from ${relation} where ${x} is not null) t where v is not null group by v limit ${most + 1}`
}

/** Values, and how many different ones: of all, or of those whose hash is a multiple of `slices`. */
export function distinctSql(relation: string, column: EngineColumn, slices: number, dialect: Dialect): string {
  const value = isOrdered(column)
    ? finite(column, dialect)
    : comparable(column, dialect.quote(column.info.name), dialect)
  const hash = dialect.hashValues?.(["v"]) ?? dialect.hash([dialect.text("v")])
  const where = slices === 1 ? "" : ` where ${hash} % ${slices} = 0`
  return `select count(v) as n, count(distinct v) as d from (select ${value} as v from ${relation}) t${where}`
}
