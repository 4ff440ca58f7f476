import { mkdtempSync, openSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { InputError } from "../errors.js"
import { reasonOf } from "./unreadable.js"

/**
 * Descriptor of a new file in the temporary folder, open for reading and writing, which nobody else may open. It has no name any more
 * where the system allows that (not Windows), so that nothing is left behind however the program ends. `what`: what it will hold.
 */
export function namelessFile(what: string): number {
  return orFull(what, () => {
    const folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
    try {
      return openSync(join(folder, "data"), "wx+", 0o600)
    } finally {
      removed(folder)
    }
  })
}

function removed(folder: string): void {
  try {
    rmSync(folder, { recursive: true })
  } catch {
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  }
}

/** What `write` gives; an error of the system becomes an InputError that says what would help. */
export function orFull<T>(what: string, write: () => T): T {
  try {
    return write()
  } catch (cause) {
    throw full(what, cause)
  }
}

/** That something cannot be kept in the temporary folder, and why. */
export function full(what: string, cause: unknown): InputError {
  return new InputError(`${what} cannot be kept in ${tmpdir()}: ${reasonOf(cause)}`, {
    hint: "Set TMPDIR to a folder with more space.",
    cause,
  })
}
