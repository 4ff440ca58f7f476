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

  /** Takes all but so many bytes; how many these were. */
  takeAllBut(bytes: number): number {
    const taken = Math.max(0, this.free - bytes)
    this.free -= taken
    return taken
  }

  /** Takes half of what is left; how much that is. */
  takeHalf(): number {
    return this.takeAllBut(Math.ceil(this.free / 2))
  }
}

/** For the columns of all text files that are open, together: a file of 2M rows × 12 columns fits. Spilling costs 5 % more CPU time. */
export const sharedRoom = new Room(256 * 2 ** 20)

/** What a store keeps, for another thread. */
export interface KeptStore {
  /** The descriptor of the temporary file, which all threads have in common; null without one. */
  file: number | null
  written: number
}

/** Where the columns of a file are kept: in memory as long as there is room, then in a temporary file. */
export class ColumnStore {
  private taken: number
  private file: number | null
  private written: number

  /** `kept`: what a store of another thread kept, and the room that it was given. */
  constructor(
    private readonly room = sharedRoom,
    kept: KeptStore & { taken: number } = { file: null, written: 0, taken: 0 },
  ) {
    this.taken = kept.taken
    this.file = kept.file
    this.written = kept.written
  }

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

  /** What a store in another thread needs to go on for this one, which has nothing left. */
  handOver(): KeptStore {
    const { file, written } = this
    this.file = null
    this.close()
    return { file, written }
  }

  /** What was spilled is gone afterwards. */
  close(): void {
    this.room.giveBack(this.taken)
    this.taken = 0
    if (this.file !== null) closeSync(this.file)
    this.file = null
  }
}
