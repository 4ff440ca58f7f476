import { DataType, Float16, type Vector } from "apache-arrow"
import { openFile } from "../../../src/files/open-file.js"
import { openParquet } from "../../../src/sources/parquet.js"
import type { ColumnInfo } from "../../../src/model.js"

/** A value as fixtures/parquet/expected.json writes it; the head of scripts/make-parquet-fixtures.py says how. */
export type Cell = null | boolean | string | { h: string }

export interface ReadColumn extends ColumnInfo {
  vector: Vector
  cells: Cell[]
}

/** All columns of a file. */
export async function readParquet(
  path: string,
): Promise<{ rows: number; columns: ReadColumn[]; warnings: readonly string[] }> {
  const source = await openParquet(openFile(path), {})
  try {
    const columns = source.columns.map((info, i) => {
      const vector = source.readColumn(i)
      return { ...info, vector, cells: cellsOf(vector, info.kind === "nested") }
    })
    return { rows: source.rows, columns, warnings: source.warnings }
  } finally {
    source.close()
  }
}

/** The parts of Arrow's Data that hold the values, with the types that they have here. */
interface RawData {
  type: DataType
  values: ArrayLike<number | bigint>
  dictionary?: Vector
}

/** All values of a vector; of nested columns, which rows hold one. */
export function cellsOf(vector: Vector, nested = false): Cell[] {
  const data = vector.data[0] as RawData
  return Array.from({ length: vector.length }, (_, i) => {
    if (DataType.isNull(vector.type) || !vector.isValid(i)) return null
    return nested ? true : cellOf(data, i)
  })
}

function cellOf({ type, values, dictionary }: RawData, i: number): Cell {
  if (DataType.isBool(type)) return ((Number(values[i >> 3]) >> (i & 7)) & 1) === 1
  if (DataType.isDecimal(type)) return decimal(values as ArrayLike<number>, i, type.bitWidth / 32)
  if (dictionary !== undefined) return entry(dictionary, Number(values[i]))
  if (type instanceof Float16) return floatText(halfToNumber(Number(values[i])))
  return DataType.isFloat(type) ? floatText(Number(values[i])) : String(values[i])
}

function entry(dictionary: Vector, code: number): Cell {
  const value = dictionary.get(code) as string | Uint8Array
  return typeof value === "string" ? value : { h: Buffer.from(value).toString("hex") }
}

function decimal(words: ArrayLike<number>, row: number, size: number): string {
  let value = 0n
  for (let k = size - 1; k >= 0; k--) value = (value << 32n) | BigInt(words[row * size + k])
  return String(BigInt.asIntN(32 * size, value))
}

/** As text that tells -0 from 0. */
export function floatText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value)
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
}
