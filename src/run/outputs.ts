import { randomBytes } from "node:crypto"
import { closeSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { UsageError } from "../errors.js"
import { identityOf, statOf } from "../files/stat.js"
import { isSystemError, reasonOf } from "../files/unreadable.js"
import { shownAddress } from "../words/shown-address.js"
import { onSignal } from "../signals.js"

/** An output file that was found writable before the long work. */
export interface OutputFile {
  path: string
  /** Puts the whole text, or the bytes, in place, in one step where the target is a regular file. */
  write(whole: string | Uint8Array): void
  /** Leaves the target as it was; does nothing once it was written. */
  discard(): void
}

/** Throws UsageError for an address: what a folder of runs promises, a bucket does not keep between two runs at once. */
export function refuseStore(path: string): void {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return
  throw new UsageError(`cannot write ${shownAddress(path)}: outputs go to this machine's disks`, {
    hint: "write to a folder, then copy it: aws s3 sync reports s3://bucket/reports",
  })
}

/**
 * Opens `path` for writing, or throws UsageError that says why it cannot be. A regular file is written beside its place and
 * renamed at the end, so that an older report stays whole until the new one is; a device or pipe is written straight.
 */
export function openOutput(path: string): OutputFile {
  refuseStore(path)
  const kind = statOf(path)
  if (kind?.isDirectory() === true)
    throw new UsageError(`cannot write ${path}: it is a folder`, { hint: "name a file, or use --output for a folder" })
  const direct = kind !== undefined && !kind.isFile()
  if (!direct) sweepBeside(path)
  const target = direct ? path : `${path}.${randomBytes(6).toString("hex")}.tmp`
  const fd = attempt(path, () => openSync(target, direct ? "w" : "wx"))
  let open = true
  let done = false
  const close = () => {
    if (open) {
      open = false
      closeSync(fd)
    }
  }
  const discard = () => {
    forget()
    if (done) return
    done = true
    close()
    if (!direct) rmSync(target, { force: true })
  }
  const forget = onSignal(discard)
  return {
    path,
    write(whole) {
      attempt(path, () => {
        writeAll(fd, Buffer.from(whole))
        close() // Some disks say only now that they are full, so the old file gives way after that.
        if (!direct) renameSync(target, path)
        done = true
        forget()
      })
    },
    discard,
  }
}

/** What `openOutput` and its kin must not touch: the files that these paths name, by place and by identity. */
export function untouchable(paths: readonly string[]): ReadonlySet<string> {
  return new Set(paths.flatMap((path) => [resolve(path), identityOf(path) ?? resolve(path)]))
}

/** Throws UsageError where `path` is one of the files that are read, by whatever name or link. */
export function refuseOverInput(path: string, read: ReadonlySet<string>): void {
  const isInput = read.has(resolve(path)) || read.has(identityOf(path) ?? "")
  if (isInput && statOf(path)?.isFile() !== false)
    throw new UsageError(`${path} is an input and would be overwritten by an output`)
}

/** A work file of this age was left behind by a run that was killed. */
const day = 86_400_000
/** What a work file is called beyond the name of its place. */
const workFile = /\.[0-9a-f]{12}\.tmp$/

/** Paths that this process has written to. */
const swept = new Set<string>()

/** Removes work files of `path` that nobody works on any more; once for each path. */
function sweepBeside(path: string): void {
  if (swept.has(path)) return
  swept.add(path)
  const folder = dirname(path)
  for (const name of namesIn(folder)) {
    if (!workFile.test(name) || name.replace(workFile, "") !== basename(path)) continue
    const left = lstatSync(join(folder, name), { throwIfNoEntry: false })
    if (left?.isFile() === true && Date.now() - left.mtimeMs > day) rmSync(join(folder, name), { force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // Why it cannot be read is said when it is written to.
  }
}

/** Makes the folder with all above it. One by one: where /proc refuses, Node's own recursive way never returns. */
export function makeFolder(path: string): void {
  attempt(path, () => makeWithParents(resolve(path)))
}

function makeWithParents(path: string): void {
  if (statOf(path)?.isDirectory() === true) return
  const above = dirname(path)
  if (above !== path) makeWithParents(above)
  try {
    mkdirSync(path)
  } catch (error) {
    // Another run may have made it meanwhile.
    if (statOf(path)?.isDirectory() !== true) throw error
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written)
}

/** Where writing differs from reading. */
const causes: Record<string, string> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "part of the path is a file, not a folder",
  EISDIR: "a folder of that name is in the way",
}

/** What an act on a file gives, or UsageError that says why it cannot be written. */
export function attempt<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** UsageError that says why `path`, or the path within it that the system names, cannot be written; an error that is not the system's comes back. */
export function unwritable(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error
  const { dest, path: named = path } = error as NodeJS.ErrnoException & { dest?: string }
  const place = (dest ?? named).replace(workFile, "")
  return new UsageError(
    `cannot write ${place.startsWith(path) ? place : path}: ${causes[error.code ?? ""] ?? reasonOf(error)}`,
    { hint: hintFor(error, path), cause: error },
  )
}

function hintFor({ code }: NodeJS.ErrnoException, path: string): string | undefined {
  if (code === "EACCES" || code === "EPERM") return "The user who runs driftcheck needs the right to write there."
  const folder = dirname(path)
  return code === "ENOENT" && statOf(folder) === undefined ? `make the folder first: mkdir -p "${folder}"` : undefined
}
