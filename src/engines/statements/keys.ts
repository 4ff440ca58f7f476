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

/** The hash of each row's key, as `h`; null where a part of it is missing. */
export const keyHashesSql = (relation: string, columns: readonly EngineColumn[], dialect: Dialect): string =>
  `select case when ${isThere(columns, dialect)} then ${keyHash(columns, dialect)} end as h from ${relation}`

/** How many different keys are in no row of another table of which `other` gives the hashes; of those whose hash is a multiple of `slices`. */
export function absentSql(
  relation: string,
  columns: readonly EngineColumn[],
  other: string,
  slices: number,
  dialect: Dialect,
): string {
  const some = slices === 1 ? "h is not null" : `h % ${slices} = 0`
  const different = (hashes: string) => `(select distinct h from (${hashes}) t where ${some})`
  return (
    `select count(*) as n from ${different(keyHashesSql(relation, columns, dialect))} a ` +
    `left join ${different(other)} b on a.h = b.h where b.h is null`
  )
}

/** The parts of some of these keys, in order of their hashes. */
export function absentKeysSql(
  relation: string,
  columns: readonly EngineColumn[],
  other: string,
  most: number,
  dialect: Dialect,
): string {
  const names = columns.map((_, i) => `k${i}`).join(", ")
  return (
    `select ${names} from (select distinct a.h, ${names} from (select ${keyParts(columns, dialect)}, ${keyHash(columns, dialect)} as h ` +
    `from ${relation} where ${isThere(columns, dialect)}) a left join (select distinct h from (${other}) t where h is not null) b ` +
    `on a.h = b.h where b.h is null) u order by h, ${names} limit ${most}`
  )
}

/** The parts of a key, k0 and so on: times as milliseconds, exact numbers as texts. */
function keyParts(columns: readonly EngineColumn[], dialect: Dialect): string {
  const exact = (column: EngineColumn) => column.info.kind === "number" && !isReal(column)
  return columns.map((column, i) => `${valueOf(column, exact(column), dialect)} as k${i}`).join(", ")
}

/** Rows whose key has no missing part; and, of all of these or of those whose hash is a multiple of `slices`, rows and different keys. */
export function keysSql(relation: string, columns: readonly EngineColumn[], slices: number, dialect: Dialect): string {
  const some = slices === 1 ? "h" : `case when h % ${slices} = 0 then h end`
  return (
    `select count(h) as n, count(${some}) as l, count(distinct ${some}) as d from ` +
    `(${keyHashesSql(relation, columns, dialect)}) t`
  )
}

/** The keys with the most rows, two or more, the most first: the key's parts, and the rows. Times are milliseconds, exact numbers texts. */
export function worstKeysSql(
  relation: string,
  columns: readonly EngineColumn[],
  most: number,
  dialect: Dialect,
): string {
  const names = columns.map((_, i) => `k${i}`).join(", ")
  return (
    `select ${names}, count(*) as n from (select ${keyParts(columns, dialect)} from ${relation} where ${isThere(columns, dialect)}) t ` +
    `group by ${names} having count(*) > 1 order by n desc, ${names} limit ${most}`
  )
}
