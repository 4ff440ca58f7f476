import { basename } from "node:path"
import { aPath, either, having, requireArguments, someOptions } from "../arguments.js"
import { InputError } from "../errors.js"
import { readBytes, refuseChanged } from "../files/open-file.js"
import { statOf } from "../files/stat.js"
import type { Input, OpenFile } from "../model.js"
import { isStoreAddress } from "../stores/address.js"
import { bringAll } from "../stores/fetch.js"
import { foreignBytes, foreignKind } from "./foreign.js"
import { formatByEnding, loadFormats } from "./formats.js"
import { closeInput, openFiles } from "./input.js"
import { openTable, tableFiles } from "./lakes/open-table.js"
import { findParts, type FormatOf, type Part } from "./parts/find.js"
import { openStore } from "./remote/open-store.js"
import { anyText, sniffFormat } from "./sniff.js"
import type { ReadOptions, TableSource } from "./source.js"
import { stdinName, stdinPath } from "./stdin.js"

/** A source that `openSource` gave, with the files it is read from; `close` closes them. */
export interface OpenedSource extends TableSource {
  readonly input: Input
}

/**
 * Opens a file, all files of a folder, those that a pattern with * ? [ ] or ** matches, or "-" for standard input; or takes over what
 * `openInput` opened. A file's format shows in its ending, or in its first bytes where the ending says nothing; throws InputError where
 * neither does.
 */
export async function openSource(from: string | Input, options: ReadOptions): Promise<OpenedSource> {
  const anInput = either(aPath, having(["files"], "an open file"))
  requireArguments("openSource", { from: [from, anInput], options: [options, someOptions] })
  const input = typeof from === "string" ? await openInput(from, options) : from
  try {
    return opened(await readInput(input, options), input)
  } catch (error) {
    try {
      input.files.forEach(refuseChanged) // Then that is what went wrong, whatever was found in the file.
    } finally {
      closeInput(input)
    }
    throw error
  }
}

/** The source together with its files, which are closed with it. */
export function opened(source: TableSource, input: Input): OpenedSource {
  let open = true
  const close = () => {
    source.close()
    if (open) closeInput(input)
    open = false
  }
  return { ...source, input, close }
}

/** Every file that a path stands for, opened once and for all. */
export async function openInput(path: string, options: ReadOptions = {}): Promise<Input> {
  if (isStoreAddress(path)) return openStore(path, options, await formatsOf(options.format))
  const table = path === stdinPath ? null : await openTable(path, options)
  const input = table ?? (await openFiles(path, path === stdinPath ? null : await partsOf(path, options.format)))
  return options.hash === false ? { ...input, unhashed: true } : input
}

/** The table in files that are open, and that stay so when it is closed. */
async function readInput(
  { path, files, partitions, empty = [], lake }: Input,
  options: ReadOptions,
): Promise<TableSource> {
  if (lake !== undefined) return (await import("./lakes/open-lake.js")).openLake(path, files, lake, options)
  if (partitions === null) return readFile(files[0], options)
  const { openParts } = await import("./parts.js")
  const parts = files.map((file, i) => ({ ...file, partitions: partitions[i] }))
  const source = await openParts(path, parts, options, readFile)
  return empty.length === 0 ? source : { ...source, warnings: [emptyNote(empty), ...source.warnings] }
}

function emptyNote(paths: readonly string[]): string {
  const names = paths.slice(0, 3).map((path) => basename(path))
  const which = `${names.join(", ")}${paths.length > names.length ? " …" : ""}`
  return `${paths.length === 1 ? "a file without a byte was" : `${paths.length} files without a byte were`} passed over: ${which}`
}

/** What reports call an input: its name without the folders. */
export function inputLabel(path: string): string {
  return path === stdinPath ? stdinName : basename(path)
}

/** The files that a path stands for, in the order of their rows; none where it stands for nothing that can be opened. */
export async function filesOf(path: string, format?: string): Promise<string[]> {
  try {
    if (path === stdinPath || isStoreAddress(path)) return []
    return (await tableFiles(path)) ?? (await partsOf(path, format))?.map((part) => part.path) ?? [path]
  } catch (error) {
    if (error instanceof InputError) return [] // Said when it is opened.
    throw error
  }
}

/** Bytes of the file here that a path names, if it is in a format that is read whole when it is opened; 0 for everything else. */
export async function wholeTextBytes(path: string, format?: string): Promise<number> {
  const formats = await loadFormats()
  const id = (await formatsOf(format))(path)
  if (formats.find((known) => known.id === id)?.readsWhole !== true) return 0
  const found = statOf(path)
  return found?.isFile() === true ? found.size : 0
}

/** `format`: what every file is, whatever its ending. */
async function partsOf(path: string, format?: string): Promise<Part[] | null> {
  return findParts(path, await formatsOf(format))
}

async function formatsOf(format: string | undefined): Promise<FormatOf> {
  const formats = await loadFormats()
  return (file) => format ?? formatByEnding(file, formats)?.id
}

/** ".parquet .csv .jsonl, texts also with .gz or .zst after it". */
function endingsText(endings: readonly string[]): string {
  const isPacked = (ending: string) => /\.(gz|zst)$/.test(ending)
  const packed = endings.some(isPacked) ? ", texts also with .gz or .zst after it" : ""
  return endings.filter((ending) => !isPacked(ending)).join(" ") + packed
}

/** What shows no format is read as any text is where it came in on standard input, or where the user says what separates its fields. */
async function readFile(file: OpenFile, options: ReadOptions): Promise<TableSource> {
  const { path } = file
  const formats = await loadFormats()
  const said = formats.find(({ id }) => id === options.format)
  const shown = said ?? formatByEnding(path, formats) ?? (await sniffFormat(file, formats))
  const isText = path === stdinName || options.delimiter !== undefined
  const format = shown ?? (isText ? anyText(formats) : undefined)
  if (format?.byRange !== true) await bringAll(file)
  if (format !== undefined) return format.open(file, options)
  const head = Buffer.from(readBytes(file, 0, Math.min(foreignBytes, file.size)))
  const foreign = foreignKind(head, path)
  if (foreign !== null) throw new InputError(`cannot read ${path}: it is ${foreign.what}`, { hint: foreign.hint })
  const endings = endingsText(formats.flatMap((known) => known.endings))
  const asText = head.includes(0) ? "" : "--input-format csv reads it as text; "
  throw new InputError(`${path}: unknown kind of file`, { hint: `${asText}known endings: ${endings}` })
}
