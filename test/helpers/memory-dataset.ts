import {
  Bool,
  Dictionary,
  Float64,
  Int32,
  Int64,
  Utf8,
  makeData,
  makeVector,
  vectorFromArray,
  type Vector,
} from "apache-arrow"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import type { ColumnInfo } from "../../src/model.js"
import type { TableSource } from "../../src/sources/source.js"

type Cell = number | string | boolean | bigint | null

/** A dataset over columns written out in a test; the type follows from the first value that is not null. */
export function memoryDataset(columns: Record<string, readonly Cell[]>, path = "memory.parquet"): ArrowDataset {
  const entries = Object.entries(columns)
  const vectors = entries.map(([, cells]) => toVector(cells))
  const source: TableSource = {
    format: "parquet",
    typed: true,
    readsByColumn: true,
    rows: entries[0]?.[1].length ?? 0,
    columns: entries.map(([name, cells]) => toInfo(name, cells)),
    warnings: [],
    readColumn: (index) => vectors[index],
    close: () => undefined,
  }
  return new ArrowDataset(path, source)
}

function toInfo(name: string, cells: readonly Cell[]): ColumnInfo {
  const first = cells.find((cell) => cell !== null)
  if (first === undefined) return { name, storageType: "null", kind: "null", integer: false }
  if (typeof first === "bigint") return { name, storageType: "int64", kind: "number", integer: true }
  if (typeof first === "number") {
    const integer = cells.every((cell) => cell === null || Number.isInteger(cell))
    return { name, storageType: integer ? "int64" : "double", kind: "number", integer }
  }
  return {
    name,
    storageType: typeof first === "string" ? "string" : "bool",
    kind: typeof first,
    integer: false,
  } as ColumnInfo
}

function toVector(cells: readonly Cell[]): Vector {
  const first = cells.find((cell) => cell !== null)
  if (typeof first === "boolean") return vectorFromArray(cells as boolean[], new Bool())
  if (typeof first === "bigint") return vectorFromArray(cells as bigint[], new Int64())
  if (typeof first === "string") return dictionaryVector(cells as (string | null)[])
  return vectorFromArray(cells as number[], new Float64())
}

function dictionaryVector(cells: readonly (string | null)[]): Vector {
  const words = Array.from(new Set(cells.filter((cell) => cell !== null)))
  const codes = Int32Array.from(cells, (cell) => (cell === null ? 0 : words.indexOf(cell)))
  const nullBitmap = new Uint8Array((cells.length + 7) >> 3)
  cells.forEach((cell, i) => {
    if (cell !== null) nullBitmap[i >> 3] |= 1 << (i & 7)
  })
  const nullCount = cells.filter((cell) => cell === null).length
  const dictionary = vectorFromArray(words.length > 0 ? words : [""], new Utf8())
  const type = new Dictionary(new Utf8(), new Int32())
  return makeVector(makeData({ type, length: cells.length, nullCount, nullBitmap, data: codes, dictionary }))
}
