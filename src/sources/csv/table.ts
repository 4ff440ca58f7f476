import { InputError } from "../../errors.js"
import { readBytes, type TextFile } from "../shared/bytes.js"
import { Column } from "./column.js"
import { columnWarnings } from "../shared/column-type.js"
import type { Layout } from "./dialect.js"
import { rowTexts, type Fields } from "./fields.js"
import { isLikeData, readHeader, type Header } from "./header.js"
import type { ColumnStore } from "../shared/column-store.js"
import type { Notation } from "./notation.js"
import { RowParser } from "./rows.js"

export interface CsvTable {
  names: string[]
  rows: number
  columns: Column[]
  /** Whether the file has no line of names. */
  headless: boolean
  /** The line of the first row, where every row takes one line. */
  firstLine: number | undefined
  warnings: string[]
}

/** What is read: a file, how it is laid out, and whether the user said whether it has a header. */
export interface CsvInput {
  file: TextFile
  layout: Layout
  headerSaid: boolean
}

const parserOf = ({ file, layout }: CsvInput) =>
  new RowParser(file.path, layout.dialect, { firstLine: layout.skip.lines + 1, totals: layout.totals })

/** A whole file as typed columns. It is read once, and once more where later values contradict what the first rows suggest. */
export async function readTable(input: CsvInput, notation: Notation, store: ColumnStore): Promise<CsvTable> {
  const { file, layout } = input
  const parser = parserOf(input)
  let header: Header | undefined
  let columns: Column[] = []
  let rows = 0
  for await (const fields of rowBatches(input, parser)) {
    const skipped = header === undefined ? 1 : 0
    if (header === undefined) {
      header = readHeader(rowTexts(fields, 0), layout.header, !input.headerSaid)
      columns = header.names.map(() => new Column(notation, store))
    }
    const from = header.inFile ? skipped : 0
    fill(columns, fields, from)
    rows += fields.rows - from
  }
  if (header === undefined) throw new InputError(`${file.path}: no header line, only blank ones`)
  if (!columns.every((column) => column.fits)) columns = await readMisfitsAgain(input, columns, header.inFile)
  return {
    names: header.names,
    rows,
    columns,
    headless: !header.inFile,
    firstLine: firstLineOf(layout.skip.lines + (header.inFile ? 2 : 1), rows, parser),
    warnings: [...layout.warnings, ...header.warnings, ...tableWarnings(header, columns, parser, input.headerSaid)],
  }
}

/** The same columns; those built as something they are not are built anew from a second reading, as what they are. */
async function readMisfitsAgain(input: CsvInput, columns: readonly Column[], skipHeader: boolean) {
  const again = columns.map((column) => (column.fits ? null : column.sameTypeEmpty()))
  let from = skipHeader ? 1 : 0
  for await (const fields of rowBatches(input, parserOf(input))) {
    fill(again, fields, from)
    from = 0
  }
  return columns.map((column, i) => {
    const right = again[i] ?? column
    if (!right.fits || right.length !== column.length)
      throw new InputError(`${input.file.path}: the file changed while it was read`)
    return right
  })
}

/** The file's rows, many at a time, none of the batches empty. Each is overwritten by the next. */
async function* rowBatches({ file, layout }: CsvInput, parser: RowParser): AsyncGenerator<Fields> {
  let skipped = 0
  for await (const piece of readBytes(file)) {
    const skip = Math.min(layout.skip.bytes - skipped, piece.length)
    skipped += skip
    const fields = parser.push(skip === 0 ? piece : piece.subarray(skip))
    if (fields.rows > 0) yield fields
  }
  const fields = parser.end()
  if (fields.rows > 0) yield fields
}

function fill(columns: readonly (Column | null)[], fields: Fields, from: number): void {
  columns.forEach((column, i) => column?.take(fields, i, from))
}

function firstLineOf(first: number, rows: number, { lines, footer }: RowParser): number | undefined {
  return lines === first - 1 + rows && footer.length === 0 ? first : undefined
}

const longestShown = 60

function tableWarnings(
  { names, inFile }: Header,
  columns: readonly Column[],
  { width, blankLines, footer }: RowParser,
  headerSaid: boolean,
): string[] {
  const warnings = columns.flatMap((column, i) => columnWarnings(names[i], column.seen))
  const data =
    inFile && !headerSaid ? names.filter((name, i) => columns[i].type.kind === "number" && isLikeData(name)) : []
  if (data.length > 0)
    warnings.push(
      `the first line looks like data, for ${JSON.stringify(data[0])} stands above a column of numbers; if the file has no header, say --header none`,
    )
  if (footer.length > 0)
    warnings.push(
      `below the table, what reads like a total was left out: ${footer.map((row) => JSON.stringify(row.slice(0, longestShown))).join(", ")}`,
    )
  if (width === 1 && blankLines > 0)
    warnings.push(
      `blank lines were skipped: ${blankLines}; in a file of one column a missing value has to be written as "" or NA`,
    )
  return warnings
}
