import { lstatSync, readdirSync, readFileSync, rmdirSync, unlinkSync } from "node:fs"
import { join } from "node:path"
import { byRunName, instantOf, runName } from "./run-name.js"

/** What a run's folder holds: the page, the data, and why there was no answer. In the order in which they are removed. */
export const runFiles = ["report.html", "error.txt", "report.json"] as const
export type RunFile = (typeof runFiles)[number]

/** Folders of runs by name, in no order, with the files they hold. Links and what else lies there are passed over. */
export function runFolders(folder: string): Map<string, Set<RunFile>> {
  return new Map(runFolderNames(folder).map((name) => [name, filesIn(join(folder, name))]))
}

/** The names of these folders. */
export function runFolderNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => runName.test(entry.name) && entry.isDirectory())
    .map(({ name }) => name)
}

/** Which of a run's files lie in a folder. */
export function filesIn(path: string): Set<RunFile> {
  return new Set(runFiles.filter((file) => lstatSync(join(path, file), { throwIfNoEntry: false })?.isFile() === true))
}

/** How many runs to keep, and for how many days; null: no limit. */
export interface Keep {
  runs: number | null
  days: number | null
}

/**
 * Removes the folders of runs beyond the newest so many, and of runs older than so many days before `now`; never that of `current`. Only
 * folders that are ours by their name and by all that they hold; no link is followed. Gives a warning for each it had to leave.
 */
export function prune(folder: string, { runs, days }: Keep, current: string, now: Date): string[] {
  if (runs === null && days === null) return []
  const names = runFolderNames(folder).filter((name) => name !== current)
  if (days === null && names.length < (runs ?? Infinity)) return []
  const others = names.sort((a, b) => byRunName(b, a))
  const beyond = runs === null ? [] : others.slice(Math.max(0, runs - 1))
  const oldest = days === null ? -Infinity : now.getTime() - days * 86_400_000
  const old = others.filter((name) => instantOf(name) < oldest)
  return Array.from(new Set([...beyond, ...old])).flatMap((name) => removeRun(join(folder, name)))
}

/** Removes one folder file by file; a warning where something in it is not ours, and then nothing is removed. */
export function removeRun(path: string): string[] {
  const foreign = readdirSync(path, { withFileTypes: true }).find(
    (entry) => !entry.isFile() || !isOurs(join(path, entry.name), entry.name),
  )
  if (foreign !== undefined)
    return [`${path} is kept: ${JSON.stringify(foreign.name)} in it was not written by driftcheck`]
  const files = filesIn(path)
  for (const file of runFiles) if (files.has(file)) unlinkSync(join(path, file))
  rmdirSync(path)
  return []
}

const marks = new Map<string, RegExp>([
  ["report.html", /<meta name="generator" content="driftcheck /],
  ["error.txt", /^driftcheck /],
  ["report.json", /^\{\s*(?:"kind":\s*"[\w-]+",\s*)?"schema_version":\s*\d+,\s*"driftcheck_version":/],
])

/** Every mark stands near the start. */
const enough = 2000

function isOurs(path: string, name: string): boolean {
  const mark = marks.get(name)
  return mark !== undefined && mark.test(readFileSync(path, "utf8").slice(0, enough))
}
