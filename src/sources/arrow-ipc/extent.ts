import { unsupported } from "../shared/unreadable.js"
import { int16 } from "./flatbuffer.js"
import { TypeId, type Field } from "./schema.js"

/** How much of a record batch's lists a column takes, or how much comes before it. */
export interface Extent {
  /** Entries that say how many rows there are. */
  nodes: number
  /** Buffers, but for those that hold the strings of views, which the batch counts. */
  buffers: number
  /** Columns of views. */
  views: number
}

/** Bitmap of the present, then what each type needs. Unions have no bitmap; structs and lists of fixed size nothing else. */
const buffersOf: Record<number, number | undefined> = {
  [TypeId.null]: 0,
  [TypeId.binary]: 3,
  [TypeId.utf8]: 3,
  [TypeId.largeBinary]: 3,
  [TypeId.largeUtf8]: 3,
  [TypeId.struct]: 1,
  [TypeId.fixedSizeList]: 1,
  [TypeId.runEndEncoded]: 0,
  [TypeId.listView]: 3,
  [TypeId.largeListView]: 3,
}

const UNION_DENSE = 1

/** The extent of a field and all below it; throws Unreadable for types that are not supported. */
export function extentOf(field: Field): Extent {
  if (field.typeId < TypeId.null || field.typeId > TypeId.largeListView)
    throw unsupported(`column ${JSON.stringify(field.name)} is of a type that is not supported: number ${field.typeId}`)
  if (field.dictionary !== null) return { nodes: 1, buffers: 2, views: 0 }
  const view = field.typeId === TypeId.utf8View || field.typeId === TypeId.binaryView
  const own = { nodes: 1, buffers: buffers(field), views: view ? 1 : 0 }
  return field.children.reduce((sum, child) => plus(sum, extentOf(child)), own)
}

function buffers(field: Field): number {
  if (field.typeId !== TypeId.union) return buffersOf[field.typeId] ?? 2
  return field.type !== null && int16(field.type, 0, 0) === UNION_DENSE ? 2 : 1
}

export function plus(a: Extent, b: Extent): Extent {
  return { nodes: a.nodes + b.nodes, buffers: a.buffers + b.buffers, views: a.views + b.views }
}
