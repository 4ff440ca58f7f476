import { InputError } from "../../errors.js"
import { readBytes, type CsvFile } from "./bytes.js"
import type { NullTokens } from "./classify.js"
import { Column } from "./column.js"
import { columnWarnings } from "./column-type.js"
import type { Dialect } from "./dialect.js"
import { readHeader, type Header } from "./header.js"
import { RowParser } from "./rows.js"
import { decodeUtf8 } from "./text.js"

export interface CsvTable {
  names: string[]
  rows: number
  columns: Column[]
  warnings: string[]
}

/** A whole file as typed columns. It is read once, and once more where later values contradict what the first rows suggest. */
export async function readTable(file: CsvFile, dialect: Dialect, nulls: NullTokens): Promise<CsvTable> {
  const parser = new RowParser(file.path, dialect)
  let header: Header | undefined
  let columns: Column[] = []
  let rows = 0
  for await (const batch of rowBatches(file, parser)) {
    if (header === undefined) {
      header = readHeader(batch[0])
      columns = batch[0].map(() => new Column(nulls))
      if (header.inFile) batch.shift()
    }
    fill(columns, batch)
    rows += batch.length
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
  let headerToSkip = skipHeader
  for await (const batch of rowBatches(file, new RowParser(file.path, dialect))) {
    if (headerToSkip) batch.shift()
    headerToSkip = false
    fill(again, batch)
  }
  return columns.map((column, i) => {
    const right = again[i] ?? column
    if (!right.fits || right.length !== column.length)
      throw new InputError(`${file.path}: the file changed while it was read`)
    return right
  })
}

/** The file's rows, many at a time, none of the batches empty. */
async function* rowBatches(file: CsvFile, parser: RowParser): AsyncGenerator<string[][]> {
  for await (const text of decodeUtf8(readBytes(file), file.path)) {
    const rows = parser.push(text)
    if (rows.length > 0) yield rows
  }
  const rows = parser.end()
  if (rows.length > 0) yield rows
}

function fill(columns: readonly (Column | null)[], rows: readonly string[][]): void {
  columns.forEach((column, i) => column?.take(rows, i))
}

function tableWarnings({ names }: Header, columns: readonly Column[], { width, blankLines }: RowParser): string[] {
  const warnings = columns.flatMap((column, i) => columnWarnings(names[i], column.seen))
  if (width === 1 && blankLines > 0)
    warnings.push(
      `blank lines were skipped: ${blankLines}; in a file of one column a missing value has to be written as "" or NA`,
    )
  return warnings
}
