import type { ColumnInfo, ListSample } from "../../model.js"
import type { KeptStore } from "./column-store.js"
import type { GatheredColumn } from "./gathered.js"

/** A text file that was read whole, as plain data; what is not said here stands at `TableSource`. */
export interface TextTable {
  format: string
  sparse?: boolean
  headless?: boolean
  firstLine?: number
  rows: number
  columns: readonly ColumnInfo[]
  warnings: readonly string[]
  gathered: readonly GatheredColumn[]
  /** Of each column, in JSON; a column without lists has none of them. */
  lists?: readonly ListSample[]
}

/** The same for another thread, which closes it from then on. */
export interface HandedTable {
  table: TextTable
  store: KeptStore
}

/** The memory of all that is large in it, which is moved to the other thread and not copied. */
export function buffersOf({ table }: HandedTable): ArrayBuffer[] {
  const arrays = table.gathered.flatMap(({ frame, values, bits, texts }) => [
    ...[frame.nullBitmap, values?.current, bits, texts?.offsets, texts?.bytes],
  ])
  return Array.from(new Set(arrays.flatMap((array) => (array === undefined ? [] : [array.buffer as ArrayBuffer]))))
}
