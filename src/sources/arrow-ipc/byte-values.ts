import { Unreadable } from "../shared/unreadable.js"
import type { Batch, ReadBuffer } from "./batch.js"

/** How strings and binary values are laid out: by offsets of 32 or 64 bits, as views, or all of one width. */
export type ByteLayout = 32 | 64 | "view" | { width: number }

/** Where a value lies. The same object each time, with other numbers in it. */
export interface ByteRange {
  source: Uint8Array
  start: number
  end: number
}

const VIEW = 16
/** A view holds strings up to this length itself. */
const INLINE = 12

/** Gives the value of a row of the batch; `first`: the number of the buffer after the bitmap. Throws Unreadable for what lies outside the bytes. */
export function byteReader(
  layout: ByteLayout,
  batch: Batch,
  first: number,
  read: ReadBuffer,
  variadic: number,
): (row: number) => ByteRange {
  if (layout === "view") return viewReader(batch, first, read, variadic)
  if (typeof layout === "object") return widthReader(layout.width, batch, first, read)
  return offsetReader(layout, batch, first, read)
}

function offsetReader(bits: 32 | 64, batch: Batch, first: number, read: ReadBuffer) {
  const offsets = read(batch, first)
  const width = bits / 8
  if (offsets.length < (batch.rows + 1) * width) throw new Unreadable("the positions of its texts end early")
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength)
  const at = (i: number) => (bits === 32 ? view.getInt32(i * 4, true) : Number(view.getBigInt64(i * 8, true)))
  const range: ByteRange = { source: read(batch, first + 1), start: 0, end: 0 }
  return (row: number) => {
    range.start = at(row)
    range.end = at(row + 1)
    return checked(range)
  }
}

function widthReader(width: number, batch: Batch, first: number, read: ReadBuffer) {
  const range: ByteRange = { source: read(batch, first), start: 0, end: 0 }
  return (row: number) => {
    range.start = row * width
    range.end = range.start + width
    return checked(range)
  }
}

/** A view is its length, then the string itself, or its first four bytes, which of the further buffers holds it, and where. */
function viewReader(batch: Batch, first: number, read: ReadBuffer, variadic: number) {
  const views = read(batch, first)
  if (views.length < batch.rows * VIEW) throw new Unreadable("the positions of its texts end early")
  const numbers = new DataView(views.buffer, views.byteOffset, views.byteLength)
  const sources = Array.from({ length: variadic }, (_, i) => read(batch, first + 1 + i))
  const range: ByteRange = { source: views, start: 0, end: 0 }
  return (row: number) => {
    const at = row * VIEW
    const length = numbers.getInt32(at, true)
    const inline = length <= INLINE
    const source = inline ? views : sources.at(numbers.getUint32(at + 8, true))
    if (source === undefined) throw outside()
    range.source = source
    range.start = inline ? at + 4 : numbers.getInt32(at + 12, true)
    range.end = range.start + length
    return checked(range)
  }
}

function checked(range: ByteRange): ByteRange {
  const { source, start, end } = range
  if (start < 0 || end < start || end > source.length) throw outside()
  return range
}

function outside(): Unreadable {
  return new Unreadable("a text lies outside its part")
}
