import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs"
import { InputError } from "../errors.js"

/** A regular file, open for reading, that holds at least one byte. */
export interface OpenFile {
  readonly path: string
  readonly fd: number
  /** Bytes, when it was opened. */
  readonly size: number
}

/** The file at `path`, open for reading; throws InputError for what is missing, forbidden, empty, a folder, a pipe or a device. */
export function openFile(path: string): OpenFile {
  const fd = openRegular(path, path)
  const { size } = fstatSync(fd)
  if (size > 0) return { path, fd, size }
  closeSync(fd)
  throw new InputError(`${path} is empty: 0 bytes`, { hint: "Check that the export finished." })
}

/** All of a file that is small enough for it; throws InputError as `openFile` does, but not for an empty file. `name`: what messages call it. */
export function readWhole(path: string, name: string = path): Buffer {
  const fd = openRegular(path, name)
  try {
    return orInputError(name, () => readFileSync(fd))
  } finally {
    closeSync(fd)
  }
}

/** Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever. */
function openRegular(path: string, name: string): number {
  const fd = orInputError(name, () => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK))
  const stat = fstatSync(fd)
  if (stat.isFile()) return fd
  closeSync(fd)
  throw stat.isDirectory()
    ? new InputError(`cannot read ${name}: it is a folder`, { hint: "Name one file inside it." })
    : new InputError(`cannot read ${name}: it is a pipe or a device`, { hint: "Save the data to a file first." })
}

/** The bytes from `start` on, exactly `length` of them, in `bytes`; throws InputError when the file ends before. */
export function readBytes(
  file: OpenFile,
  start: number,
  length: number,
  bytes: Uint8Array = new Uint8Array(length),
): Uint8Array {
  let done = 0
  while (done < length) {
    const got = orInputError(file.path, () =>
      readSync(file.fd, bytes, done, Math.min(length - done, 2 ** 30), start + done),
    )
    if (got === 0)
      throw new InputError(`${file.path}: the file ends at byte ${start + done}, ${length - done} bytes too early`, {
        hint: "Was it being written while it was read?",
      })
    done += got
  }
  return bytes
}

const reasons: Partial<Record<string, { reason: string; hint: string }>> = {
  ENOENT: { reason: "no such file", hint: "Check the spelling; paths start at the current folder." },
  ENOTDIR: { reason: "no such file", hint: "A part of the path is a file, not a folder." },
  EACCES: { reason: "permission denied", hint: "The user who runs driftcheck needs the right to read it." },
  EPERM: { reason: "permission denied", hint: "The user who runs driftcheck needs the right to read it." },
  ENXIO: { reason: "it is a socket or a device", hint: "Save the data to a file first." },
  EISDIR: { reason: "it is a folder", hint: "Name one file inside it." },
  ELOOP: { reason: "its symbolic links form a circle", hint: "Name the real file." },
  EMFILE: { reason: "too many files are open", hint: "Let more be open: `ulimit -n 4096`." },
  ENFILE: { reason: "too many files are open on this machine", hint: "Run again when others have finished." },
  EIO: { reason: "the disk failed", hint: "Copy the file from elsewhere." },
  ERR_FS_FILE_TOO_LARGE: { reason: "it is larger than 2 GiB", hint: "Check that it is the right file." },
  ENAMETOOLONG: { reason: "the path is too long", hint: "Check that it is a path." },
}

/** s3://bucket/key, https://host/file. */
function isUrl(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path)
}

const byUrl = {
  reason: "addresses are not read",
  hint: "Fetch the file first, or pipe it in: `… | driftcheck compare ref.csv -`.",
}

/** What `action` gives; a failure of the operating system becomes an InputError that says what could not be read and why. */
function orInputError<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const known = isUrl(path) ? byUrl : reasons[code ?? ""]
    throw new InputError(`cannot read ${path}: ${known?.reason ?? message}`, { hint: known?.hint, cause })
  }
}
