import { randomUUID } from "node:crypto"
import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { leave, stateOf, takePart, thisHost, type Owner } from "./owner.js"
import { runName } from "./run-name.js"

/** A folder in which a run is prepared; its name tells whose it is. */
export interface TemporaryFolder {
  path: string
  /** Whether it stays whatever comes: it holds a run, under its name, of which it is not known yet whether it counts. */
  stays: boolean
  /** Removes it with all in it, unless it stays; does nothing the second time. */
  remove(): void
}

const named = /^\.run-(\d+)-([\w.-]+)-([0-9a-f]{12})$/
/** A folder of another machine, of whose processes nothing is known here, counts as left behind after a day. */
const day = 86_400_000

export function makeTemporaryFolder(folder: string): TemporaryFolder {
  const owner = takePart(randomUUID().replaceAll("-", "").slice(0, 12))
  const path = join(folder, `.run-${owner.pid}-${thisHost()}-${owner.token}`)
  mkdirSync(path)
  return {
    path,
    stays: false,
    remove() {
      leave(owner) // Where it cannot be removed, the next run sweeps it up.
      if (!this.stays) removeAll(path)
    },
  }
}

/** A run that is in place has left its folder empty. */
function removeAll(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    rmSync(path, { recursive: true, force: true })
  }
}

/** The runs of a folder that stayed because it was not known whether they count: the folder of each, and the name that it is to have. */
export function undecided(folder: string): { path: string; name: string }[] {
  return readdirSync(folder).flatMap((each) =>
    named.test(each) ? undecidedIn(join(folder, each)).map((name) => ({ path: join(folder, each, name), name })) : [],
  )
}

const undecidedIn = (path: string) => readdirSync(path).filter((name) => runName.test(name))

/** Removes what runs that were killed left behind, and gives its names; what is undecided stays. Links are removed as such, never followed. */
export function sweep(folder: string): string[] {
  return readdirSync(folder).filter((name) => {
    const parts = named.exec(name)
    const path = join(folder, name)
    if (parts === null || !leftBehind({ pid: Number(parts[1]), host: parts[2], token: parts[3] }, path)) return false
    if (lstatSync(path).isDirectory() && undecidedIn(path).length > 0) return false
    rmSync(path, { recursive: true, force: true })
    return true
  })
}

function leftBehind(owner: Owner, path: string): boolean {
  const state = stateOf(owner)
  if (state !== "elsewhere") return state === "dead"
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs > day
}
