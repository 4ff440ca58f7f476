import type { Vector } from "apache-arrow"
import { numbersVector } from "../columns/read-vector.js"
import { textsVector } from "../columns/texts-vector.js"
import type { ColumnInfo, RowValues } from "../model.js"
import type { TableSource } from "../sources/source.js"
import { ArrowDataset } from "./arrow-dataset.js"

/** A dataset of one column that lies in memory: `values` has one for each row. Strings and booleans are codes, all else numbers. */
export function columnInMemory(info: ColumnInfo, values: RowValues, path: string): ArrowDataset {
  const vector = vectorOf(info, values)
  const source: TableSource = {
    format: "memory",
    typed: true,
    readsByColumn: false,
    rows: vector.length,
    columns: [info],
    warnings: [],
    readColumn: () => vector,
    close: () => undefined,
  }
  return new ArrowDataset(path, source)
}

function vectorOf({ kind }: ColumnInfo, values: RowValues): Vector {
  if (values.kind === "numbers") return numbersVector(values.values, kind)
  if (kind !== "boolean") return textsVector(values.codes, values.labels)
  const truth = values.labels.map((label) => Number(label === "true"))
  return numbersVector(
    Float64Array.from(values.codes, (code) => (code < 0 ? NaN : truth[code])),
    kind,
  )
}
