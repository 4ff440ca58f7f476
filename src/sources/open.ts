import { closeSync } from "node:fs"
import { basename } from "node:path"
import { InputError } from "../errors.js"
import { foreignKind } from "./foreign.js"
import { formatByEnding, loadFormats } from "./formats.js"
import { openFile, readBytes } from "./open-file.js"
import { findParts, type Part } from "./parts/find.js"
import { anyText, sniffFormat } from "./sniff.js"
import type { ReadOptions, TableSource } from "./source.js"
import { openStdin, stdinName, stdinPath } from "./stdin.js"

/**
 * Opens a file, all files of a folder, those that a pattern with * ? [ ] or ** matches, or "-" for standard input.
 * A file's format shows in its ending, or in its first bytes where the ending says nothing; throws InputError where neither does.
 */
export async function openSource(path: string, options: ReadOptions): Promise<TableSource> {
  if (path === stdinPath) return openStdin(options, (saved, read) => openOne(saved, read, true))
  const parts = await partsOf(path)
  if (parts === null) return openOne(path, options)
  const { openParts } = await import("./parts.js")
  return openParts(path, parts, options, (part, read) => openOne(part, read))
}

/** What reports call an input: its name without the folders. */
export function inputLabel(path: string): string {
  return path === stdinPath ? stdinName : basename(path)
}

/** The files that a path stands for, in the order of their rows: itself, or those of a folder or a pattern. */
export async function inputFiles(path: string): Promise<string[]> {
  return (await partsOf(path))?.map((part) => part.path) ?? [path]
}

async function partsOf(path: string): Promise<Part[] | null> {
  const formats = await loadFormats()
  return findParts(path, (file) => formatByEnding(file, formats)?.id)
}

/** `isText`: what shows no format is read as any text is. */
async function openOne(path: string, options: ReadOptions, isText = false): Promise<TableSource> {
  const head = headOf(path)
  const formats = await loadFormats()
  const shown = formatByEnding(path, formats) ?? (await sniffFormat(path, formats))
  const format = shown ?? (isText ? anyText(formats) : undefined)
  if (format !== undefined) return format.open(path, options)
  const foreign = foreignKind(head, path)
  const endings = formats.flatMap((known) => known.endings).join(" ")
  if (foreign === null) throw new InputError(`${path}: unknown kind of file`, { hint: `known endings: ${endings}` })
  throw new InputError(`cannot read ${path}: it is ${foreign.what}`, { hint: foreign.hint })
}

/** The first bytes of a file that can be opened. */
function headOf(path: string): Buffer {
  const file = openFile(path)
  try {
    return Buffer.from(readBytes(file, 0, Math.min(8, file.size)))
  } finally {
    closeSync(file.fd)
  }
}
