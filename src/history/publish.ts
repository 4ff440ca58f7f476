import { copyFileSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { HistoryRun, Report } from "../model.js"
import { appendRun, readHistory } from "./history-file.js"
import { asKept, begunUpTo, inOrder } from "./line.js"
import {
  filesIn,
  prune,
  removeRun,
  runFiles,
  runFolderNames,
  runFolders,
  type Keep,
  type RunFile,
} from "./run-folders.js"
import { instantOf, nameOf } from "./run-name.js"
import { failedRun, runOf } from "./run-of.js"
import type { TemporaryFolder } from "./temporary-folder.js"

/** What a run leaves: its line in the history and its files as text. */
export interface Made {
  run: HistoryRun
  files: Partial<Record<RunFile, string>>
}

/** The index page over all runs; `files`: what is still there of each. */
export type IndexPage = (runs: readonly HistoryRun[], files: ReadonlyMap<string, ReadonlySet<RunFile>>) => string

interface Place {
  folder: string
  /** In the same folder, to be renamed from. */
  temporary: TemporaryFolder
  warn: (text: string) => void
  indexPage: IndexPage
  /**
   * Whether the index and `latest` are written with this run; absent: they are. Else whoever publishes has them written later (`rebuild`),
   * and before the first run: then nothing that was left behind is looked for here, because lists of a folder with many runs take long.
   */
  shows?: (() => boolean) | undefined
  /** The runs that this one takes the place of. */
  replaces?: ((run: HistoryRun) => boolean) | undefined
  /** Whether the run, whose files are on disk now, counts; absent: it does. Where this throws, it stays beside its place, undecided. */
  counts?: (() => Promise<boolean>) | undefined
}

/**
 * Puts a finished run in place: its folder by rename, then its line, then the index and `latest`. Killed in between, the next
 * run finds a folder without a line and adds it. To be called under the lock. `make` gets the name of the folder and the runs before.
 * Gives the name; null where the run does not count.
 */
export async function publish(
  place: Place,
  began: Date,
  keep: Keep,
  make: (name: string, earlier: HistoryRun[]) => Promise<Made>,
): Promise<string | null> {
  const { folder, warn } = place
  const { runs, replaced } = withoutReplaced(place)
  const isTaken = (candidate: string) => runs.some(({ run }) => run === candidate) || exists(join(folder, candidate))
  // Under the name of the run that it replaces, so that the line of that run gives way as well.
  const name = replaced !== undefined && !isTaken(replaced) ? replaced : nameOf(began, isTaken)
  const made = await make(name, begunUpTo(runs, began.getTime()))
  if (!(await putInPlace(place, name, made.files))) return null
  appendRun(folder, made.run)
  for (const warning of prune(folder, keep, name, began)) warn(warning)
  if (place.shows?.() !== false) refresh(place, inOrder([...runs, asKept(made.run)]))
  return name
}

/** Writes the files beside their place and renames them into it; false where they do not count, and are gone. */
async function putInPlace({ folder, temporary, counts }: Place, name: string, files: Made["files"]): Promise<boolean> {
  const write = (prepared: string) => {
    mkdirSync(prepared)
    for (const [file, text] of Object.entries(files)) writeFileSync(join(prepared, file), text)
    return prepared
  }
  const prepared = write(join(temporary.path, "run"))
  if (counts === undefined) {
    renameSync(prepared, join(folder, name))
    return true
  }
  const undecided = join(temporary.path, name)
  renameSync(prepared, undecided)
  temporary.stays = true
  const isOurs = await counts()
  if (isOurs) renameSync(undecided, join(folder, name))
  temporary.stays = false
  return isOurs
}

/** Writes the index and `latest` anew from the runs of the folder, and gives them; writes nothing where there are none. Under the lock as well. */
export function rebuild(place: Place): HistoryRun[] {
  const runs = adopted(place.folder, place.warn, true)
  if (runs.length > 0) refresh(place, runs)
  return runs
}

/** The runs of the folder but for those that give way, whose folders are removed; and the name of the first of these. */
function withoutReplaced({ folder, warn, replaces, shows }: Place): {
  runs: HistoryRun[]
  replaced?: string | undefined
} {
  const runs = shows === undefined ? adopted(folder, warn) : known(folder, warn)
  if (replaces === undefined) return { runs }
  const removed = runs.filter((run) => replaces(run) && isRemoved(join(folder, run.run), warn))
  return { runs: runs.filter((run) => !removed.includes(run)), replaced: removed.at(0)?.run }
}

function isRemoved(path: string, warn: Place["warn"]): boolean {
  if (!exists(path)) return true
  const warnings = removeRun(path)
  for (const warning of warnings) warn(warning)
  return warnings.length === 0
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function known(folder: string, warn: Place["warn"], allDamage = false): HistoryRun[] {
  const { runs, warnings } = readHistory(folder, allDamage)
  for (const warning of warnings) warn(warning)
  return runs
}

/** The history, with the runs that left a folder and no line added to it. */
function adopted(folder: string, warn: Place["warn"], allDamage = false): HistoryRun[] {
  const runs = known(folder, warn, allDamage)
  const names = new Set(runs.map(({ run }) => run))
  const missing = runFolderNames(folder)
    .map((name) => (names.has(name) ? null : fromFolder(folder, name, filesIn(join(folder, name)))))
    .filter((run) => run !== null)
  for (const run of inOrder(missing)) {
    warn(`${join(folder, run.run)} was not in the history and is added to it`)
    appendRun(folder, run)
  }
  return missing.length === 0 ? runs : inOrder([...runs, ...missing])
}

/** Null where the folder holds neither a report nor an error of ours. */
function fromFolder(folder: string, name: string, files: ReadonlySet<RunFile>): HistoryRun | null {
  try {
    if (files.has("report.json"))
      return runOf({ ...ofOlderVersions, ...jsonIn(join(folder, name, "report.json")) } as Report, name)
    if (!files.has("error.txt")) return null
    const [, reason = "no reason given"] = readFileSync(join(folder, name, "error.txt"), "utf8").split("\n")
    return failedRun(name, new Date(instantOf(name)).toISOString(), reason.replace(/^error: /, ""), "comparison")
  } catch {
    return null
  }
}

/** What reports of older versions lack. */
const ofOlderVersions: Pick<Report, "kind"> = { kind: "comparison" }

const jsonIn = (path: string) => JSON.parse(readFileSync(path, "utf8")) as object

function refresh({ folder, temporary, warn, indexPage }: Place, runs: readonly HistoryRun[]): void {
  const files = runFolders(folder)
  const page = join(temporary.path, "index.html")
  writeFileSync(page, indexPage(runs, files))
  renameSync(page, join(folder, "index.html"))
  const newest = runs.findLast(({ run }) => (files.get(run)?.size ?? 0) > 0)
  if (newest !== undefined) copyLatest(folder, newest.run, files.get(newest.run) ?? new Set(), temporary, warn)
}

/** Copies of the newest run's files, each put in place by rename; what the newest run does not have goes. */
function copyLatest(
  folder: string,
  name: string,
  files: ReadonlySet<RunFile>,
  temporary: TemporaryFolder,
  warn: Place["warn"],
): void {
  const latest = join(folder, "latest")
  if (!exists(latest)) mkdirSync(latest)
  if (!lstatSync(latest).isDirectory()) {
    warn(`${latest} is no folder and stays as it is`)
    return
  }
  for (const file of runFiles) {
    if (!files.has(file)) {
      rmSync(join(latest, file), { force: true })
      continue
    }
    const copy = join(temporary.path, file)
    copyFileSync(join(folder, name, file), copy)
    renameSync(copy, join(latest, file))
  }
}
