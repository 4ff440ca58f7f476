import { closeSync } from "node:fs"
import { openFile } from "../files/open-file.js"
import type { Input, OpenFile } from "../model.js"
import type { Part } from "./parts/find.js"
import { saveStdin, stdinPath } from "./stdin.js"

/** Opens all files of a path; `parts`: what it stands for, null for itself. Throws InputError where one cannot be opened. */
export async function openFiles(path: string, parts: readonly Part[] | null): Promise<Input> {
  if (path === stdinPath) return { path, files: [await saveStdin()], partitions: null }
  const files: OpenFile[] = []
  try {
    for (const part of parts ?? [{ path }]) files.push(openFile(part.path))
  } catch (error) {
    closeInput({ files })
    throw error
  }
  return { path, files, partitions: parts?.map(({ partitions }) => partitions) ?? null }
}

/** Closes the files, unless that is for another thread to do. */
export function closeInput({ files, borrowed }: Pick<Input, "files" | "borrowed">): void {
  if (borrowed !== true) for (const { fd } of files) closeSync(fd)
}
