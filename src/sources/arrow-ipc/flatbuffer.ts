/** A table of the FlatBuffers format, in which Arrow writes its metadata. Reading past the end throws RangeError, as DataView does. */
export interface Table {
  view: DataView
  at: number
}

/** A list of tables, structs or numbers: `length` of them from `at` on. */
export interface List {
  view: DataView
  at: number
  length: number
}

/** The table that `bytes` hold. */
export function rootTable(bytes: Uint8Array): Table {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { view, at: view.getUint32(0, true) }
}

/** Where field number `index` of the table lies; null when it is left out, which means its default. */
export function slot({ view, at }: Table, index: number): number | null {
  const layout = at - view.getInt32(at, true)
  const entry = 4 + 2 * index
  if (entry >= view.getUint16(layout, true)) return null
  const offset = view.getUint16(layout + entry, true)
  return offset === 0 ? null : at + offset
}

export function table(of: Table, index: number): Table | null {
  const at = slot(of, index)
  return at === null ? null : { view: of.view, at: at + of.view.getUint32(at, true) }
}

/** The list in field `index`, whose entries take `size` bytes each; empty when it is left out. */
export function list(of: Table, index: number, size: number): List {
  const found = table(of, index)
  if (found === null) return { view: of.view, at: 0, length: 0 }
  const length = found.view.getUint32(found.at, true)
  const at = found.at + 4
  if (length * size > found.view.byteLength - at) throw new RangeError(`a list of ${length} entries does not fit`)
  return { view: found.view, at, length }
}

export function tables(of: Table, index: number): Table[] {
  const { view, at, length } = list(of, index, 4)
  return Array.from({ length }, (_, i) => ({ view, at: at + 4 * i + view.getUint32(at + 4 * i, true) }))
}

export function text(of: Table, index: number): string | null {
  if (slot(of, index) === null) return null
  const { view, at, length } = list(of, index, 1)
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(view.buffer, view.byteOffset + at, length))
}

export function int8(of: Table, index: number, otherwise: number): number {
  const at = slot(of, index)
  return at === null ? otherwise : of.view.getInt8(at)
}

export function int16(of: Table, index: number, otherwise: number): number {
  const at = slot(of, index)
  return at === null ? otherwise : of.view.getInt16(at, true)
}

export function int32(of: Table, index: number, otherwise: number): number {
  const at = slot(of, index)
  return at === null ? otherwise : of.view.getInt32(at, true)
}

export function int64(of: Table, index: number): number {
  const at = slot(of, index)
  return at === null ? 0 : int64At(of.view, at)
}

/** The 64-bit number at byte `at`; beyond 2^53 it is rounded, and too large for anything it may stand for. */
export function int64At(view: DataView, at: number): number {
  return Number(view.getBigInt64(at, true))
}
