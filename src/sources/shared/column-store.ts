import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { InputError } from "../../errors.js"

/** Bytes in a temporary file. */
export interface Spilled {
  offset: number
  length: number
}

/** How many more bytes of memory may be used. */
export class Room {
  constructor(private free: number) {}

  take(bytes: number): boolean {
    if (bytes > this.free) return false
    this.free -= bytes
    return true
  }

  giveBack(bytes: number): void {
    this.free += bytes
  }
}

/** For the columns of all text files that are open, together: a file of 2M rows × 12 columns fits. Spilling costs 5 % more CPU time. */
const sharedRoom = new Room(256 * 2 ** 20)

/** Where the columns of a file are kept: in memory as long as there is room, then in a temporary file. */
export class ColumnStore {
  private taken = 0
  private file: number | null = null
  private folder: string | null = null
  private written = 0

  constructor(private readonly room = sharedRoom) {}

  /** Whether so many more bytes may be kept in memory. */
  allows(bytes: number): boolean {
    const allowed = this.room.take(bytes)
    if (allowed) this.taken += bytes
    return allowed
  }

  /** Writes bytes to the temporary file. */
  spill(bytes: Uint8Array): Spilled {
    const { length } = bytes
    const offset = this.written
    orFull(() => {
      this.file ??= this.newFile()
      for (let done = 0; done < length;) done += writeSync(this.file, bytes, done, length - done, offset + done)
    })
    this.written += length
    return { offset, length }
  }

  /** Reads them back to the beginning of `target`. */
  restore({ offset, length }: Spilled, target: Uint8Array): void {
    if (this.file === null) throw new Error("the store was closed")
    for (let done = 0; done < length;) {
      const got = readSync(this.file, target, done, length - done, offset + done)
      if (got === 0) throw new InputError(`a temporary file in ${tmpdir()} was cut short`)
      done += got
    }
  }

  /** What was spilled is gone afterwards. */
  close(): void {
    this.room.giveBack(this.taken)
    this.taken = 0
    if (this.file !== null) closeSync(this.file)
    this.file = null
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true })
    this.folder = null
  }

  /** Without a name from the start, where the system allows it: then nothing is left behind however the program ends. */
  private newFile(): number {
    const folder = mkdtempSync(join(tmpdir(), "driftcheck-columns-"))
    this.folder = folder
    const file = openSync(join(folder, "columns"), "wx+", 0o600)
    try {
      rmSync(folder, { recursive: true })
      this.folder = null
    } catch {
      // Removed on `close`.
    }
    return file
  }
}

/** An error of the system while writing becomes one that says what would help. */
function orFull(write: () => void): void {
  try {
    write()
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new InputError(`a large file's columns cannot be kept in ${tmpdir()}: ${code ?? message}`, {
      hint: "Set TMPDIR to a folder with more space.",
      cause,
    })
  }
}
