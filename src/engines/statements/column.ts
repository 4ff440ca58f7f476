/** A column in SQL: as doubles, as text, and whether it is there. */
import type { ColumnInfo } from "../../model.js"
import type { Dialect } from "../engine.js"

/** A column of a table in an engine. */
export interface EngineColumn {
  info: ColumnInfo
  /** Its type in the engine's words. */
  nativeType: string
}

const largest = "1.7976931348623157E308"

/** A double that every engine reads as one. */
export function literal(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} has no literal`)
  if (value === 0) return "0E0"
  const text = String(value).toUpperCase()
  return text.includes("E") ? text.replace("E+", "E") : `${text}E0`
}

/** A column's numbers or instants as doubles; infinite ones included. */
function doubles({ info, nativeType }: EngineColumn, dialect: Dialect): string {
  const x = dialect.quote(info.name)
  if (info.kind === "datetime") return dialect.instant(x, nativeType)
  return info.kind === "time" ? dialect.timeOfDay(x) : dialect.double(x, nativeType)
}

/** Its finite values, null for all others: NaN lies beyond the largest double or compares with nothing. −0 is 0. */
export function finite(column: EngineColumn, dialect: Dialect): string {
  const x = doubles(column, dialect)
  return `case when ${x} >= -${largest} and ${x} <= ${largest} then ${x} + 0E0 end`
}

const ordered: ReadonlySet<ColumnInfo["kind"]> = new Set(["number", "datetime", "time"])
export const isOrdered = ({ info }: EngineColumn): boolean => ordered.has(info.kind)

/** Whether the column may hold NaN. */
export const isReal = ({ info }: EngineColumn): boolean => info.kind === "number" && !info.integer

/** What can be told apart: there are types of texts whose values cannot, such as JSON. */
export const comparable = ({ info, nativeType }: EngineColumn, x: string, dialect: Dialect) =>
  info.kind === "string" ? dialect.text(x, nativeType) : x

/** Whether the value is null or NaN: a condition. */
export function isMissing(column: EngineColumn, dialect: Dialect): string {
  const x = dialect.quote(column.info.name)
  return isReal(column) ? `${x} is null or ${dialect.isNan(dialect.double(x))}` : `${x} is null`
}

/** The value as it is told apart from others: a text, or a double. `exact`: numbers as texts. */
export function valueOf(column: EngineColumn, exact: boolean, dialect: Dialect): string {
  const x = dialect.quote(column.info.name)
  if (column.info.kind === "boolean") return `case when ${x} then 'true' else 'false' end`
  return isOrdered(column) && !exact ? finite(column, dialect) : dialect.text(x, column.nativeType)
}
