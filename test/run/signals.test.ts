/** What a signal leaves behind, tried on real processes that wait for their input. */
import { spawn } from "node:child_process"
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { expect, it, vi } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"
import { patience } from "../helpers/patience.js"

const files = freshFolder()

it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
  "%s leaves nothing of standard input in the temporary folder, where it never has a name",
  async (signal) => {
    const bin = resolve("bin/driftcheck.js")
    const args = [bin, "compare", resolve("fixtures/data/penguins_ref.csv"), "-", "--no-output"]
    const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, TMPDIR: files.path(".") } })
    child.stdin.write("name,ssn\nAda,078-05-1120\n".repeat(100))
    // The copy is open and holds the rows; its name is gone already.
    const copies = () => openFilesOf(child.pid).filter((path) => path.startsWith(files.path(".")))
    await vi.waitFor(() => expect(copies()).toEqual([expect.stringMatching(/ \(deleted\)$/)]), {
      timeout: patience(30),
      interval: 50,
    })
    expect(readdirSync(files.path("."))).toEqual([])
    const ended = new Promise((done) => child.on("close", (_, by) => done(by)))
    child.kill(signal)
    expect(await ended).toBe(signal)
    expect(readdirSync(files.path("."))).toEqual([])
  },
)

/** What a process has open, as Linux names it. */
function openFilesOf(pid: number | undefined): string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).flatMap((fd) => {
    try {
      return [readlinkSync(`${folder}/${fd}`)]
    } catch {
      return [] // Closed meanwhile.
    }
  })
}

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends a run at once, as that signal, and its temporary files go",
  async (signal) => {
    writeFileSync(files.path("old.json"), "older")
    mkdirSync(files.path("reports"))
    const args = [
      "compare",
      resolve("fixtures/data/bikeshare_ref.csv"),
      "-",
      "-o",
      files.path("reports"),
      "--json",
      files.path("old.json"),
    ]
    const child = spawn(process.execPath, [resolve("bin/driftcheck.js"), ...args], { env: { PATH: process.env.PATH } })
    const there = () =>
      [...readdirSync(files.path(".")), ...readdirSync(files.path("reports"))].filter((name) =>
        /^\.run-|\.tmp$/.test(name),
      )
    await vi.waitFor(() => expect(there()).toHaveLength(2), { timeout: patience(30), interval: 50 })
    const ended = new Promise((done) => child.on("close", (code, by) => done({ code, by })))
    child.kill(signal)
    // No exit code of ours: a shell makes 130, 143 or 129 of it, and none of them is a finding.
    expect(await ended).toEqual({ code: null, by: signal })
    expect(readdirSync(files.path(".")).sort()).toEqual(["old.json", "reports"])
    expect(readdirSync(files.path("reports"))).toEqual([])
    expect(files.read("old.json")).toBe("older")
  },
)
