import { Unreadable, unsupported } from "../shared/unreadable.js"
import { plus, type Extent } from "./extent.js"
import { int64, int64At, int8, list, table, type List, type Table } from "./flatbuffer.js"

/** Rows of all columns, or the entries of one dictionary: where in the file their bytes lie. */
export interface Batch {
  rows: number
  nodes: List
  buffers: List
  /** How many buffers each column of views has beyond the usual two. */
  variadic: number[]
  codec: "LZ4" | "ZSTD" | null
  /** The bytes behind the metadata, to which the positions of `buffers` count. */
  bodyAt: number
  bodyLength: number
  /** Dictionaries by their id, each made of the batches in this order. */
  dictionaries: ReadonlyMap<number, readonly Batch[]>
}

/** Gives buffer `index` of a batch. */
export type ReadBuffer = (batch: Batch, index: number) => Uint8Array

const codecs = ["LZ4", "ZSTD"] as const

/** A record batch from its header, whose body takes `bodyLength` bytes at `bodyAt`. */
export function parseBatch(header: Table, bodyAt: number, bodyLength: number): Batch {
  const compression = table(header, 3)
  const codec = compression === null ? null : codecs.at(int8(compression, 0, 0))
  if (codec === undefined) throw unsupported("a record batch is compressed in a way that is not supported")
  const variadic = list(header, 4, 8)
  return {
    rows: countFrom(int64(header, 0)),
    nodes: list(header, 1, 16),
    buffers: list(header, 2, 16),
    variadic: Array.from({ length: variadic.length }, (_, i) => countFrom(int64At(variadic.view, variadic.at + 8 * i))),
    codec,
    bodyAt,
    bodyLength,
    dictionaries: new Map(),
  }
}

function countFrom(value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new Unreadable(`a record batch counts ${value} rows or parts`)
}

/** Rows and missing rows that node `index` states. */
export function nodeOf({ nodes }: Batch, index: number): { rows: number; missing: number } {
  const at = nodes.at + 16 * index
  return { rows: int64At(nodes.view, at), missing: int64At(nodes.view, at + 8) }
}

/** How many bytes a compressed buffer can stand for at most; a header that claims more is damaged. */
export const maxRatio = { LZ4: 255, ZSTD: 1 << 15 }

/** Refuses a batch whose parts do not fit the columns, each of the given extent, or the bytes that are there. */
export function checkBatch(batch: Batch, columns: readonly Extent[]): void {
  const all = columns.reduce(plus, { nodes: 0, buffers: 0, views: 0 })
  const extra = batch.variadic.slice(0, all.views).reduce((sum, count) => sum + count, 0)
  if (batch.nodes.length < all.nodes || batch.buffers.length < all.buffers + extra || batch.variadic.length < all.views)
    throw new Unreadable("a record batch has fewer parts than the schema has columns")
  let node = 0
  for (const { nodes } of columns) {
    if (nodeOf(batch, node).rows !== batch.rows) throw new Unreadable("the columns of a record batch differ in length")
    node += nodes
  }
  if (all.buffers > 0 || batch.rows > MAX_ROWS) checkRows(batch, batch.rows)
}

/** Refuses more rows, or elements of lists, than the bytes of a batch can hold: each takes a bit at least, but for columns of nothing. */
export function checkRows(batch: Batch, rows: number): void {
  const most = 8 * batch.bodyLength * (batch.codec === null ? 1 : maxRatio[batch.codec])
  if (rows < 0 || rows > MAX_ROWS || rows > most)
    throw new Unreadable(`a record batch of ${batch.bodyLength} bytes cannot hold the ${rows} rows it announces`)
}

/** What an Arrow vector can count. */
export const MAX_ROWS = 2 ** 31 - 1
