import { DataType, tableFromIPC, type Field, type Vector } from "apache-arrow"
import type { Cell } from "../engine.js"

/** The columns of a batch, and its rows. */
export interface Batch {
  fields: readonly Field[]
  rows: Cell[][]
}

/** A batch of an answer, which is a whole Arrow stream. Whole numbers come as numbers: statements ask for those beyond 2^53 as texts. */
export function readBatch(bytes: Uint8Array): Batch {
  const table = tableFromIPC(bytes)
  const columns = table.schema.fields.map((_, i) => cellsOf(table.getChildAt(i), table.numRows))
  const rows = Array.from({ length: table.numRows }, (_, row) => columns.map((cells) => cells[row]))
  return { fields: table.schema.fields, rows }
}

function cellsOf(column: Vector | null, rows: number): Cell[] {
  if (column === null || DataType.isNull(column.type)) return Array.from({ length: rows }, () => null)
  return Array.from(column as Iterable<unknown>, toCell)
}

function toCell(value: unknown): Cell {
  if (value === null || typeof value === "number" || typeof value === "string") return value
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value)
  throw new Error(`a ${typeof value} that no statement asks for`)
}
