import { unsupported } from "../shared/unreadable.js"
import { int16, int32, int64, int8, slot, table, tables, text, type Table } from "./flatbuffer.js"

/** A field of the schema, as the file states it. */
export interface Field {
  name: string
  /** The kind of type, as Arrow numbers them; see TypeId. */
  typeId: number
  /** What belongs to the type: width, unit, zone. */
  type: Table | null
  /** Set where the column holds codes, and their meaning stands in batches of their own. */
  dictionary: { id: number; bits: number; signed: boolean } | null
  /** "arrow.uuid" and the like. */
  extension: string | null
  children: Field[]
}

/** Arrow's numbers for its types (Schema.fbs). */
export const TypeId = {
  null: 1,
  int: 2,
  float: 3,
  binary: 4,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  interval: 11,
  list: 12,
  struct: 13,
  union: 14,
  fixedSizeBinary: 15,
  fixedSizeList: 16,
  map: 17,
  duration: 18,
  largeBinary: 19,
  largeUtf8: 20,
  largeList: 21,
  runEndEncoded: 22,
  binaryView: 23,
  utf8View: 24,
  listView: 25,
  largeListView: 26,
} as const

/** More fields than any schema has; keeps a damaged one from sending the reader in circles. */
const MAX_FIELDS = 100_000
const MAX_DEPTH = 64

/** The fields of a schema. */
export function parseSchema(schema: Table): Field[] {
  if (int16(schema, 0, 0) !== 0) throw unsupported("its numbers are stored highest byte first, which is not supported")
  const budget = { left: MAX_FIELDS }
  return tables(schema, 1).map((field) => parseField(field, budget, 0))
}

/** The value that a schema's own notes hold under this key. */
export function noteOf(schema: Table, key: string): string | undefined {
  const note = tables(schema, 2).find((each) => text(each, 0) === key)
  return note === undefined ? undefined : (text(note, 1) ?? undefined)
}

function parseField(field: Table, budget: { left: number }, depth: number): Field {
  if (budget.left-- === 0 || depth > MAX_DEPTH) throw new RangeError("the schema has too many fields")
  return {
    name: text(field, 0) ?? "",
    typeId: int8(field, 2, 0),
    type: table(field, 3),
    dictionary: dictionaryOf(table(field, 4)),
    extension: extensionOf(field),
    children: tables(field, 5).map((child) => parseField(child, budget, depth + 1)),
  }
}

function dictionaryOf(encoding: Table | null): Field["dictionary"] {
  if (encoding === null) return null
  const index = table(encoding, 1)
  return {
    id: int64(encoding, 0),
    bits: index === null ? 32 : int32(index, 0, 0),
    signed: index === null || isTrue(index, 1),
  }
}

function extensionOf(field: Table): string | null {
  const entry = tables(field, 6).find((pair) => text(pair, 0) === "ARROW:extension:name")
  return entry === undefined ? null : text(entry, 1)
}

export function isTrue(of: Table, index: number): boolean {
  return slot(of, index) !== null && int8(of, index, 0) !== 0
}
