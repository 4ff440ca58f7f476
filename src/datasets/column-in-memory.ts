import { Dictionary, Int32, makeData, makeVector, Utf8, type Vector } from "apache-arrow"
import { numbersVector, Validity } from "../columns/read-vector.js"
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

/** Codes (−1: missing) into texts, as a vector. */
function textsVector(codes: Int32Array, labels: readonly string[]): Vector {
  const texts = labels.map((label) => Buffer.from(label))
  const valueOffsets = new Int32Array(texts.length + 1)
  texts.forEach((text, i) => (valueOffsets[i + 1] = valueOffsets[i] + text.length))
  const entries = { type: new Utf8(), length: texts.length, valueOffsets, data: new Uint8Array(Buffer.concat(texts)) }
  const present = new Validity(codes.length)
  codes.forEach((code, row) => {
    if (code < 0) present.clear(row)
  })
  const type = new Dictionary(new Utf8(), new Int32())
  const data = codes.map((code) => Math.max(0, code))
  const dictionary = makeVector(makeData(entries))
  return makeVector(makeData({ type, length: codes.length, ...present.frame(), data, dictionary }))
}
