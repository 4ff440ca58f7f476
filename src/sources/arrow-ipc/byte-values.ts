import { Unreadable } from "../shared/unreadable.js"
import type { Batch, ReadBuffer } from "./batch.js"

/** How texts and bytes are laid out: by offsets of 32 or 64 bits, as views, or all of one width. */
export type ByteLayout = 32 | 64 | "view" | { width: number }

/** Where a value lies. The same object each time, with other numbers in it. */
export interface Stretch {
  source: Uint8Array
  start: number
  end: number
}

const VIEW = 16
/** A view holds texts up to this length itself. */
const INLINE = 12

/** Gives the value of a row of the batch; `first`: the stretch after the bitmap. Throws Unreadable for what lies outside the bytes. */
export function byteReader(
  layout: ByteLayout,
  batch: Batch,
  first: number,
  read: ReadBuffer,
  variadic: number,
): (row: number) => Stretch {
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
  const stretch: Stretch = { source: read(batch, first + 1), start: 0, end: 0 }
  return (row: number) => {
    stretch.start = at(row)
    stretch.end = at(row + 1)
    return checked(stretch)
  }
}

function widthReader(width: number, batch: Batch, first: number, read: ReadBuffer) {
  const stretch: Stretch = { source: read(batch, first), start: 0, end: 0 }
  return (row: number) => {
    stretch.start = row * width
    stretch.end = stretch.start + width
    return checked(stretch)
  }
}

/** A view is its length, then the text itself, or its first four bytes, which of the further stretches holds it, and where. */
function viewReader(batch: Batch, first: number, read: ReadBuffer, variadic: number) {
  const views = read(batch, first)
  if (views.length < batch.rows * VIEW) throw new Unreadable("the positions of its texts end early")
  const numbers = new DataView(views.buffer, views.byteOffset, views.byteLength)
  const sources = Array.from({ length: variadic }, (_, i) => read(batch, first + 1 + i))
  const stretch: Stretch = { source: views, start: 0, end: 0 }
  return (row: number) => {
    const at = row * VIEW
    const length = numbers.getInt32(at, true)
    const inline = length <= INLINE
    const source = inline ? views : sources.at(numbers.getUint32(at + 8, true))
    if (source === undefined) throw outside()
    stretch.source = source
    stretch.start = inline ? at + 4 : numbers.getInt32(at + 12, true)
    stretch.end = stretch.start + length
    return checked(stretch)
  }
}

function checked(stretch: Stretch): Stretch {
  const { source, start, end } = stretch
  if (start < 0 || end < start || end > source.length) throw outside()
  return stretch
}

function outside(): Unreadable {
  return new Unreadable("a text lies outside its part")
}
