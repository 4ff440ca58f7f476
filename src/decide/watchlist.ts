/** Columns that are looked at more closely for a while: `watchlist.json` in the folder of runs. */
import { readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { InputError } from "../errors.js"

export const watchlistFile = "watchlist.json"

export interface WatchedColumn {
  name: string
  /** The run that put it there. */
  since_run: string
  /** Until when it is watched, ISO 8601, UTC. */
  until: string
}

/** The columns of a folder's watchlist; none without a file. Throws InputError for a damaged one. */
export function readWatchlist(folder: string): WatchedColumn[] {
  const path = join(folder, watchlistFile)
  try {
    const found = JSON.parse(readFileSync(path, "utf8")) as { columns?: unknown } | null
    if (Array.isArray(found?.columns) && found.columns.every(isWatched)) return found.columns
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return []
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new InputError(`${path} is no watchlist`, {
    hint: "it takes what driftcheck decide writes; remove it to watch no column",
  })
}

const isWatched = (value: unknown): value is WatchedColumn =>
  typeof value === "object" &&
  value !== null &&
  ["name", "since_run", "until"].every((key) => typeof (value as Record<string, unknown>)[key] === "string")

/** Those that are watched at an instant. */
export const watchedAt = (columns: readonly WatchedColumn[], at: Date): WatchedColumn[] =>
  columns.filter(({ until }) => Date.parse(until) >= at.getTime())

/** The list after a run in which these columns drifted: they are watched until so many milliseconds after it; what is over is left out. */
export function withColumns(
  before: readonly WatchedColumn[],
  drifted: readonly string[],
  run: { run: string; created_at: string },
  watchFor: number,
): WatchedColumn[] {
  const at = new Date(run.created_at)
  const until = new Date(at.getTime() + watchFor).toISOString()
  const known = watchedAt(before, at)
  const kept = known.map((each) => (drifted.includes(each.name) ? { ...each, until } : each))
  const names = new Set(known.map(({ name }) => name))
  return [...kept, ...drifted.flatMap((name) => (names.has(name) ? [] : [{ name, since_run: run.run, until }]))]
}

/** By rename: who reads it meanwhile finds the old list or the new one. */
export function writeWatchlist(folder: string, columns: readonly WatchedColumn[]): void {
  const temporary = join(folder, `.${watchlistFile}.${process.pid}`)
  writeFileSync(temporary, `${JSON.stringify({ schema_version: 1, columns }, null, 1)}\n`)
  renameSync(temporary, join(folder, watchlistFile))
}
