import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { UsageError } from "../errors.js"
import { onSignal } from "./signals.js"

/** An output file that was found writable before the long work. */
export interface OutputFile {
  path: string
  /** Puts the whole text, or the bytes, in place, in one step where the target is a regular file. */
  write(whole: string | Uint8Array): void
  /** Leaves the target as it was; does nothing once it was written. */
  discard(): void
}

/**
 * Opens `path` for writing, or throws UsageError that says why it cannot be. A regular file is written beside its place and
 * renamed at the end, so that an older report stays whole until the new one is; a device or pipe is written straight.
 */
export function openOutput(path: string): OutputFile {
  const kind = statOf(path)
  if (kind?.isDirectory() === true)
    throw new UsageError(`cannot write ${path}: it is a folder`, { hint: "name a file, or use --output for a folder" })
  const direct = kind !== undefined && !kind.isFile()
  const target = direct ? path : `${path}.${process.pid}.tmp`
  const fd = attempt(path, () => openSync(target, "w"))
  let open = true
  const discard = () => {
    forget()
    if (!open) return
    closeSync(fd)
    open = false
    if (!direct) rmSync(target, { force: true })
  }
  const forget = onSignal(discard)
  return {
    path,
    write(whole) {
      attempt(path, () => {
        writeAll(fd, Buffer.from(whole))
        closeSync(fd)
        open = false
        forget()
        if (!direct) renameSync(target, path)
      })
    },
    discard,
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

function statOf(path: string): ReturnType<typeof statSync> {
  return statSync(path, { throwIfNoEntry: false })
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written)
}

const causes: Record<string, string> = {
  ENOENT: "its folder does not exist",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOTDIR: "part of the path is a file, not a folder",
  EEXIST: "a file of that name is in the way",
  ENOSPC: "the disk is full",
}

/** What an act on a file gives, or UsageError that says why it cannot be written. */
export function attempt<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown"
    throw new UsageError(`cannot write ${path}: ${causes[code] ?? code}`, { cause: error })
  }
}
