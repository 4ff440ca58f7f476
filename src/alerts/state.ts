import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { InputError } from "../errors.js"
import type { AlertMessage, Episode, Silence } from "../model.js"

/** What `driftcheck alert` keeps in the folder of runs: alerts/state.json. */
export interface AlertState {
  schema_version: 1
  /** The last run that was evaluated; null before the first. */
  evaluated: string | null
  /** Pending and open. */
  episodes: Episode[]
  /** Those that ended, oldest first; the last 1,000. */
  ended: Episode[]
  /** Messages that have not arrived, oldest first. */
  outbox: OutboxEntry[]
  /** Those made by command, and those of the configuration when it was last evaluated. */
  silences: Silence[]
  configured: Silence[]
  /** When the first evaluated run was; null before. */
  began: string | null
}

/** A message on its way to one sink. */
export interface OutboxEntry {
  sink: string
  message: AlertMessage
  /** Tries that failed, and what the last one said. */
  failures: number
  error: string | null
}

/** A folder of its own, so that its lock does not hold up the runs. */
export const alertsFolder = "alerts"
const stateFile = "state.json"
const mostEnded = 1000

export const emptyState: AlertState = {
  schema_version: 1,
  evaluated: null,
  episodes: [],
  ended: [],
  outbox: [],
  silences: [],
  configured: [],
  began: null,
}

/** The state of a folder of runs; the empty one where there is none. Throws InputError for one that is damaged: nothing is sent on a guess. */
export function readState(folder: string): AlertState {
  const path = join(folder, alertsFolder, stateFile)
  let written: string
  try {
    written = readFileSync(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return emptyState
    throw error
  }
  const state = parsed(written)
  if (state?.schema_version === 1 && Array.isArray(state.episodes) && Array.isArray(state.outbox))
    return { ...emptyState, ...state }
  throw new InputError(`${path} is not what driftcheck alert keeps`, {
    hint: "move it away to begin anew: open alerts are then told again",
  })
}

function parsed(written: string): Partial<AlertState> | null {
  try {
    return JSON.parse(written) as Partial<AlertState> | null
  } catch {
    return null
  }
}

/** By rename: a run that is killed leaves the old state or the new one. To be called under the lock. */
export function writeState(folder: string, state: AlertState): void {
  const own = join(folder, alertsFolder)
  mkdirSync(own, { recursive: true })
  const kept = { ...state, ended: state.ended.slice(-mostEnded) }
  const temporary = join(own, `${stateFile}.${process.pid}`)
  writeFileSync(temporary, `${JSON.stringify(kept, null, 1)}\n`)
  renameSync(temporary, join(own, stateFile))
}
