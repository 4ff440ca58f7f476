import { statSync, type Stats } from "node:fs"

/** What lies at a path; undefined where nothing does, or where it cannot be known: a circle of links, a name too long, no right to look. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** Equal for two paths of the same file; undefined where nothing is there. */
export function identityOf(path: string): string | undefined {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    return found === undefined ? undefined : `${found.dev}:${found.ino}`
  } catch {
    return undefined
  }
}
