import { makeData, makeVector, Null, type Vector } from "apache-arrow"
import type { FileMetaData } from "hyparquet"
import { InputError } from "../errors.js"
import type { ColumnInfo, ListSample } from "../model.js"
import type { OpenFile } from "../model.js"
import { columnRanges, countRows, peekedBytes, readChunk, type ColumnPart } from "./parquet/chunks.js"
import { columnsOf, countLeaves, type FigureColumn, type NestedColumn, type ParquetColumn } from "./parquet/columns.js"
import { bringFooter, readFooter, type Footer } from "./parquet/footer.js"
import { firstRows } from "./parquet/pages.js"
import { flatReader, nestedReader, type ColumnReader } from "./parquet/read-column.js"
import { listReader } from "./parquet/read-lists.js"
import { figureColumn, ListSampler } from "./shared/lists.js"
import { located, Unreadable } from "./shared/unreadable.js"
import { prepareZstd } from "./shared/zstd.js"
import { indexColumns } from "./shared/pandas-index.js"
import { bring, isRemote } from "../stores/fetch.js"
import { uniqueNames, type OpenSource, type ReadOptions, type TableSource } from "./source.js"

/**
 * A Parquet file, whose columns are read one row group after the other when they are asked for.
 * The footer is parsed by hyparquet; pages are decoded here, straight into the arrays that Arrow wraps.
 */
export const openParquet: OpenSource = (file, options) => openParquetAs(file, options, (footer) => footer)

/** The same; `fit` makes of the schema in the footer what the file's columns are called elsewhere. */
export async function openParquetAs(
  file: OpenFile,
  { maxBytes, mostFields = 0 }: ReadOptions,
  fit: (footer: Footer) => Footer,
): Promise<TableSource> {
  await bringFooter(file)
  const footer = fit(readFooter(file))
  if (usesZstd(footer.metadata)) await prepareZstd()
  return parquetSource(file, footer, { maxBytes, mostFields })
}

/** A table without a row or a column: of no file at all. */
export const noParquet: TableSource = {
  format: "parquet",
  typed: true,
  readsByColumn: false,
  rows: 0,
  columns: [],
  warnings: [],
  readColumn(index) {
    throw new Error(`no column ${index}`)
  },
  close: () => undefined,
}

/** One column of one row group. */
type ReadChunk = (group: number, column: ParquetColumn, least?: number) => ColumnPart & { maxBytes: number | undefined }

/** A file as its columns are read from it. */
interface Chunks {
  path: string
  metadata: FileMetaData
  chunk: ReadChunk
}

interface Limits {
  maxBytes: number | undefined
  mostFields: number
}

function parquetSource(file: OpenFile, footer: Footer, { maxBytes, mostFields }: Limits): TableSource {
  const { rows, columns } = describe(file, footer, mostFields)
  const { names, warnings } = uniqueNames(columns.map(({ name }) => name))
  const labels = indexColumns(footer.metadata.key_value_metadata?.find(({ key }) => key === "pandas")?.value)
  const chunk: ReadChunk = (group, column, least) => ({
    ...readChunk(file, footer.metadata, group, column, least),
    maxBytes,
  })
  let open = true
  return {
    format: "parquet",
    typed: true,
    readsByColumn: true,
    ownsBuffers: true,
    rows,
    columns: columns.map((column, i) => columnInfo(column, names[i], labels)),
    warnings,
    readColumn(index, room) {
      if (!open) throw new InputError(`${file.path}: the file was closed`)
      const reader = readerOf(columns[index], rows, room)
      return readColumn({ path: file.path, metadata: footer.metadata, chunk }, columns[index], names[index], reader)
    },
    ...(isRemote(file) && {
      async fetchColumns(indexes: readonly number[]) {
        // Others may add columns behind those of the file.
        const held = indexes.flatMap((index) => columns.at(index) ?? [])
        await bring(
          file,
          held.flatMap((column) => columnRanges(footer.metadata, column)),
        )
      },
    }),
    sampleLists(index) {
      return sampleLists({ path: file.path, metadata: footer.metadata, chunk }, columns[index], names[index])
    },
    peekColumn(index) {
      return peekColumn({ path: file.path, metadata: footer.metadata, chunk }, columns[index], names[index])
    },
    close() {
      open = false
    },
  }
}

