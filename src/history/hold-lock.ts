import { randomUUID } from "node:crypto"
import { rmSync, statSync, utimesSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { UsageError } from "../errors.js"
import { create, holderOf, takeAway, who } from "./lock.js"
import { leave, stateOf, takePart } from "./owner.js"

/** A holder shows so often that it is alive, and one of another machine that has not for so long is dead: milliseconds. */
export interface Pulse {
  beatMs: number
  silentMs: number
}

const usual: Pulse = { beatMs: 10_000, silentMs: 60_000 }
const stepMs = 100

/**
 * Holds the lock at `path` until the function that comes back is called: for a process that has a folder to itself as long as it runs.
 * Throws UsageError where a live process holds it. The lock of one that died is taken over at once, and said; where the holder is on
 * another machine or in another container, it is waited whether it shows that it is alive.
 */
export async function holdLock(
  path: string,
  warn: (text: string) => void,
  { beatMs, silentMs }: Pulse = usual,
): Promise<() => void> {
  const owner = takePart(randomUUID())
  try {
    while (!create(path, owner)) {
      const [holder, seen] = [holderOf(path), touchedAt(path)]
      if (seen === null) continue // It was released meanwhile.
      const state = holder === null ? "elsewhere" : stateOf(holder)
      if (state === "elsewhere") warn(`waits up to ${silentMs / 1000} s: is ${who(holder)} alive, which holds ${path}?`)
      if (state === "alive" || (state === "elsewhere" && (await isTouchedAgain(path, seen, silentMs))))
        throw new UsageError(`${path} is held by ${who(holder)}, which writes to this folder`, {
          hint: "give each watch a folder of its own with -o, or end the other one",
        })
      if (takeAway(path, holder, owner)) warn(`took over ${path}: ${who(holder)} ended without releasing it`)
    }
  } catch (error) {
    leave(owner)
    throw error
  }
  const isOurs = () => holderOf(path)?.token === owner.token
  const beat = setInterval(() => {
    if (isOurs()) utimesSync(path, new Date(), new Date())
  }, beatMs).unref()
  return () => {
    clearInterval(beat)
    if (isOurs()) rmSync(path, { force: true })
    leave(owner)
  }
}

const touchedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null

/** Whether the file is touched within so many milliseconds, by the clock of this machine alone; false as soon as it is gone. */
async function isTouchedAgain(path: string, before: number, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += stepMs) {
    await setTimeout(stepMs)
    const now = touchedAt(path)
    if (now !== before) return now !== null
  }
  return false
}
