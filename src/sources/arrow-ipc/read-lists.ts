import { noNumbers, numbersOf, type Numbers, type TakeList } from "../shared/lists.js"
import { Unreadable } from "../shared/unreadable.js"
import type { Validity } from "../shared/validity.js"
import { checkRows, nodeOf, type Batch, type ReadBuffer } from "./batch.js"
import type { ArrowColumn } from "./columns.js"
import { columnTypeOf } from "./column-type.js"
import { plus, type Extent } from "./extent.js"
import { int32 } from "./flatbuffer.js"
import { firstBuffer, gather } from "./gather.js"
import { isPresent } from "./gathered.js"
import { rowsPresent, within } from "./presence.js"
import { TypeId, type Field } from "./schema.js"

/** Gives every list of a column to `take`; their numbers too if `withNumbers`. */
export function readLists(
  { field, start, above }: ArrowColumn,
  batches: readonly Batch[],
  read: ReadBuffer,
  withNumbers: boolean,
  take: TakeList,
): void {
  const { validity } = within(rowsPresent(start, batches, read), above, batches, read)
  let row = 0
  for (const batch of batches) {
    const each = listsOf(field, start, batch, read)
    const { numbers, before } = withNumbers
      ? numbersBelow(field, start, batch, read)
      : { numbers: noNumbers, before: null }
    for (let i = 0; i < batch.rows; i++, row++) {
      if (!isPresent(validity, row)) continue
      const { from, to } = each(i)
      if (!withNumbers) take(row, to - from, numbers, 0, 0)
      else if (before === null) take(row, to - from, numbers, from, to)
      else take(row, to - from, numbers, before[from], before[to])
    }
  }
}

const below = (field: Field, start: Extent): Extent =>
  plus(start, { nodes: 1, buffers: bitmapAnd[field.typeId] ?? 2, views: 0 })

/** Buffers of a list before those of its elements. */
const bitmapAnd: Record<number, number | undefined> = {
  [TypeId.fixedSizeList]: 1,
  [TypeId.listView]: 3,
  [TypeId.largeListView]: 3,
}

/** How many elements all lists of a batch have together. */
function elementCount(field: Field, start: Extent, batch: Batch): number {
  return nodeOf(batch, below(field, start).nodes).rows
}

/** The numbers of all lists of a batch; where some elements are missing, also how many numbers come before each element. */
function numbersBelow(field: Field, start: Extent, batch: Batch, read: ReadBuffer) {
  const { layout, finish } = columnTypeOf(field.children[0])
  const rows = elementCount(field, start, batch)
  checkRows(batch, rows)
  const values = gather(layout, [{ ...batch, rows }], below(field, start), read)
  const numbers = numbersOf(finish(values))
  return values.validity.bitmap === null ? { numbers, before: null } : presentOnes(numbers, values.validity)
}

function presentOnes(all: Numbers, validity: Validity): { numbers: Numbers; before: Int32Array } {
  const numbers = new Float64Array(all.length - validity.nullCount)
  const before = new Int32Array(all.length + 1)
  let kept = 0
  for (let i = 0; i < all.length; i++) {
    if (isPresent(validity, i)) numbers[kept++] = all[i]
    before[i + 1] = kept
  }
  return { numbers, before }
}

interface Range {
  from: number
  to: number
}

/** Gives where the elements of a batch's list lie, the same object each time. Throws Unreadable for what lies outside of them. */
function listsOf(field: Field, start: Extent, batch: Batch, read: ReadBuffer): (row: number) => Range {
  const elements = elementCount(field, start, batch)
  const first = firstBuffer(batch, start)
  const range = { from: 0, to: 0 }
  const checked = () => {
    if (range.from >= 0 && range.from <= range.to && range.to <= elements) return range
    throw new Unreadable("a list lies outside its part")
  }
  if (field.typeId === TypeId.fixedSizeList) {
    const width = field.type === null ? 0 : int32(field.type, 0, 0)
    return (row) => {
      range.from = row * width
      range.to = range.from + width
      return checked()
    }
  }
  const isLarge = field.typeId === TypeId.largeList || field.typeId === TypeId.largeListView
  const isView = field.typeId === TypeId.listView || field.typeId === TypeId.largeListView
  const starts = wholeNumbers(read(batch, first + 1), isLarge, batch.rows + (isView ? 0 : 1))
  const sizes = isView ? wholeNumbers(read(batch, first + 2), isLarge, batch.rows) : null
  return (row) => {
    range.from = starts(row)
    range.to = sizes === null ? starts(row + 1) : range.from + sizes(row)
    return checked()
  }
}

/** Reads one of at least `count` whole numbers of 32 or 64 bits. */
function wholeNumbers(bytes: Uint8Array, isLarge: boolean, count: number): (i: number) => number {
  if (bytes.length < count * (isLarge ? 8 : 4)) throw new Unreadable("the positions of its lists end early")
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (i) => (isLarge ? Number(view.getBigInt64(8 * i, true)) : view.getInt32(4 * i, true))
}