/** What the footer says, once it was found to agree with itself. */
function describe(file: OpenFile, footer: Footer, mostFields: number): { rows: number; columns: ParquetColumn[] } {
  const { metadata, schema } = footer
  try {
    const rows = countRows(file, metadata)
    const leaves = schema.children.length === 0 ? 0 : countLeaves(schema)
    const group = metadata.row_groups.findIndex(({ columns }) => columns.length !== leaves)
    if (group >= 0)
      throw new Unreadable(
        `row group ${group + 1} has ${metadata.row_groups[group].columns.length} columns, the schema ${leaves}`,
      )
    return { rows, columns: columnsOf(footer, mostFields) }
  } catch (error) {
    throw located(error, `${file.path} is not a readable Parquet file`)
  }
}

function columnInfo(column: ParquetColumn, name: string, labels: ReadonlySet<string>): ColumnInfo {
  if (column.nested) return nestedInfo(column, name)
  const { storageType, kind, integer } = column.type
  return { name, storageType, kind, integer, ...(labels.has(column.name) ? { rowLabel: true as const } : {}) }
}

function nestedInfo({ figure, typeName, numbers }: NestedColumn | FigureColumn, name: string): ColumnInfo {
  if (figure === "length") return { name, storageType: "int32", kind: "number", integer: true }
  if (figure !== undefined) return { name, storageType: "double", kind: "number", integer: false }
  const nested = { name, storageType: typeName, kind: "nested" as const, integer: false }
  return numbers === null ? nested : { ...nested, numberLists: true }
}

function readColumn(file: Chunks, column: ParquetColumn, name: string, reader: ColumnReader): Vector {
  return eachGroup(file, column, name, reader.add, () => {
    const vector = reader.finish()
    return isNull(column) ? allMissing(vector, name) : vector
  })
}

function readerOf(column: ParquetColumn, rows: number, room?: ArrayBuffer): ColumnReader {
  if (!column.nested) return flatReader(column, rows, { room })
  if (column.figure === undefined) return nestedReader(column, rows)
  const { take, finish } = figureColumn(column.figure, rows)
  return { add: listReader(column, column.figure !== "length", take), finish }
}

function sampleLists(file: Chunks, column: ParquetColumn, name: string): ListSample {
  if (!column.nested || column.numbers === null) throw new Error(`${name} holds no lists of numbers`)
  const sampler = new ListSampler()
  return eachGroup(file, column, name, listReader(column, true, sampler.take), () => sampler.sample())
}

/** Calls `add` with every row group of a column and gives what `finish` does; an error says where it happened. */
function eachGroup<T>(
  { path, metadata, chunk }: Chunks,
  column: ParquetColumn,
  name: string,
  add: ColumnReader["add"],
  finish: () => T,
): T {
  let place = ""
  try {
    for (let group = 0; group < metadata.row_groups.length; group++) {
      place = `, row group ${group + 1} of ${metadata.row_groups.length}`
      add(chunk(group, column))
    }
    place = ""
    return finish()
  } catch (error) {
    throw located(error, `${path}: column ${JSON.stringify(name)}${place}`)
  }
}

/** Rows of a column that are looked at before all are read. */
const peekedRows = 5000

/** The first rows of the column in the first row group with rows. */
function peekColumn({ path, metadata, chunk }: Chunks, column: ParquetColumn, name: string): Vector {
  const group = Math.max(
    0,
    metadata.row_groups.findIndex(({ num_rows }) => num_rows > 0n),
  )
  if (column.nested || isNull(column) || metadata.row_groups.length === 0)
    return makeVector(makeData({ type: new Null(), length: 0 }))
  try {
    const part = chunk(group, column, peekedBytes)
    const rows = Math.min(part.rows, firstRows(part, peekedRows))
    const reader = flatReader(column, rows, { isCut: true })
    reader.add({ ...part, rows })
    return reader.finish()
  } catch (error) {
    throw located(error, `${path}: column ${JSON.stringify(name)}, row group ${group + 1}`)
  }
}

function isNull(column: ParquetColumn): boolean {
  return !column.nested && column.type.kind === "null"
}

/** The type "null" promises that nothing is there. */
function allMissing(vector: Vector, name: string): Vector {
  if (vector.nullCount < vector.length) throw new Unreadable(`${JSON.stringify(name)} is of type null and holds values`)
  return makeVector(makeData({ type: new Null(), length: vector.length }))
}

function usesZstd(metadata: FileMetaData): boolean {
  return metadata.row_groups.some(({ columns }) => columns.some(({ meta_data: meta }) => meta?.codec === "ZSTD"))
}
