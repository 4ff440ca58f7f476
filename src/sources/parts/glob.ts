import { lstatSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { statOf } from "../../files/stat.js"
import { fits, only, type Place } from "../../words/wildcards.js"

/** Whether the path is a glob pattern: it holds one of * ? [ ]. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path)
}

/**
 * The folder that a pattern starts from, "" for the current one, and its segments from the first with a wildcard on. On Windows, either
 * separator stands between names.
 */
export function splitPattern(
  pattern: string,
  isWindows = process.platform === "win32",
): { base: string; segments: string[] } {
  const segments = (isWindows ? pattern.replaceAll("\\", "/") : pattern).split("/")
  const first = segments.findIndex(isPattern)
  const base = segments.slice(0, first).join("/")
  // The root, and that of a drive, end in a separator: "C:" alone is where that drive was last.
  const isRoot = (base === "" && first > 0) || (isWindows && /^[A-Za-z]:$/.test(base))
  return { base: isRoot ? `${base}/` : base, segments: segments.slice(first).filter((text) => text !== "") }
}

/**
 * Files and folders that match, sorted, each once. `*` stands for any text within a name, `?` for one character, `[a-c]` and `[!a-c]` for one
 * of a set, and `**` for any number of folders. Names that begin with . or _ match only where the pattern begins with that character, too.
 */
export function expandPattern(pattern: string): string[] {
  const { base, segments } = splitPattern(pattern)
  const found = new Set<string>()
  expand(base, segments, found)
  return [...found].sort()
}

function expand(folder: string, [segment, ...rest]: readonly string[], found: Set<string>): void {
  if (segment === "**") {
    expand(folder, rest.length === 0 ? ["*"] : rest, found)
    for (const name of namesIn(folder).filter(isShown)) {
      // Links to folders are not followed here: they may form a circle.
      const path = join(folder, name)
      if (isFolder(path, false)) expand(path, ["**", ...rest], found)
    }
    return
  }
  const matches = isPattern(segment) ? matcherOf(segment) : (name: string) => name === segment
  for (const name of namesIn(folder).filter(matches)) {
    const path = join(folder, name)
    if (rest.length === 0) found.add(path)
    else if (isFolder(path, true)) expand(path, rest, found)
  }
}

/** Names that are meant for people, not for the program that wrote them. */
export function isShown(name: string): boolean {
  return !/^[._]/.test(name)
}

/** Names in a folder, sorted; none where it is no folder or may not be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder === "" ? "." : folder).sort()
  } catch {
    return []
  }
}

export function isFolder(path: string, followLinks: boolean): boolean {
  return statOf(path)?.isDirectory() === true && (followLinks || !isLink(path))
}

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink()
}

/** Says whether a name matches one segment of a pattern. */
export function matcherOf(segment: string): (name: string) => boolean {
  const hidden = /^[._]/.test(segment)
  const places = placesOf(segment)
  return (name) => (hidden || isShown(name)) && (places === null ? name === segment : fits(places, name))
}

/** Null where a set is none, as [z-a]: such a segment stands for itself. */
function placesOf(segment: string): Place[] | null {
  try {
    return Array.from(segment.matchAll(/\[(!?)([^\]]+)\]|./gsu), (found) => {
      const [part, not] = found
      const set = found.at(2)
      if (part === "*") return "any"
      if (part === "?") return () => true
      return set === undefined ? only(part) : oneOf(set, not === "!")
    })
  } catch {
    return null
  }
}

function oneOf(set: string, not: boolean): Place {
  const expression = new RegExp(`^[${not ? "^" : ""}${set.replace(/[\\\]^]/g, "\\$&")}]$`, "su")
  return (character) => expression.test(character)
}
