import { Float64, makeData, makeVector, type Vector } from "apache-arrow"
import { textsVector } from "../columns/texts-vector.js"
import { vectorRows } from "../columns/vector-rows.js"
import type { ColumnInfo, RowValues, ServerUse } from "../model.js"
import type { TableSource } from "../sources/source.js"
import { rowNumbers } from "../stats/row-numbers.js"

/** A column that joins a table. */
export interface AddedColumn {
  info: ColumnInfo
  /** Each reading fills new arrays. */
  read: () => Vector
}

/** The table with another column at its end, or in the place of the one with this name. */
export function withColumn<Source extends TableSource>(source: Source, { info, read }: AddedColumn): Source {
  const there = source.columns.findIndex(({ name }) => name === info.name)
  const place = there < 0 ? source.columns.length : there
  const peek = source.peekColumn?.bind(source)
  return {
    ...source,
    columns: there < 0 ? [...source.columns, info] : source.columns.with(there, info),
    readColumn: (index: number) => (index === place ? read() : source.readColumn(index)),
    ...(peek === undefined ? {} : { peekColumn: (index: number) => (index === place ? read() : peek(index)) }),
    close: () => {
      source.close()
    },
  }
}

/** The table with one more server that was asked about it; other threads cannot read what it added. */
export function withAsked<Source extends TableSource>(source: Source, use: ServerUse): Source {
  return { ...source, readsByColumn: false, asked: [...(source.asked ?? []), use] }
}

/** Numbers as a column; NaN is missing. */
export function numberColumn(name: string, values: Float64Array): AddedColumn {
  return { info: { name, storageType: "double", kind: "number", integer: false }, read: () => toVector(values) }
}

/** Strings as a column; null is missing. */
export function stringColumn(name: string, values: readonly (string | null)[]): AddedColumn {
  const codeOf = new Map<string, number>()
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1
    const code = codeOf.get(value) ?? codeOf.size
    codeOf.set(value, code)
    return code
  })
  const info = { name, storageType: "string", kind: "string", integer: false } as const
  return { info, read: () => textsVector(codes.slice(), Array.from(codeOf.keys())) }
}

/** The values of a column; null where the table has none of that name. */
export function columnValues(source: TableSource, name: string | undefined): RowValues | null {
  const index = source.columns.findIndex((info) => info.name === name)
  if (index < 0) return null
  return vectorRows(source.readColumn(index), rowNumbers(source.rows))
}

/** The numbers of a column; NaN where one is missing, or where the column is not there or holds something else. */
export function columnNumbers(source: TableSource, name: string | undefined): Float64Array {
  const values = columnValues(source, name)
  return values?.kind === "numbers" ? values.values : new Float64Array(source.rows).fill(NaN)
}

function toVector(values: Float64Array): Vector {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8))
  let nullCount = 0
  for (const [row, value] of values.entries())
    if (Number.isNaN(value)) nullCount++
    else nullBitmap[row >> 3] |= 1 << (row & 7)
  const data = values.slice()
  return makeVector(makeData({ type: new Float64(), length: values.length, nullCount, nullBitmap, data }))
}
