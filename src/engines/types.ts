/** Types of columns in Arrow's words, as the readers of files name them too. */
import type { ColumnInfo } from "../model.js"

export type ColumnTypeInfo = Omit<ColumnInfo, "name">

export const integer = (storageType: string): ColumnTypeInfo => ({ storageType, kind: "number", integer: true })
export const real = (storageType: string): ColumnTypeInfo => ({ storageType, kind: "number", integer: false })
export const decimal = (precision: string, scale: string): ColumnTypeInfo =>
  real(`decimal${Number(precision) > 38 ? 256 : 128}(${precision}, ${scale})`)

const of =
  (kind: ColumnInfo["kind"]) =>
  (storageType: string): ColumnTypeInfo => ({ storageType, kind, integer: false })

export const text = of("string")
export const binary = of("binary")
export const boolean = of("boolean")
export const datetime = of("datetime")
export const time = of("time")
/** Whatever has no order and no text that means something: it is counted, not tested. */
export const nested = of("nested")
