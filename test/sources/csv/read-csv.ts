import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { InputError } from "../../../src/errors.js"
import type { ReadOptions, TableSource } from "../../../src/sources/source.js"
import { openCsvInChunks } from "../../../src/sources/csv.js"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-csv-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0

/** The path of a new file with this content. It is deleted when the tests of this file are done. */
export function fileWith(content: string | Uint8Array, name = "cur.csv"): string {
  const path = join(folder, `${files++}-${name}`)
  writeFileSync(path, content)
  return path
}

/** The message of the error that reading this content ends in, with `cur.csv` for the path. */
export async function messageFor(content: string | Uint8Array, options: ReadOptions = {}): Promise<string> {
  return (await failureFor(content, options)).message
}

/** The error that reading this content ends in, its message with `cur.csv` for the path. Short files are read in pieces of five bytes. */
export async function failureFor(content: string | Uint8Array, options: ReadOptions = {}): Promise<InputError> {
  const path = fileWith(content)
  const chunkBytes = content.length < 1000 ? 5 : 65_536
  const opening = Promise.resolve().then(() => openCsvInChunks(openFile(path), options, chunkBytes))
  const error = await opening.then(
    () => new InputError("no error"),
    (reason: unknown) => reason as InputError,
  )
  error.message = error.message.replaceAll(path, "cur.csv")
  return error
}

export async function readText(
  content: string | Uint8Array,
  options: ReadOptions = {},
  chunkBytes = 65_536,
): Promise<TableSource> {
  return openCsvInChunks(openFile(fileWith(content)), options, chunkBytes)
}

/** Every value of a column, as Arrow gives it. */
export function valuesOf(source: TableSource, index: number): unknown[] {
  const vector = source.readColumn(index)
  return Array.from({ length: vector.length }, (_, row): unknown => vector.get(row))
}

/** The whole table: names, then rows. */
export function cellsOf(source: TableSource): unknown[][] {
  const columns = source.columns.map((_, i) => valuesOf(source, i))
  const rows = Array.from({ length: source.rows }, (_, row) => columns.map((column) => column[row]))
  return [source.columns.map(({ name }) => name), ...rows]
}
