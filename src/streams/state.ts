import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { InputError } from "../errors.js"
import type { OffsetRange } from "../model.js"
import { Ids } from "./ids.js"
import { Ranges } from "./ranges.js"
import type { WindowState } from "./windows.js"

/** The file in the folder of the runs that says up to where a source was read. */
export const stateFile = "watch.json"

interface Written {
  version: 1
  source: string
  reader: string
  done: OffsetRange[]
  closed_until: number | null
  ids: string[]
  /** The window that was judged last. */
  window: string | null
  windows: number
}

/** What a run of watch needs of the one before it. */
export interface WatchState extends WindowState {
  /** What tells the reader of this folder from all others, on whatever machine: made once. */
  reader: string
  window: string | null
  /** Windows that were judged. */
  windows: number
}

export const freshState = (): WatchState => ({
  reader: randomBytes(6).toString("hex"),
  done: new Ranges(),
  closedUntil: null,
  ids: new Ids(),
  window: null,
  windows: 0,
})

/** The state of this source in the folder; a fresh one where there is none. Throws InputError where it is damaged, or another source's. */
export function readState(folder: string, source: string): WatchState {
  const path = join(folder, stateFile)
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return freshState()
    throw error
  }
  const written = parsed(text)
  if (written === null)
    throw new InputError(`${path} is damaged`, {
      hint: "remove it to read the source from its start: windows that are there already are replaced, not doubled",
    })
  if (written.source !== source)
    throw new InputError(`${folder} holds windows of ${JSON.stringify(written.source)}`, {
      hint: "name another folder with -o for another source",
    })
  const { reader, done, closed_until: closedUntil, ids, window, windows } = written
  return { reader, done: new Ranges(done), closedUntil, ids: new Ids(ids), window, windows }
}

/** The text of the state file. */
export function stateText(source: string, { reader, done, closedUntil, ids, window, windows }: WatchState): string {
  const written: Written = {
    version: 1,
    source,
    reader,
    done: done.list(),
    closed_until: closedUntil,
    ids: ids.list(),
    window,
    windows,
  }
  return `${JSON.stringify(written)}\n`
}

function parsed(text: string): Written | null {
  try {
    const value = JSON.parse(text) as Partial<Written> | null
    const isSound =
      value?.version === 1 &&
      typeof value.source === "string" &&
      typeof value.reader === "string" &&
      Array.isArray(value.ids) &&
      Array.isArray(value.done) &&
      value.done.every(
        ({ part, from, to }) => typeof part === "string" && Number.isSafeInteger(from) && Number.isSafeInteger(to),
      )
    return isSound ? (value as Written) : null
  } catch {
    return null
  }
}
