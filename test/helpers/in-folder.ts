import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach } from "vitest"

/** A folder of its own for each test of the file; gone after it. */
export function freshFolder(): {
  path: (name: string) => string
  write: (name: string, text: string) => string
  read: (name: string) => string
} {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const path = (name: string) => join(folder, name)
  return {
    path,
    write(name, text) {
      writeFileSync(path(name), text)
      return path(name)
    },
    read: (name) => readFileSync(path(name), "utf8"),
  }
}
