import { InputError } from "../errors.js"
import type { OpenFile } from "../model.js"
import { textFile, type TextFile } from "./shared/bytes.js"
import { ColumnStore } from "./shared/column-store.js"
import { Column } from "./json-lines/column.js"
import { Fields } from "./json-lines/fields.js"
import { readRows } from "./json-lines/rows.js"
import { parseRow } from "./json-lines/row.js"
import type { TextTable } from "./shared/handed-table.js"
import { textSource } from "./shared/text-table.js"
import { located } from "./shared/unreadable.js"
import { Expansion, type TracePaths } from "./traces/expand.js"
import type { OpenSource, ReadOptions, TableSource } from "./source.js"

/** No table has more; a file with new keys on every line is refused before it fills the memory. */
const mostColumns = 100_000

interface JsonTable {
  rows: number
  columns: Map<string, Column>
  warnings: string[]
}

/** A file, and where its values lie if the user says so. */
type JsonFile = TextFile & { traces: TracePaths | null }

/**
 * Reads JSON Lines, plain or gzipped (recognised by its content), into Arrow vectors. Its columns are kept until `close`: in
 * memory as long as there is room, then in a temporary file.
 *
 * Every line holds one object, blank lines aside; or the file is an array of objects, or holds its table as pandas and web services write
 * it: see readRows. Columns are the keys in first-seen order; a key that a line lacks, and null, are missing.
 * Types follow from all values of a column: whole numbers are int64, ISO dates datetimes as in CSV, numbers among texts are texts with
 * a warning. Lists and objects are nested. A column whose later values contradict its first one is read once more.
 * Exports of traces, known by their first object, give a row for each call of a model (see traces/).
 */
export const openJsonLines: OpenSource = (file, options) => openJsonLinesInChunks(file, 262_144, options)

/** As `openJsonLines`, reading `chunkBytes` at a time: tests take a few bytes, so that chunks end everywhere. */
export async function openJsonLinesInChunks(
  opened: OpenFile,
  chunkBytes: number,
  options: ReadOptions = {},
  store = new ColumnStore(),
): Promise<TableSource> {
  const file = { ...textFile(opened, chunkBytes, options), traces: options.traces ?? null }
  try {
    const fields = new Fields(options.mostFields ?? 0)
    const { rows, columns, warnings } = await readTable(file, store, fields)
    const misfits = [...columns.values()].filter((column) => !column.fits)
    if (misfits.length > 0) await readAgain(file, fields, { rows, columns }, misfits)
    const isVector = (name: string) => fields.hasNumberLists(name)
    return textSource(file.path, textTable(rows, [...columns.values()], warnings, isVector), store)
  } catch (error) {
    store.close()
    throw located(error, file.path)
  }
}

/** Throws InputError where no line holds a row. */
async function readTable(file: JsonFile, store: ColumnStore, fields: Fields): Promise<JsonTable> {
  const columns = new Map<string, Column>()
  const expansion = new Expansion(file.traces)
  const rows = await eachValue(file, { expansion, fields }, (key) => {
    const column = columns.get(key) ?? new Column(key, store)
    if (columns.size >= mostColumns && !columns.has(key))
      throw new InputError(`${file.path}: more than ${mostColumns} different keys`)
    columns.set(key, column)
    return column
  })
  if (rows === 0 && expansion.title !== null)
    throw new InputError(`${file.path}: ${expansion.title} traces without any call of a model`, {
      hint: "Check that spans of models are exported: those with gen_ai.*, llm.* or a generation in them.",
    })
  if (rows === 0)
    throw new InputError(`${file.path}: it holds no object`, {
      hint: "Check that the export finished.",
    })
  // A row without a structure lacks all of its fields, one without a list its length; that is all that its null says.
  for (const [key, { type }] of columns) {
    const isSaid = fields.hasLists(key) || (!fields.whole.has(key) && fields.hasApart(key))
    if (isSaid && type.kind === "null") columns.delete(key)
    if (!fields.hasLists(key) || fields.hasNumberLists(key)) continue
    if (type.storageType === "list") columns.delete(key)
    columns.delete(`${key}.norm`)
    columns.delete(`${key}.mean`)
  }
  for (const key of fields.whole) {
    for (const name of fields.columnsOf(key)) columns.delete(name)
    // Does not fit before it was read: the second reading fills it.
    columns.set(key, new Column(key, store, "presence"))
  }
  for (const column of columns.values()) column.padTo(rows)
  for (const [name, { type }] of columns) if (expansion.isUnsaid(name, type.kind === "null")) columns.delete(name)
  return { rows, columns, warnings: expansion.warnings() }
}

/** Puts columns of the right type, filled from a second reading, in the place of the misfits. */
async function readAgain(
  file: JsonFile,
  fields: Fields,
  { rows, columns }: Pick<JsonTable, "rows" | "columns">,
  misfits: readonly Column[],
) {
  const again = new Map(misfits.map((column) => [column.name, column.sameTypeEmpty()]))
  const found = await eachValue(file, { expansion: new Expansion(file.traces), fields }, (key) => again.get(key))
  for (const [name, column] of again) {
    column.padTo(found)
    if (found !== rows || !column.fits) throw new InputError(`${file.path}: the file changed while it was read`)
    columns.set(name, column)
  }
}

/** Gives every value of the file to the column of its key; gives the number of rows. */
async function eachValue(
  file: JsonFile,
  { expansion, fields }: { expansion: Expansion; fields: Fields },
  columnFor: (key: string) => Column | undefined,
): Promise<number> {
  let rows = 0
  const take = (name: string, value: unknown) => columnFor(name)?.take(rows, value, undefined)
  const takeRow = (cells: readonly [string, unknown][], digits: ReadonlyMap<string, string> | null) => {
    for (const [key, value] of cells)
      if (typeof value === "object" && value !== null) fields.take(key, value, take)
      else columnFor(key)?.take(rows, value, digits?.get(key))
  }
  for await (const { texts, lineOf } of readRows(file))
    for (const [place, text] of texts.entries()) {
      const row = parseRow(text, file.path, lineOf(place))
      if (row === null) continue
      const calls = expansion.rowsOf(row.object)
      if (calls === null) {
        takeRow(row.entries, row.digits)
        rows++
      } else
        for (const cells of calls) {
          takeRow(cells, row.digits)
          rows++
        }
    }
  return rows
}

function textTable(
  rows: number,
  columns: readonly Column[],
  warnings: readonly string[],
  hasNumberLists: (name: string) => boolean,
): TextTable {
  return {
    format: "json-lines",
    sparse: true,
    rows,
    columns: columns.map(({ name, type: { storageType, kind, integer } }) => ({
      name,
      storageType,
      kind,
      integer,
      ...(storageType === "list" && hasNumberLists(name) ? { numberLists: true as const } : {}),
    })),
    warnings: [...warnings, ...columns.flatMap((column) => column.warnings())],
    gathered: columns.map((column) => column.gathered()),
    lists: columns.map((column) => column.sampleLists()),
  }
}
