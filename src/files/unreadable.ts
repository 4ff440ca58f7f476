import { readdirSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { InputError } from "../errors.js"
import { nearest } from "../words/suggest.js"

/** Why the operating system refused something, by its code; the hint says what a reader of the file can do. */
const reasons: Partial<Record<string, { reason: string; hint?: string }>> = {
  ENOENT: { reason: "no such file", hint: "Check the spelling; paths start at the current folder." },
  ENOTDIR: { reason: "no such file", hint: "A part of the path is a file, not a folder." },
  EACCES: { reason: "permission denied", hint: "The user who runs driftcheck needs the right to read it." },
  EPERM: { reason: "permission denied", hint: "The user who runs driftcheck needs the right to read it." },
  EISDIR: { reason: "it is a folder", hint: "Name one file inside it." },
  ELOOP: { reason: "its symbolic links form a circle", hint: "Name the real file." },
  ENAMETOOLONG: { reason: "the path is too long", hint: "Check that it is a path." },
  ENXIO: { reason: "it is a socket or a device", hint: "Save the data to a file first." },
  EMFILE: { reason: "too many files are open", hint: "Let more be open: `ulimit -n 4096`." },
  ENFILE: { reason: "too many files are open on this machine", hint: "Run again when others have finished." },
  EIO: { reason: "the disk failed", hint: "Copy the file from elsewhere." },
  ENOSPC: { reason: "the disk is full" },
  EDQUOT: { reason: "the disk quota is used up" },
  EFBIG: { reason: "it grew larger than a file may be here (`ulimit -f`)" },
  EROFS: { reason: "the disk is read-only" },
  EEXIST: { reason: "a file of that name is in the way" },
  ENOTEMPTY: { reason: "a folder that is not empty is in the way" },
  EBUSY: { reason: "it is in use" },
  ETXTBSY: { reason: "it is in use" },
  EXDEV: { reason: "it lies on another disk" },
  ENOMEM: { reason: "the memory is used up" },
  ERR_FS_FILE_TOO_LARGE: { reason: "it is larger than 2 GiB", hint: "Check that it is the right file." },
}

/** Why, in words; the system's own text where there are none. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return reasons[code ?? ""]?.reason ?? message
}

/** Whether an error is the operating system's answer, and no mistake of ours. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "errno" in error && "syscall" in error && "code" in error
}

/** What was tried on what, and why it failed, in one line: "cannot open x.csv: permission denied". */
export function systemErrorText(error: NodeJS.ErrnoException): string {
  return `cannot ${error.syscall ?? "use"} ${error.path ?? "a file"}: ${reasonOf(error)}`
}

/** s3://bucket/key, https://host/file. */
function isUrl(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path)
}

const byUrl = {
  reason: "addresses of this kind are not read",
  hint: "s3:// and https:// are; for Google's: s3://bucket/key --endpoint https://storage.googleapis.com. Or pipe it in: `… | driftcheck compare ref.csv -`.",
}

/** What `action` gives; a failure of the operating system becomes an InputError that says what could not be read and why. */
export function orInputError<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

/** That a path cannot be read, and why. */
export function unreadable(path: string, cause: unknown): InputError {
  const { code = "" } = cause as NodeJS.ErrnoException
  const known = isUrl(path) ? byUrl : reasons[code]
  const beside = known !== byUrl && code === "ENOENT" ? neighbourOf(path) : null
  const hint = beside === null ? known?.hint : `Did you mean ${beside}? It lies in the same folder.`
  return new InputError(`cannot read ${path}: ${known?.reason ?? reasonOf(cause)}`, { hint, cause })
}

/** The path whose name is nearest to that of one that is not there, in the same folder; null where none is near. */
function neighbourOf(path: string): string | null {
  try {
    const name = nearest(basename(path), readdirSync(dirname(path)))
    return name === null ? null : join(dirname(path), name)
  } catch {
    return null
  }
}
