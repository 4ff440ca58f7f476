import { closeFile, openFile } from "../files/open-file.js"
import { statOf } from "../files/stat.js"
import type { Input, OpenFile } from "../model.js"
import type { Part } from "./parts/find.js"
import { saveStdin, stdinPath } from "./stdin.js"

/** Opens all files of a path; `parts`: what it stands for, null for itself. Throws InputError where one cannot be opened. */
export async function openFiles(path: string, parts: readonly Part[] | null): Promise<Input> {
  if (path === stdinPath) return { path, files: [await saveStdin()], partitions: null }
  const held = withoutEmpty(parts)
  const files: OpenFile[] = []
  try {
    for (const part of held ?? [{ path }]) files.push(openFile(part.path))
  } catch (error) {
    closeInput({ files })
    throw error
  }
  const empty = parts?.filter((part) => held?.includes(part) === false).map((part) => part.path) ?? []
  const partitions = held?.map((part) => part.partitions) ?? null
  return { path, files, partitions, ...(empty.length === 0 ? {} : { empty }) }
}

/** The parts that hold a byte, or all where none does. */
function withoutEmpty(parts: readonly Part[] | null): readonly Part[] | null {
  const held = parts?.filter((part) => statOf(part.path)?.size !== 0) ?? []
  return held.length === 0 ? parts : held
}

/** Closes the files, unless that is for another thread to do. */
export function closeInput({ files, borrowed }: Pick<Input, "files" | "borrowed">): void {
  if (borrowed !== true) files.forEach(closeFile)
}
