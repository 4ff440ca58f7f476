import { InputError } from "../../errors.js"
import { readBytes, type CsvFile } from "../shared/bytes.js"
import { Column } from "./column.js"
import { columnWarnings } from "../shared/column-type.js"
import type { Dialect } from "./dialect.js"
import { rowTexts, type Fields } from "./fields.js"
import { readHeader, type Header } from "./header.js"
import type { ColumnStore } from "../shared/column-store.js"
import type { Notation } from "./notation.js"
import { RowParser } from "./rows.js"

export interface CsvTable {
  names: string[]
  rows: number
  columns: Column[]
  warnings: string[]
}

/** A whole file as typed columns. It is read once, and once more where later values contradict what the first rows suggest. */
export async function readTable(
  file: CsvFile,
  dialect: Dialect,
  notation: Notation,
  store: ColumnStore,
): Promise<CsvTable> {
  const parser = new RowParser(file.path, dialect)
  let header: Header | undefined
  let columns: Column[] = []
  let rows = 0
  for await (const fields of rowBatches(file, parser)) {
    const skipped = header === undefined ? 1 : 0
    if (header === undefined) {
      header = readHeader(rowTexts(fields, 0))
      columns = header.names.map(() => new Column(notation, store))
    }
    const from = header.inFile ? skipped : 0
    fill(columns, fields, from)
    rows += fields.rows - from
  }
  if (header === undefined) throw new InputError(`${file.path}: no header line, only blank ones`)
  if (!columns.every((column) => column.fits)) columns = await readMisfitsAgain(file, dialect, columns, header.inFile)
  return {
    names: header.names,
    rows,
    columns,
    warnings: [...header.warnings, ...tableWarnings(header, columns, parser)],
  }
}

/** The same columns; those built as something they are not are built anew from a second reading, as what they are. */
async function readMisfitsAgain(file: CsvFile, dialect: Dialect, columns: readonly Column[], skipHeader: boolean) {
  const again = columns.map((column) => (column.fits ? null : column.sameTypeEmpty()))
  let from = skipHeader ? 1 : 0
  for await (const fields of rowBatches(file, new RowParser(file.path, dialect))) {
    fill(again, fields, from)
    from = 0
  }
  return columns.map((column, i) => {
    const right = again[i] ?? column
    if (!right.fits || right.length !== column.length)
      throw new InputError(`${file.path}: the file changed while it was read`)
    return right
  })
}

/** The file's rows, many at a time, none of the batches empty. Each is overwritten by the next. */
async function* rowBatches(file: CsvFile, parser: RowParser): AsyncGenerator<Fields> {
  for await (const piece of readBytes(file)) {
    const fields = parser.push(piece)
    if (fields.rows > 0) yield fields
  }
  const fields = parser.end()
  if (fields.rows > 0) yield fields
}

function fill(columns: readonly (Column | null)[], fields: Fields, from: number): void {
  columns.forEach((column, i) => column?.take(fields, i, from))
}

function tableWarnings({ names }: Header, columns: readonly Column[], { width, blankLines }: RowParser): string[] {
  const warnings = columns.flatMap((column, i) => columnWarnings(names[i], column.seen))
  if (width === 1 && blankLines > 0)
    warnings.push(
      `blank lines were skipped: ${blankLines}; in a file of one column a missing value has to be written as "" or NA`,
    )
  return warnings
}
