import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { UsageError } from "../errors.js"
import { statOf } from "../files/stat.js"

export const configNames = ["driftcheck.yaml", "driftcheck.yml", "driftcheck.json"] as const

/**
 * The configuration file for a working directory, or null: in the folder itself or in the nearest one above it, up to the
 * repository's root (where .git is). Outside a repository only the folder itself is looked at, so that nobody's file in a
 * shared folder above steers a run. Throws UsageError for two files in one folder.
 */
export function findConfig(folder: string): string | null {
  for (const place of foldersUpwards(folder)) {
    const found = configNames.map((name) => join(place, name)).filter(isFile)
    if (found.length > 1)
      throw new UsageError(`there are two configuration files, ${found[0]} and ${found[1]}`, {
        hint: "keep one of them, or name it with --config",
      })
    if (found.length === 1) return found[0]
  }
  return null
}

function foldersUpwards(folder: string): string[] {
  const folders: string[] = []
  for (let place = folder; ; place = dirname(place)) {
    folders.push(place)
    if (existsSync(join(place, ".git"))) return folders
    if (dirname(place) === place) return [folder]
  }
}

const isFile = (path: string) => statOf(path)?.isFile() === true
