import fs, {
  closeSync,
  constants,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  type ReadStream,
  type WriteStream,
} from "node:fs"
import { InputError } from "../errors.js"
import type { OpenFile } from "../model.js"
import { requireHere } from "./here.js"
import { orInputError } from "./unreadable.js"

/** The file at `path`, open for reading; throws InputError for what is missing, forbidden, empty, a folder, a pipe or a device. */
export function openFile(path: string): OpenFile {
  const file = opened(openRegular(path, path), path)
  if (file.size > 0) return file
  closeSync(file.fd)
  throw new InputError(`${path} is empty: 0 bytes`, { hint: "Check that the export finished." })
}

/** A file that is open already, as it is now. `path`: what messages call it. */
export function opened(fd: number, path: string): OpenFile {
  const { size, mtimeNs } = fstatSync(fd, { bigint: true })
  return { path, fd, size: Number(size), written: mtimeNs }
}

/** Closes a file; of one that lies elsewhere nothing that still comes is written any more: the descriptor may be another file's by then. */
export function closeFile({ fd, remote }: OpenFile): void {
  if (remote !== undefined) remote.closed = true
  closeSync(fd)
}

/** Throws InputError where the file was written to, or cut short, since it was opened. */
export function refuseChanged({ path, fd, size, written, remote }: OpenFile): void {
  if (remote !== undefined) return // Every byte was fetched of one state of the file.
  const now = opened(fd, path)
  if (now.size === size && now.written === written) return
  throw new InputError(`${path} was changed while it was read`, { hint: "Compare a copy that nobody writes to." })
}

/** Streams over a descriptor close it when they are destroyed, whatever `autoClose` says; whoever opened it does that here. */
const left = { close: (_: number, done: (error: null) => void) => done(null) }

/** The file's bytes in chunks of at most `chunkBytes`, up to the size that it had when it was opened. It stays open. */
export function streamFrom(file: OpenFile, chunkBytes: number): ReadStream {
  requireHere(file, 0, file.size)
  const { path, fd, size } = file
  return createReadStream(path, { fd, fs: { ...fs, ...left }, start: 0, end: size - 1, highWaterMark: chunkBytes })
}

/** A stream into a file that is open and empty, and that stays open. */
export function streamInto(fd: number): WriteStream {
  return createWriteStream("", { fd, fs: { ...fs, ...left }, start: 0 })
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
  requireHere(file, start, length)
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
