import type { Vector } from "apache-arrow"
import { openFile } from "../../src/files/open-file.js"
import type { EncodedColumn } from "../../src/model.js"
import { openParquet } from "../../src/sources/parquet.js"
import { normalDraws } from "../../src/stats/random.js"

/** What a side's column holds, from all normal draws of a row; `z` is the column's own. */
export type Draw = (column: number, side: "reference" | "current", z: number, all: Float64Array) => number

/** Numeric columns c0, c1 … of independent normal draws, changed by `draw`. */
export function drawColumns(n: number, m: number, columns: number, seed: number, draw: Draw): EncodedColumn[] {
  const draws = normalDraws((n + m) * columns, seed)
  const value = (column: number, row: number) => {
    const all = draws.subarray(row * columns, (row + 1) * columns)
    return draw(column, row < n ? "reference" : "current", all[column], all)
  }
  return Array.from({ length: columns }, (_, column) => ({
    name: `c${column}`,
    kind: "numeric",
    reference: Float64Array.from({ length: n }, (_, row) => value(column, row)),
    current: Float64Array.from({ length: m }, (_, row) => value(column, n + row)),
  }))
}

/** Columns of a pair of Parquet files: the first `rows` of each side, texts and booleans as codes in ascending order. */
export async function readEncoded(pair: string, names: readonly string[], rows = Infinity): Promise<EncodedColumn[]> {
  const reference = await readValues(`fixtures/data/${pair}_ref.parquet`, names, rows)
  const current = await readValues(`fixtures/data/${pair}_cur.parquet`, names, rows)
  return names.map((name, i) => encode(name, reference[i], current[i]))
}

function encode(name: string, reference: readonly unknown[], current: readonly unknown[]): EncodedColumn {
  if (typeof reference[0] === "number") {
    return {
      name,
      kind: "numeric",
      reference: Float64Array.from(reference, Number),
      current: Float64Array.from(current, Number),
    }
  }
  const categories = [...new Set([...reference, ...current].map(String))].sort()
  const codes = (values: readonly unknown[]) => Float64Array.from(values, (value) => categories.indexOf(String(value)))
  return { name, kind: "categorical", reference: codes(reference), current: codes(current) }
}

async function readValues(path: string, names: readonly string[], rows: number): Promise<unknown[][]> {
  const source = await openParquet(openFile(path), {})
  try {
    return names.map((name) => {
      const vector: Vector = source.readColumn(source.columns.findIndex((column) => column.name === name))
      return Array.from({ length: Math.min(rows, vector.length) }, (_, row) => vector.get(row) as unknown)
    })
  } finally {
    source.close()
  }
}

/** The same column with every value lost whose row satisfies `lost`. */
export function withMissing(column: EncodedColumn, lost: (row: number) => boolean): EncodedColumn {
  const lose = (values: Float64Array) => values.map((value, row) => (lost(row) ? NaN : value))
  return { ...column, reference: lose(column.reference), current: lose(column.current) }
}
