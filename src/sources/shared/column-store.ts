import { closeSync, readSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { InputError } from "../../errors.js"
import { namelessFile, orFull } from "../../files/nameless.js"

/** What is kept, for messages. */
const what = "a large file's columns"

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
    orFull(what, () => {
      this.file ??= namelessFile(what)
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
  }
}
