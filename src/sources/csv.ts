import { InputError } from "../errors.js"
import type { ColumnInfo } from "../model.js"
import type { OpenFile } from "../model.js"
import { readHead, textFile, type TextFile } from "./shared/bytes.js"
import type { CsvType } from "./shared/column-type.js"
import type { Layout } from "./csv/dialect.js"
import { sniffLayout } from "./csv/sniff-dialect.js"
import { refuseForeign } from "./foreign.js"
import { ColumnStore } from "./shared/column-store.js"
import { Notation } from "./csv/notation.js"
import { readTable, type CsvTable } from "./csv/table.js"
import { markLength, withoutMark } from "./shared/text.js"
import type { TextTable } from "./shared/handed-table.js"
import { textSource } from "./shared/text-table.js"
import { located } from "./shared/unreadable.js"
import type { OpenSource, ReadOptions, TableSource } from "./source.js"

/** What separates fields and lines is guessed from so many bytes. */
const headBytes = 65_536

/**
 * Reads a CSV file, plain or packed by gzip or Zstandard (recognised by its content), into Arrow vectors. Its columns are kept until `close`: in memory as long as
 * there is room (see column-store.ts), then in a temporary file, and one is put together when it is asked for.
 *
 * The text is UTF-8, or as `encoding` says. The first line holds the names; if it holds only numbers, or looks like those below, it is data. Every row has as many fields as the first, or
 * the file is refused with the line's number. Blank lines are skipped. Lines may end in LF, CRLF, a mix of these, or CR alone.
 * A field is missing when it is empty, quoted or not (writers that quote everything mean nothing by it), or one of `nullTokens` (NA
 * unless given); among numbers, dates and booleans also a word such as N/A or null. NaN among numbers is kept as NaN, among dates and
 * booleans it is missing, among texts it is a text.
 * Types follow from all values of a column: see `columnType` and `classify`.
 */
export const openCsv: OpenSource = (file, options) => openCsvInChunks(file, options, 262_144)

/** As `openCsv`, reading `chunkBytes` at a time: tests take a few bytes, so that chunks end everywhere. */
export async function openCsvInChunks(
  opened: OpenFile,
  options: ReadOptions,
  chunkBytes: number,
  store = new ColumnStore(),
): Promise<TableSource> {
  const file = textFile(opened, chunkBytes, options)
  const layout = await readLayout(file, options)
  try {
    const notation = new Notation(options.nullTokens, layout.dialect.delimiter !== ",", options)
    const table = await readTable({ file, layout, headerSaid: options.header !== undefined }, notation, store)
    return textSource(file.path, textTable(table), store)
  } catch (error) {
    store.close()
    throw located(error, file.path)
  }
}

async function readLayout(file: TextFile, options: ReadOptions): Promise<Layout> {
  const { bytes, whole } = await readHead(file, headBytes)
  if (bytes.length === 0) throw new InputError(`${file.path}: the file is empty`)
  refuseForeign(bytes, file.path)
  const text = bytes.toString()
  const layout = sniffLayout(withoutMark(text), whole, options, file.path)
  const { bytes: skipped, lines } = layout.skip
  return skipped > 0 ? { ...layout, skip: { bytes: skipped + markLength(bytes), lines } } : layout
}

function textTable({ names, rows, columns, headless, firstLine, warnings }: CsvTable): TextTable {
  return {
    format: "csv",
    rows,
    columns: columns.map(({ type }, i) => columnInfo(names[i], type)),
    warnings,
    headless,
    ...(firstLine === undefined ? {} : { firstLine }),
    gathered: columns.map((column) => column.gathered()),
  }
}

function columnInfo(name: string, { storageType, kind, integer }: CsvType): ColumnInfo {
  return { name, storageType, kind, integer }
}
