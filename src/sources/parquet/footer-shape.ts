/** What the parser of the footer takes for granted, by the ids of parquet.thrift in apache/parquet-format. Anything else may be there or not. */
import type { FieldShape, StructShape } from "./thrift.js"

const number = (name: string): FieldShape => ({ name, type: "number" })
const flag = (name: string): FieldShape => ({ name, type: "flag" })
const bytes = (name: string): FieldShape => ({ name, type: "bytes" })
const struct = (name: string, holds: StructShape = {}): FieldShape => ({ name, type: "struct", holds })
const list = (name: string, one: FieldShape): FieldShape => ({ name, type: "list", one })
const required = (field: FieldShape): FieldShape => ({ ...field, required: true })

const time = struct("time type", { 1: flag("note of UTC"), 2: required(struct("unit of time")) })
const logicalType = struct("logical type", {
  5: struct("decimal type", { 1: required(number("scale")), 2: required(number("precision")) }),
  7: time,
  8: time,
  10: struct("integer type", { 1: number("width"), 2: flag("sign") }),
  16: struct("variant type"),
  17: struct("geometry type", { 1: bytes("reference system") }),
  18: struct("geography type", { 1: bytes("reference system") }),
})
const notes = list("notes", struct("note", { 1: bytes("key"), 2: bytes("value") }))
const statistics = struct("statistics", {
  1: bytes("largest value"),
  2: bytes("smallest value"),
  5: bytes("largest value"),
  6: bytes("smallest value"),
})
const chunk = struct("metadata", {
  1: number("type"),
  2: list("encodings", number("encoding")),
  3: required(list("path", bytes("name"))),
  4: number("codec"),
  5: number("number of values"),
  6: number("number of bytes"),
  7: number("number of bytes"),
  8: notes,
  9: number("place of its pages"),
  11: number("place of its dictionary"),
  12: statistics,
  13: list("statistics of pages", struct("page kind")),
  16: struct("statistics of sizes"),
  17: struct("statistics of places", { 1: struct("box") }),
})
const field = struct("field", {
  1: number("type"),
  2: number("length"),
  3: number("repetition"),
  4: bytes("name"),
  5: number("number of children"),
  6: number("converted type"),
  7: number("scale"),
  8: number("precision"),
  10: logicalType,
})
const rowGroup = struct("row group", {
  1: required(list("columns", struct("column", { 1: bytes("path of its file"), 3: chunk }))),
  3: number("number of rows"),
  4: list("order of rows", struct("sorted column")),
})

export const footerShape: StructShape = {
  2: required(list("schema", field)),
  3: number("number of rows"),
  4: required(list("row groups", rowGroup)),
  5: notes,
  6: bytes("name of the writer"),
}
