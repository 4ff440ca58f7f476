import { spawn } from "node:child_process"
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { holdLock } from "../../src/history/hold-lock.js"
import { takePart } from "../../src/history/owner.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
const quick = { beatMs: 20, silentMs: 300 }

/** Takes the lock; gives what was said meanwhile. */
async function held(path: string): Promise<{ said: string[]; release: () => void }> {
  const said: string[] = []
  const release = await holdLock(path, (text) => said.push(text), quick)
  return { said, release }
}

const lockOf = (path: string, more: object) =>
  writeFileSync(path, JSON.stringify({ ...takePart("other"), since: "2026-11-29T00:00:00.000Z", ...more }))

describe("a lock that is held as long as a process runs", () => {
  it("refuses a second holder, naming the first, and is free again after it", async () => {
    const path = files.path("a.lock")
    const { release } = await held(path)
    await expect(held(path)).rejects.toThrow(`${path} is held by process ${process.pid} on`)
    release()
    expect(existsSync(path)).toBe(false)
    ;(await held(path)).release()
  })

  it("is taken over from a process that died, at once, and that is said", async () => {
    const path = files.path("b.lock")
    const child = spawn("true")
    await new Promise((done) => child.once("exit", done))
    lockOf(path, { pid: child.pid, token: "gone", start: undefined })
    const { said, release } = await held(path)
    expect(said).toEqual([expect.stringContaining(`took over ${path}: process ${child.pid} on`)])
    release()
  })

  it.skipIf(process.platform !== "linux")(
    "is taken over where the number of its holder is a younger process's",
    async () => {
      const path = files.path("c.lock")
      const child = spawn("sleep", ["20"])
      lockOf(path, { pid: child.pid, token: "gone", start: 1 })
      const { said, release } = await held(path)
      expect(said).toHaveLength(1)
      release()
      child.kill()
    },
  )

  it("is left to a holder of another container that shows it is alive, and taken from one that does not", async () => {
    const path = files.path("d.lock")
    lockOf(path, { host: "elsewhere", token: "far" })
    const beat = setInterval(() => {
      utimesSync(path, new Date(), new Date())
    }, 50)
    await expect(held(path)).rejects.toThrow("is held by process")
    clearInterval(beat)
    const { said, release } = await held(path)
    expect(said).toEqual([expect.stringContaining("waits up to 0.3 s"), expect.stringContaining("took over")])
    expect(readFileSync(path, "utf8")).not.toContain("far")
    release()
  })

  it("does not remove a lock that somebody else has by now", async () => {
    const path = files.path("e.lock")
    const { release } = await held(path)
    lockOf(path, { token: "newer" })
    release()
    expect(existsSync(path)).toBe(true)
  })
})
