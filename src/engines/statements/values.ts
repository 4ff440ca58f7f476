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

/** How many different values, counted one by one. */
export function distinctSql(relation: string, column: EngineColumn, dialect: Dialect): string {
  const value = isOrdered(column)
    ? finite(column, dialect)
    : comparable(column, dialect.quote(column.info.name), dialect)
  return `select count(distinct ${value}) as n from ${relation}`
}
