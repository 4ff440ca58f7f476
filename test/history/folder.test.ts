import { kindIds } from "../../src/kinds/kinds.js"
import type { ReportKind } from "../../src/model.js"
import { spawnSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import { withLock } from "../../src/history/lock.js"
import { thisHost } from "../../src/history/owner.js"
import { publish, rebuild } from "../../src/history/publish.js"
import { prune } from "../../src/history/run-folders.js"
import { makeTemporaryFolder, sweep } from "../../src/history/temporary-folder.js"
import json from "../../src/reporters/json.js"
import { historyRun } from "../helpers/history.js"
import { freshFolder } from "../helpers/in-folder.js"
import { sampleReport } from "../helpers/sample-report.js"

const files = freshFolder()
const host = thisHost()
/** The number of a process that has ended. */
const dead = () => spawnSync("true").pid
const told: string[] = []
const warn = (text: string) => void told.push(text)
const warnings = () => told.splice(0).map((text) => text.replaceAll(files.path("."), "."))

describe("the lock", () => {
  const path = () => files.path(".lock")
  const held = (pid: number, over: object = {}) =>
    writeFileSync(path(), JSON.stringify({ pid, host, token: "t", since: "2026-11-23T02:15:00.000Z", ...over }))

  it("says who holds it, and is gone afterwards", async () => {
    const holder = await withLock(files.path("."), warn, () =>
      Promise.resolve(JSON.parse(readFileSync(path(), "utf8")) as object),
    )
    expect(holder).toMatchObject({ pid: process.pid, host, since: expect.stringMatching(/^\d{4}-.*Z$/) as string })
    expect(existsSync(path())).toBe(false)
    await expect(withLock(files.path("."), warn, () => Promise.reject(new Error("no")))).rejects.toThrow("no")
    expect(readdirSync(files.path("."))).toEqual([])
  })

  it("lets one in at a time", async () => {
    let inside = 0
    let most = 0
    const visit = async () => {
      most = Math.max(most, ++inside)
      await new Promise((done) => setTimeout(done, 20))
      inside--
    }
    await Promise.all([1, 2, 3].map(() => withLock(files.path("."), warn, visit)))
    expect(most).toBe(1)
  })

  it("of a run that is at work ends a wait with its holder's name", async () => {
    held(process.ppid)
    await expect(withLock(files.path("."), warn, () => Promise.resolve(), 120)).rejects.toMatchObject({
      message: `${path()} is held by process ${process.ppid} on ${host} since 2026-11-23T02:15:00.000Z; gave up after 0.12 s`,
    })
    expect(existsSync(path())).toBe(true)
  })

  it.each([
    ["a process that has ended", () => held(dead()), /took over .*: process \d+ on .* ended without releasing it/],
    ["an earlier process of our number", () => held(process.pid), /took over/],
    [
      "anyone, ten minutes ago",
      () => {
        held(1, { host: "elsewhere" })
        utimesSync(path(), 0, 0)
      },
      /process 1 on elsewhere/,
    ],
    [
      "a file that says nothing",
      () => {
        writeFileSync(path(), "")
        utimesSync(path(), 0, 0)
      },
      /an unknown run/,
    ],
  ])("of %s is taken over, with a warning", async (_, leave, message) => {
    leave()
    expect(await withLock(files.path("."), warn, () => Promise.resolve("in"), 120)).toBe("in")
    expect(warnings()).toEqual([expect.stringMatching(message)])
    expect(readdirSync(files.path("."))).toEqual([])
  })

  it("is no folder, which is left alone and takes no wait", async () => {
    mkdirSync(path())
    await expect(withLock(files.path("."), warn, () => Promise.resolve())).rejects.toThrow(
      `cannot write ${path()}: a folder of that name is in the way`,
    )
    expect(readdirSync(files.path("."))).toEqual([".lock"])
    rmSync(path(), { recursive: true })
  })

  it("of another machine is respected", async () => {
    held(dead(), { host: "elsewhere" })
    await expect(withLock(files.path("."), warn, () => Promise.resolve(), 120)).rejects.toThrow("elsewhere")
  })
})

describe("what a killed run leaves behind", () => {
  it("is swept up, but nothing of a run at work, of another machine, or of yours", () => {
    const mine = makeTemporaryFolder(files.path("."))
    const names = [
      `.run-${dead()}-${host}-0123456789ab`,
      `.run-${process.ppid}-${host}-0123456789ab`,
      `.run-7-elsewhere-0123456789ab`,
      ".run-notes",
    ]
    for (const name of names) {
      mkdirSync(files.path(name))
      writeFileSync(files.path(`${name}/report.html`), "half")
    }
    expect(sweep(files.path("."))).toEqual([names[0]])
    utimesSync(files.path(names[2]), 0, 0)
    expect(sweep(files.path("."))).toEqual([names[2]])
    expect(existsSync(mine.path)).toBe(true)
    mine.remove()
    expect(readdirSync(files.path(".")).sort()).toEqual([names[1], names[3]].sort())
  })
})

const indexPage = () => "<index>"

/** Publishes a made-up run of night `i`. */
async function published(
  i: number,
  keep = { runs: null as number | null, days: null as number | null },
  kind: ReportKind = "comparison",
): Promise<string> {
  const temporary = makeTemporaryFolder(files.path("."))
  const began = new Date(historyRun(i, []).created_at)
  const report = sampleReport({ created_at: began.toISOString(), kind })
  const name = await publish({ folder: files.path("."), temporary, warn, indexPage }, began, keep, (run) =>
    Promise.resolve({
      run: { ...historyRun(i, []), run },
      files: { "report.json": json.render(report), "report.html": '<meta name="generator" content="driftcheck 1">' },
    }),
  )
  temporary.remove()
  return name ?? ""
}

describe("publishing", () => {
  it("puts a folder, a line, the index and latest in place, and nothing else", async () => {
    const name = await published(0)
    expect(readdirSync(files.path(".")).sort()).toEqual([name, "history.ndjson", "index.html", "latest"])
    expect(readdirSync(files.path("latest")).sort()).toEqual(["report.html", "report.json"])
    expect(statSync(files.path("latest")).isDirectory()).toBe(true)
    expect(warnings()).toEqual([])
  })

  it("adds a run whose line was lost", async () => {
    const lost = await published(0)
    rmSync(files.path("history.ndjson"))
    mkdirSync(files.path("2026-10-24T021500Z"))
    writeFileSync(
      files.path("2026-10-24T021500Z/error.txt"),
      "driftcheck 0.1.0, now\nerror: cannot read today.csv: no such file\n",
    )
    mkdirSync(files.path("2026-10-23T021500Z")) // Empty: it tells nothing.
    await published(1)
    const { runs } = readHistory(files.path("."))
    expect(runs.map(({ run, reason }) => [run, reason])).toEqual([
      ["2026-10-24T021500Z", "cannot read today.csv: no such file"],
      [lost, null],
      ["2026-10-26T021500Z", null],
    ])
    expect(runs[1]).toMatchObject({
      drifted_columns: sampleReport().drift.drifted_columns,
      status: sampleReport().verdict.status,
    })
    expect(warnings()).toEqual(
      ["2026-10-24T021500Z", lost].map((run) => expect.stringContaining(`${run} was not in the history`) as string),
    )
  })

  it("keeps latest at the newest run, also where an older one ends later", async () => {
    await published(1)
    await published(0)
    expect((JSON.parse(files.read("latest/report.json")) as { created_at: string }).created_at).toBe(
      historyRun(1, []).created_at,
    )
    const temporary = makeTemporaryFolder(files.path("."))
    expect(rebuild({ folder: files.path("."), temporary, warn, indexPage })).toHaveLength(2)
    temporary.remove()
  })

  it("writes through no link in place of latest", async () => {
    mkdirSync(files.path("mine"))
    symlinkSync(files.path("mine"), files.path("latest"))
    await published(0)
    expect(readdirSync(files.path("mine"))).toEqual([])
    expect(warnings()).toEqual(["./latest is no folder and stays as it is"])
  })
})

describe("keeping", () => {
  const runs = () => readdirSync(files.path(".")).filter((name) => name.startsWith("20"))

  it("removes all but the newest runs, by number and by days, and never the one at hand", async () => {
    for (let i = 0; i < 6; i++) await published(i)
    await published(6, { runs: 4, days: null })
    expect(runs()).toEqual([3, 4, 5, 6].map((i) => historyRun(i, []).run))
    await published(7, { runs: null, days: 2 })
    expect(runs()).toEqual([5, 6, 7].map((i) => historyRun(i, []).run))
    await published(0, { runs: 1, days: 1 })
    // The line of the first run is still there, so this one has a number.
    expect(runs()).toEqual([`${historyRun(0, []).run}-2`])
    expect(readHistory(files.path(".")).runs).toHaveLength(9)
  })

  it("removes runs of any kind", async () => {
    for (const [i, kind] of kindIds.entries()) await published(i, undefined, kind)
    const last = kindIds.length
    await published(last, { runs: 1, days: null })
    expect(runs()).toEqual([historyRun(last, []).run])
    expect(warnings()).toEqual([])
  })

  it("leaves what is not ours and follows no link", async () => {
    for (let i = 0; i < 3; i++) await published(i)
    mkdirSync(files.path("elsewhere"))
    writeFileSync(files.path("elsewhere/report.json"), files.read(`${historyRun(0, []).run}/report.json`))
    symlinkSync(files.path("elsewhere"), files.path("2020-01-01T000000Z"))
    mkdirSync(files.path("2020-01-02T000000Z"))
    symlinkSync(files.path("elsewhere/report.json"), files.path("2020-01-02T000000Z/report.json"))
    mkdirSync(files.path("2020-01-03T000000Z"))
    writeFileSync(files.path("2020-01-03T000000Z/report.json"), '{"somebody": "else"}')
    mkdirSync(files.path("2020-01-04"))
    writeFileSync(join(files.path(historyRun(1, []).run), "notes.txt"), "mine")
    mkdirSync(files.path("2020-01-05T000000Z/constructor"), { recursive: true })
    const said = prune(
      files.path("."),
      { runs: 1, days: null },
      historyRun(2, []).run,
      new Date(historyRun(2, []).created_at),
    )
    expect(runs()).toEqual([
      "2020-01-01T000000Z",
      "2020-01-02T000000Z",
      "2020-01-03T000000Z",
      "2020-01-04",
      "2020-01-05T000000Z",
      ...[1, 2].map((i) => historyRun(i, []).run),
    ])
    expect(readdirSync(files.path("elsewhere"))).toEqual(["report.json"])
    expect(readdirSync(files.path(historyRun(1, []).run)).sort()).toEqual(["notes.txt", "report.html", "report.json"])
    expect(said.map((text) => /"[^"]+" in it/.exec(text)?.[0]).sort()).toEqual([
      '"constructor" in it',
      '"notes.txt" in it',
      '"report.json" in it',
      '"report.json" in it',
    ])
    told.length = 0
  })
})
