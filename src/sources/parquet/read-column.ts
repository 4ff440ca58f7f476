import { Bool, makeData, makeVector, type Data, type Vector } from "apache-arrow"
import { bitWidth } from "./bits.js"
import type { ColumnPart } from "./chunks.js"
import type { FlatColumn, NestedColumn } from "./columns.js"
import { rowsOf } from "../shared/finish-numbers.js"
import { pagesOf, type DataPage } from "./pages.js"
import { readPresence } from "./presence.js"
import { readRuns } from "./runs.js"
import { Unreadable } from "../shared/unreadable.js"
import { allPresent, markMissing, type Validity } from "../shared/validity.js"
import { scratchNumbers, type ColumnBuilder } from "./values.js"

/** What gathers a column: one row group after the other, then the whole. */
export interface ColumnReader {
  add: (part: ColumnPart) => void
  finish: () => Vector
}

/**
 * Reads values. `rows`: of all row groups together. `room`: memory for values that take as many bytes. `isCut`: whether the last page may
 * hold more rows, which are left out.
 */
export function flatReader(
  column: FlatColumn,
  rows: number,
  { room, isCut = false }: { room?: ArrayBuffer | undefined; isCut?: boolean } = {},
): ColumnReader {
  const builder = column.type.builder(rows, room)
  const filled = { rows, builder, validity: allPresent(), room: scratchNumbers(), presentFrom: column.presentFrom }
  let next = 0
  return {
    add(part) {
      if (isEmpty(part)) return
      const end = next + part.rows
      builder.startChunk()
      for (const page of pagesOf(part, { repeated: false, optional: column.presentFrom > 0 })) {
        if (page.type === "dictionary") builder.readDictionary(page.bytes, page.entries)
        else {
          const count = isCut ? Math.min(page.count, end - next) : page.count
          if (count > end - next) throw new Unreadable(`the pages hold more values than the ${part.rows} announced`)
          readFlatPage({ ...page, count }, next, filled)
          next += count
        }
        // Some writers pad a chunk; nothing behind the last value is a page.
        if (next === end) break
      }
      if (next < end)
        throw new Unreadable(`the pages hold ${part.rows - (end - next)} values of ${part.rows} announced`)
    },
    finish: () => makeVector(builder.finish(filled.validity)),
  }
}

/** Writers leave no page at all where there is no row. */
export function isEmpty({ rows, values }: ColumnPart): boolean {
  return rows === 0 && values === 0
}

/** A column of `rows` values while its pages are read. */
interface FlatValues {
  rows: number
  builder: ColumnBuilder
  validity: Validity
  room: (length: number) => Int32Array
  /** The definition level of rows with a value. */
  presentFrom: number
}

function readFlatPage(page: DataPage, row: number, { rows, builder, validity, room, presentFrom }: FlatValues): void {
  if (page.definition === null) {
    if (page.count > 0) builder.readValues(page.encoding, page.values(), row, page.count)
    return
  }
  const present = readPresence(page.definition, presentFrom, { row, count: page.count, rows }, validity, room)
  if (present > 0) builder.readValues(page.encoding, page.values(), row, present)
  if (present < page.count && validity.bitmap !== null)
    builder.spread({ row, count: page.count, present }, validity.bitmap)
}

/** Reads which rows lack the field, from the levels of its first leaf. An empty list is not missing. */
export function nestedReader(column: NestedColumn, rows: number): ColumnReader {
  const validity = allPresent()
  const rooms = { repetition: scratchNumbers(), definition: scratchNumbers() }
  let started = 0
  return {
    add(part) {
      if (isEmpty(part)) return
      const end = started + part.rows
      let values = 0
      for (const page of pagesOf(part, { repeated: column.maxRepetition > 0, optional: column.maxDefinition > 0 })) {
        if (page.type === "dictionary") continue
        values += page.count
        if (values > part.values) throw new Unreadable(`the pages hold more values than the ${part.values} announced`)
        const repetition = levelsOf(page.repetition, column.maxRepetition, 0, page.count, rooms.repetition)
        const definition = levelsOf(
          page.definition,
          column.maxDefinition,
          column.maxDefinition,
          page.count,
          rooms.definition,
        )
        for (let i = 0; i < page.count; i++) {
          if (repetition[i] !== 0) continue
          if (started === end) throw new Unreadable(`the pages hold more rows than the ${part.rows} announced`)
          if (definition[i] < column.presentFrom) markMissing(validity, started, rows)
          started++
        }
        if (values === part.values) break
      }
      if (started < end || values < part.values)
        throw new Unreadable(`the pages hold ${part.rows - (end - started)} rows of ${part.rows} announced`)
    },
    finish: () => makeVector(presence(rows, validity)),
  }
}

/** The levels of a page, `absent` each where none are written. */
export function levelsOf(
  runs: Uint8Array | null,
  max: number,
  absent: number,
  count: number,
  room: (length: number) => Int32Array,
): Int32Array {
  const levels = room(count)
  if (runs === null) levels.fill(absent, 0, count)
  else readRuns(runs, bitWidth(max), levels, 0, count)
  for (let i = 0; i < count; i++)
    if (levels[i] > max) throw new Unreadable(`a level is ${levels[i]}, ${max} is the highest`)
  return levels
}

function presence(rows: number, validity: Validity): Data<Bool> {
  return makeData({ type: new Bool(), ...rowsOf(rows, validity), data: new Uint8Array(Math.ceil(rows / 8)) })
}
