/** The rows that are asked about. */
import type { Dialect, EngineAddress, NativeColumn } from "../engine.js"

/** What stands behind "from": the table or the query, with the condition on its rows and the share of them. */
export function relationOf(
  { table, query, where, sample }: EngineAddress,
  dialect: Dialect,
  all: readonly NativeColumn[],
): string {
  const name = query === null ? table.map(dialect.quote).join(".") : `(${query}\n) q`
  const conditions = [
    ...(where === null ? [] : [`(${where}\n)`]),
    ...(sample === null ? [] : [sampled(sample, dialect, all)]),
  ]
  return conditions.length === 0 ? name : `(select * from ${name} where ${conditions.join(" and ")}) s`
}

/** Whether the key's hash lies in the lowest share of all. Without a key all columns together are one. */
function sampled(
  { share, key }: NonNullable<EngineAddress["sample"]>,
  dialect: Dialect,
  all: readonly NativeColumn[],
): string {
  const keys = key.map((name) => all.find((column) => column.name === name) ?? { name })
  const hash = hashOf(key.length === 0 ? all : keys, dialect)
  return `abs(${hash} % 1000000) < ${Math.round(share * 1e6)}`
}

/** One whole number for these columns of a row, the same for rows that are equal in them: of their texts. */
function hashOf(columns: readonly Partial<NativeColumn>[], dialect: Dialect): string {
  return dialect.hash(columns.map(({ name = "", type }) => `coalesce(${dialect.text(dialect.quote(name), type)}, '␀')`))
}

/** The same, of the values as they are where the engine can. */
export function rowHash(columns: readonly Partial<NativeColumn>[], dialect: Dialect): string {
  return dialect.hashValues?.(columns.map(({ name = "" }) => dialect.quote(name))) ?? hashOf(columns, dialect)
}
