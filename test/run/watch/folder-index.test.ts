import { existsSync, mkdirSync } from "node:fs"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Io } from "../../../src/run/io.js"
import { FolderIndex } from "../../../src/run/watch/folder-index.js"
import { freshFolder } from "../../helpers/in-folder.js"

const folder = freshFolder()
const output = { write: () => undefined, isTTY: false, columns: undefined }
const io: Io = { argv: [], stdout: output, stderr: output, env: {}, now: () => new Date(0) }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe("the index of a folder of windows", () => {
  it("is written with a window at most every five seconds", () => {
    const index = new FolderIndex(folder.path("."), io)
    const shown: number[] = []
    for (let ms = 0; ms <= 12_000; ms += 250) {
      if (index.shows()) shown.push(ms)
      vi.advanceTimersByTime(250)
    }
    expect(shown).toEqual([0, 5000, 10_000])
  })

  it("is written when no window comes, if one is not in it yet", async () => {
    folder.write("history.ndjson", "")
    mkdirSync(folder.path("2026-03-02T000139Z"))
    folder.write("2026-03-02T000139Z/error.txt", "driftcheck\nerror: none\n")
    const index = new FolderIndex(folder.path("."), io)
    const isWritten = () => existsSync(folder.path("index.html"))
    index.shows()
    await index.write() // The only window was shown with its run.
    expect(isWritten()).toBe(false)
    index.shows()
    await index.write()
    expect(isWritten()).toBe(true)
  })
})
