import type { FileMetaData } from "hyparquet"

/** What the writer's Arrow schema adds to the Parquet schema. Used to name types, never to read values. */
export interface ArrowField {
  name: string
  /** The kind of type, as Arrow numbers them. */
  typeId: number
  timezone: string | null
  /** Of durations: s, ms, us, ns. */
  unit: string
  isDictionary: boolean
  children: ArrowField[]
}

export const ArrowTypeId = { timestamp: 10, duration: 18, largeBinary: 19, largeUtf8: 20, largeList: 21 } as const

/** The fields of the Arrow schema that Arrow's writers leave in the footer; none when there is no such schema or it cannot be read. */
export function arrowFields(metadata: FileMetaData): ArrowField[] {
  const encoded = metadata.key_value_metadata?.find(({ key }) => key === "ARROW:schema")?.value
  if (encoded === undefined) return []
  try {
    return parseMessage(Buffer.from(encoded, "base64"))
  } catch (error) {
    // It only makes names prettier: a damaged one is as good as none.
    if (error instanceof RangeError) return []
    throw error
  }
}

/** A table of the FlatBuffers format. */
interface Table {
  view: DataView
  at: number
}

/** More fields than any schema has; keeps a damaged one from sending the reader in circles. */
const MAX_FIELDS = 100_000
const MAX_DEPTH = 64

/** Reading past the end throws RangeError, as DataView does. */
function parseMessage(bytes: Uint8Array): ArrowField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Since Arrow 0.15 a message starts with this mark, then its length.
  const root = view.getUint32(0, true) === 0xffffffff ? 8 : 4
  const message = { view, at: root + view.getUint32(root, true) }
  const schema = subtable(message, 2)
  const budget = { left: MAX_FIELDS }
  return schema === null ? [] : subtables(schema, 1).map((field) => parseField(field, budget, 0))
}

function parseField(field: Table, budget: { left: number }, depth: number): ArrowField {
  if (budget.left-- === 0 || depth > MAX_DEPTH) throw new RangeError("too many fields")
  const type = subtable(field, 3)
  const typeId = slot(field, 2) === null ? 0 : field.view.getUint8(slot(field, 2)!)
  const unitAt = type && typeId === ArrowTypeId.duration ? slot(type, 0) : null
  return {
    name: textAt(field, 0) ?? "",
    typeId,
    timezone: type && typeId === ArrowTypeId.timestamp ? textAt(type, 1) : null,
    // Absent means the default, which for durations is milliseconds.
    unit: ["s", "ms", "us", "ns"][unitAt === null ? 1 : field.view.getInt16(unitAt, true)] ?? "",
    isDictionary: slot(field, 4) !== null,
    children: subtables(field, 5).map((child) => parseField(child, budget, depth + 1)),
  }
}

/** Where field number `index` of the table lies; null when it is left out. */
function slot({ view, at }: Table, index: number): number | null {
  const layout = at - view.getInt32(at, true)
  const entry = 4 + 2 * index
  if (entry >= view.getUint16(layout, true)) return null
  const offset = view.getUint16(layout + entry, true)
  return offset === 0 ? null : at + offset
}

function subtable(table: Table, index: number): Table | null {
  const at = slot(table, index)
  return at === null ? null : { view: table.view, at: at + table.view.getUint32(at, true) }
}

function subtables(table: Table, index: number): Table[] {
  const list = subtable(table, index)
  if (list === null) return []
  const { view, at } = list
  const length = view.getUint32(at, true)
  if (length > MAX_FIELDS) throw new RangeError("too many fields")
  return Array.from({ length }, (_, i) => ({ view, at: at + 4 + 4 * i + view.getUint32(at + 4 + 4 * i, true) }))
}

function textAt(table: Table, index: number): string | null {
  const text = subtable(table, index)
  if (text === null) return null
  const { view, at } = text
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    new Uint8Array(view.buffer, view.byteOffset + at + 4, view.getUint32(at, true)),
  )
}
