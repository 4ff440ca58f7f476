import { randomUUID } from "node:crypto"
import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { UsageError } from "../errors.js"
import { leave, stateOf, takePart, type Owner } from "./owner.js"

/** Held only while a finished run is put in place, which takes about a second; a finished run is worth waiting for. */
const patience = 60_000
/** A lock file says whose it is as soon as it is made; one that still says nothing was left behind. */
const silence = 10_000
/** A lock of this age was left behind, even if some process has its owner's number. */
const old = 600_000
const step = 50

/** What the lock file says. */
export interface Holder extends Owner {
  /** ISO 8601. */
  since: string
}

/**
 * Does one thing at a time in a folder: waits while another run is at it, takes over the lock of one that has died (and says so),
 * and throws UsageError that names the holder when it has waited long enough.
 */
export async function withLock<T>(
  folder: string,
  warn: (text: string) => void,
  act: () => Promise<T>,
  waitMs = patience,
): Promise<T> {
  const path = join(folder, ".lock")
  const owner = takePart(randomUUID())
  try {
    await take(path, owner, warn, waitMs)
    try {
      return await act()
    } finally {
      if (holderOf(path)?.token === owner.token) rmSync(path, { force: true })
    }
  } finally {
    leave(owner)
  }
}

async function take(path: string, owner: Owner, warn: (text: string) => void, waitMs: number): Promise<void> {
  for (let waited = 0; !create(path, owner); waited += step) {
    const holder = holderOf(path)
    const age = ageOf(path)
    if (age === null) continue // It was released meanwhile.
    const left = holder === null ? age > silence : stateOf(holder) === "dead" || age > old
    if (left) {
      if (takeAway(path, holder, owner)) warn(`took over ${path}: ${who(holder)} ended without releasing it`)
    } else if (waited >= waitMs) {
      throw new UsageError(`${path} is held by ${who(holder)}; gave up after ${waitMs / 1000} s`, {
        hint: "run again when it has finished; if there is no such process any more, remove the file",
      })
    } else await setTimeout(step)
  }
}

/** False where there is a lock already; throws UsageError where a folder has its name, which is nobody's lock. */
export function create(path: string, owner: Owner): boolean {
  let fd: number
  try {
    fd = openSync(path, "wx")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return false
    throw new UsageError(`cannot write ${path}: a folder of that name is in the way`)
  }
  writeSync(fd, `${JSON.stringify({ ...owner, since: new Date().toISOString() } satisfies Holder)}\n`)
  closeSync(fd)
  return true
}

/** Null where the file is gone or not written yet. */
export function holderOf(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, "utf8")) as Partial<Holder> | null
    return typeof holder?.pid === "number" && typeof holder.host === "string" && typeof holder.token === "string"
      ? (holder as Holder)
      : null
  } catch {
    return null
  }
}

const ageOf = (path: string): number | null => {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats === undefined ? null : Date.now() - stats.mtimeMs
}

/** Removes a lock that was left behind. Of two runs that try at once, one may move the other's new lock: it is put back. */
export function takeAway(path: string, left: Holder | null, { token }: Owner): boolean {
  const aside = `${path}.${token}`
  try {
    renameSync(path, aside)
  } catch {
    return false
  }
  const moved = holderOf(aside)
  const right = moved?.token === left?.token
  if (!right) restore(aside, path)
  rmSync(aside, { force: true })
  return right
}

function restore(aside: string, path: string): void {
  try {
    linkSync(aside, path)
  } catch {
    // A third run has the lock now; each of them still writes by rename.
  }
}

export const who = (holder: Holder | null) =>
  holder === null ? "an unknown run" : `process ${holder.pid} on ${holder.host} since ${holder.since}`
