import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"

/** Answers of servers by what was asked: in memory, and in files that hold no text of it, only hashes and figures. */
export class AnswerCache<Kept> {
  private readonly known = new Map<string, Kept>()

  /** `folder` null: nothing is kept beyond this run. */
  constructor(
    private readonly folder: string | null,
    private readonly isKept: (value: unknown) => value is Kept,
  ) {}

  /** What was kept under this key; null where nothing was, or what is there is not what was kept. */
  get(key: string): Kept | null {
    const known = this.known.get(key)
    if (known !== undefined || this.folder === null) return known ?? null
    try {
      const value: unknown = JSON.parse(readFileSync(this.file(this.folder, key), "utf8"))
      return this.isKept(value) ? value : null
    } catch {
      return null
    }
  }

  /** A folder that cannot be written only costs another question next time. */
  set(key: string, value: Kept): void {
    this.known.set(key, value)
    if (this.folder === null) return
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      const file = this.file(this.folder, key)
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(value), { mode: 0o600 })
      renameSync(`${file}.${process.pid}`, file)
    } catch {
      // Asked anew next time.
    }
  }

  private file(folder: string, key: string): string {
    return join(folder, `${key}.json`)
  }
}

/** A name for what was asked: equal for equal parts. */
export const keyOf = (...parts: readonly string[]) => createHash("sha256").update(JSON.stringify(parts)).digest("hex")

/** The folder for what a program may lose. */
export function usualCacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "driftcheck", "answers")
}
