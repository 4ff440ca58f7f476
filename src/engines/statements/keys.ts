/** Statements about keys: one or several columns that together name a row. */
import type { Dialect } from "../engine.js"
import { comparable, isMissing, isReal, valueOf, type EngineColumn } from "./column.js"

const isThere = (columns: readonly EngineColumn[], dialect: Dialect) =>
  columns.map((column) => `not (${isMissing(column, dialect)})`).join(" and ")

/** One whole number for the key of a row, the same for equal keys: fractions by their double, −0 as 0. */
function keyHash(columns: readonly EngineColumn[], dialect: Dialect): string {
  const values = columns.map((column) => {
    const x = dialect.quote(column.info.name)
    return isReal(column) ? `${dialect.double(x, column.nativeType)} + 0E0` : comparable(column, x, dialect)
  })
  const texts = () =>
    columns.map((column, i) =>
      isReal(column) || column.info.kind === "string"
        ? dialect.text(`(${values[i]})`)
        : dialect.text(values[i], column.nativeType),
    )
  return dialect.hashValues?.(values) ?? dialect.hash(texts())
}

/** Rows whose key has no missing part; and, of all of these or of those whose hash is a multiple of `slices`, rows and different keys. */
export function keysSql(relation: string, columns: readonly EngineColumn[], slices: number, dialect: Dialect): string {
  const some = slices === 1 ? "h" : `case when h % ${slices} = 0 then h end`
  return (
    `select count(h) as n, count(${some}) as l, count(distinct ${some}) as d from ` +
    `(select case when ${isThere(columns, dialect)} then ${keyHash(columns, dialect)} end as h from ${relation}) t`
  )
}

/** The keys with the most rows, two or more, the most first: the key's parts, and the rows. Times are milliseconds, exact numbers texts. */
export function worstKeysSql(
  relation: string,
  columns: readonly EngineColumn[],
  most: number,
  dialect: Dialect,
): string {
  const exact = (column: EngineColumn) => column.info.kind === "number" && !isReal(column)
  const parts = columns.map((column, i) => `${valueOf(column, exact(column), dialect)} as k${i}`)
  const names = columns.map((_, i) => `k${i}`).join(", ")
  return (
    `select ${names}, count(*) as n from (select ${parts.join(", ")} from ${relation} where ${isThere(columns, dialect)}) t ` +
    `group by ${names} having count(*) > 1 order by n desc, ${names} limit ${most}`
  )
}
