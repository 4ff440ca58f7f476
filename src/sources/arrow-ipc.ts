import { makeVector, type Vector } from "apache-arrow"
import { InputError, Unanswerable } from "../errors.js"
import type { ColumnInfo } from "../model.js"
import { checkBatch, MAX_ROWS, type Batch, type ReadBuffer } from "./arrow-ipc/batch.js"
import { readBuffer } from "./arrow-ipc/body.js"
import { columnTypeOf, type ColumnType } from "./arrow-ipc/column-type.js"
import { gatherCoded } from "./arrow-ipc/dictionary.js"
import { extentOf, plus, type Extent } from "./arrow-ipc/extent.js"
import { gather } from "./arrow-ipc/gather.js"
import { readContents } from "./arrow-ipc/messages.js"
import type { Field } from "./arrow-ipc/schema.js"
import type { OpenFile } from "../model.js"
import { located, Unreadable } from "./shared/unreadable.js"
import { prepareZstd } from "./shared/zstd.js"
import { indexColumns } from "./shared/pandas-index.js"
import { uniqueNames, type OpenSource, type TableSource } from "./source.js"

interface Column {
  field: Field
  type: ColumnType
  /** What comes before it in the lists of each record batch. */
  start: Extent
}

interface Table {
  rows: number
  columns: Column[]
  batches: Batch[]
  /** Names of the columns that hold row labels. */
  labels: ReadonlySet<string>
}

/**
 * An Arrow IPC file or stream, or a Feather file of version 2, whose columns are read when they are asked for.
 * The metadata is parsed here as well: every length is compared with the bytes that are there before it is trusted, and a column's
 * bytes are read without those of its neighbours.
 */
export const openArrowIpc: OpenSource = async (file, { maxBytes }) => {
  try {
    const table = readTable(file)
    if (usesZstd(table.batches)) await prepareZstd()
    return arrowSource(file, table, (batch, buffer) => readBuffer(file, batch, buffer, maxBytes))
  } catch (error) {
    throw locatedIn(error, `${file.path} is not a readable Arrow file`)
  }
}

function readTable(file: OpenFile): Table {
  const { fields, batches, pandas } = readContents(file)
  const extents = fields.map(extentOf)
  for (const batch of batches) checkBatch(batch, extents)
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0)
  if (rows > MAX_ROWS) throw new Unreadable(`it announces ${rows} rows`)
  let start: Extent = { nodes: 0, buffers: 0, views: 0 }
  const columns = fields.map((field, i) => {
    const column = { field, type: columnTypeOf(field), start }
    start = plus(start, extents[i])
    return column
  })
  return { rows, columns, batches, labels: indexColumns(pandas) }
}

function arrowSource(file: OpenFile, { rows, columns, batches, labels }: Table, read: ReadBuffer): TableSource {
  const { names, warnings } = uniqueNames(columns.map(({ field }) => field.name))
  const refused = columns.flatMap(({ type }) =>
    type.refused === undefined ? [] : [`${type.refused.message}: its values were not read`],
  )
  let open = true
  return {
    format: "arrow-ipc",
    typed: true,
    readsByColumn: true,
    rows,
    columns: columns.map(({ field, type }, i) => ({
      ...columnInfo(names[i], type),
      ...(labels.has(field.name) ? { rowLabel: true as const } : {}),
    })),
    warnings: [...warnings, ...refused],
    readColumn(index) {
      if (!open) throw new InputError(`${file.path}: the file was closed`)
      try {
        return readColumn(columns[index], batches, read)
      } catch (error) {
        throw locatedIn(error, `${file.path}: column ${JSON.stringify(names[index])}`)
      }
    },
    peekColumn(index) {
      const first = batches.findIndex(({ rows }) => rows > 0)
      try {
        return readColumn(columns[index], batches.slice(0, first + 1), read)
      } catch (error) {
        throw locatedIn(error, `${file.path}: column ${JSON.stringify(names[index])}`)
      }
    },
    close() {
      open = false
    },
  }
}

function columnInfo(name: string, { storageType, kind, integer }: ColumnType): ColumnInfo {
  return { name, storageType, kind, integer }
}

function readColumn({ field, type, start }: Column, batches: readonly Batch[], read: ReadBuffer): Vector {
  // The file is sound: its other columns are read.
  if (type.refused !== undefined) throw new Unanswerable(`Not read: ${type.refused.message}.`)
  const values =
    field.dictionary === null || type.kind === "nested"
      ? gather(type.layout, batches, start, read)
      : gatherCoded(field.dictionary, type.layout, batches, start, read)
  return makeVector(type.finish(values))
}

function usesZstd(batches: readonly Batch[]): boolean {
  const dictionaries = batches.flatMap((batch) => [...batch.dictionaries.values()].flat())
  return [...batches, ...dictionaries].some(({ codec }) => codec === "ZSTD")
}

/** As for any file; what reads past the end of the metadata throws RangeError. */
function locatedIn(error: unknown, where: string): unknown {
  const known = located(error, where)
  if (!(known instanceof RangeError)) return known
  return new InputError(`${where}: its metadata is damaged`, {
    hint: "Write or download the file again.",
    cause: error,
  })
}
