import { makeVector, type Vector } from "apache-arrow"
import { InputError, Unanswerable } from "../errors.js"
import type { ColumnInfo, ListSample } from "../model.js"
import { checkBatch, MAX_ROWS, type Batch, type ReadBuffer } from "./arrow-ipc/batch.js"
import { readBuffer } from "./arrow-ipc/body.js"
import { columnsOf, type ArrowColumn } from "./arrow-ipc/columns.js"
import { gatherCoded } from "./arrow-ipc/dictionary.js"
import { extentOf } from "./arrow-ipc/extent.js"
import { gather } from "./arrow-ipc/gather.js"
import { readContents } from "./arrow-ipc/messages.js"
import { within } from "./arrow-ipc/presence.js"
import { readLists } from "./arrow-ipc/read-lists.js"
import type { OpenFile } from "../model.js"
import { figureColumn, ListSampler } from "./shared/lists.js"
import { located, Unreadable } from "./shared/unreadable.js"
import { prepareZstd } from "./shared/zstd.js"
import { indexColumns } from "./shared/pandas-index.js"
import { uniqueNames, type OpenSource, type TableSource } from "./source.js"

interface Table {
  rows: number
  columns: ArrowColumn[]
  batches: Batch[]
  /** Names of the columns that hold row labels. */
  labels: ReadonlySet<string>
}

/**
 * An Arrow IPC file or stream, or a Feather file of version 2, whose columns are read when they are asked for.
 * The metadata is parsed here as well: every length is compared with the bytes that are there before it is trusted, and a column's
 * bytes are read without those of its neighbours.
 */
export const openArrowIpc: OpenSource = async (file, { maxBytes, mostFields = 0 }) => {
  try {
    const table = readTable(file, mostFields)
    if (usesZstd(table.batches)) await prepareZstd()
    return arrowSource(file, table, (batch, buffer) => readBuffer(file, batch, buffer, maxBytes))
  } catch (error) {
    throw locatedIn(error, `${file.path} is not a readable Arrow file`)
  }
}

function readTable(file: OpenFile, mostFields: number): Table {
  const { fields, batches, pandas } = readContents(file)
  const extents = fields.map(extentOf)
  for (const batch of batches) checkBatch(batch, extents)
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0)
  if (rows > MAX_ROWS) throw new Unreadable(`it announces ${rows} rows`)
  return { rows, columns: columnsOf(fields, mostFields), batches, labels: indexColumns(pandas) }
}

function arrowSource(file: OpenFile, { rows, columns, batches, labels }: Table, read: ReadBuffer): TableSource {
  const { names, warnings } = uniqueNames(columns.map(({ name }) => name))
  const refused = columns.flatMap(({ type }) =>
    type.refused === undefined ? [] : [`${type.refused.message}: its values were not read`],
  )
  let open = true
  const from = <T>(index: number, each: (column: ArrowColumn) => T): T => {
    try {
      return each(columns[index])
    } catch (error) {
      throw locatedIn(error, `${file.path}: column ${JSON.stringify(names[index])}`)
    }
  }
  return {
    format: "arrow-ipc",
    typed: true,
    readsByColumn: true,
    rows,
    columns: columns.map((column, i) => ({
      ...columnInfo(names[i], column),
      ...(labels.has(column.name) ? { rowLabel: true as const } : {}),
    })),
    warnings: [...warnings, ...refused],
    readColumn(index) {
      if (!open) throw new InputError(`${file.path}: the file was closed`)
      return from(index, (column) => readColumn(column, batches, read, rows))
    },
    sampleLists(index) {
      return from(index, (column) => sampleLists(column, batches, read))
    },
    peekColumn(index) {
      const some = batches.slice(0, batches.findIndex(({ rows }) => rows > 0) + 1)
      const peeked = some.reduce((sum, batch) => sum + batch.rows, 0)
      return from(index, (column) => readColumn(column, some, read, peeked))
    },
    close() {
      open = false
    },
  }
}

function columnInfo(name: string, { type: { storageType, kind, integer }, numberLists }: ArrowColumn): ColumnInfo {
  return { name, storageType, kind, integer, ...(numberLists ? { numberLists: true as const } : {}) }
}

function readColumn(column: ArrowColumn, batches: readonly Batch[], read: ReadBuffer, rows: number): Vector {
  const { field, type, start, above, figure } = column
  // The file is sound: its other columns are read.
  if (type.refused !== undefined) throw new Unanswerable(`Not read: ${type.refused.message}.`)
  if (figure !== null) {
    const { take, finish } = figureColumn(figure, rows)
    readLists(column, batches, read, figure !== "length", take)
    return finish()
  }
  const values =
    field.dictionary === null || type.kind === "nested"
      ? gather(type.layout, batches, start, read)
      : gatherCoded(field.dictionary, type.layout, batches, start, read)
  return makeVector(type.finish(within(values, above, batches, read)))
}

function sampleLists(column: ArrowColumn, batches: readonly Batch[], read: ReadBuffer): ListSample {
  const sampler = new ListSampler()
  readLists(column, batches, read, true, sampler.take)
  return sampler.sample()
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
