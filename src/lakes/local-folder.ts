import { readdirSync } from "node:fs"
import { join } from "node:path"
import { openFile, readWhole } from "../files/open-file.js"
import type { Folder } from "./folder.js"

/** A folder on this machine's disks. */
export function localFolder(path: string): Folder {
  const at = (name: string) => join(path, ...name.split("/"))
  return {
    path,
    names: (below) => Promise.resolve(filesIn(at(below))),
    read: async (name) => Promise.resolve(readWhole(at(name))),
    open: async (name) => Promise.resolve(openFile(at(name))),
  }
}

function filesIn(folder: string): string[] {
  try {
    const found = readdirSync(folder, { withFileTypes: true })
    return found.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).sort()
  } catch {
    return []
  }
}
