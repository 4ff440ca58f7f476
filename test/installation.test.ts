/** An installation that is damaged or starved: never exit code 1, which is a finding, and one line that says what is missing. */
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Report } from "../src/model.js"
import { writeLongTable } from "./helpers/long-table.js"

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "driftcheck-installation-"))
  for (const part of ["bin", "dist", "schema", "package.json"]) cpSync(part, join(home, part), { recursive: true })
  mkdirSync(join(home, "node_modules"))
  for (const name of readdirSync("node_modules"))
    symlinkSync(resolve("node_modules", name), join(home, "node_modules", name))
})
afterEach(() => rmSync(home, { recursive: true }))

const data = (name: string) => resolve("fixtures/data", name)
const drifting = ["compare", data("carloan_ref.parquet"), data("carloan_cur.parquet"), "--no-output"]

function driftcheck(argv: readonly string[], { before = "" } = {}) {
  const shell = `${before} exec "$@"`
  const args = ["-c", shell, "bash", process.execPath, join(home, "bin/driftcheck.js"), ...argv]
  const { status, stdout, stderr } = spawnSync("bash", args, { cwd: home, encoding: "utf8" })
  return { status, stdout, stderr }
}

const remove = (name: string) => () => rmSync(join(home, name), { recursive: true })
/** Cut off within a block, wherever 300 bytes end. */
const cut = (name: string) => () =>
  writeFileSync(join(home, name), `${readFileSync(join(home, name), "utf8").slice(0, 300)}\n{`)

describe("an installation without its bundle that is not whole ends in 2 with one line", () => {
  beforeEach(() => remove("dist/program.cjs")())

  it("unlike a whole one", () => expect(driftcheck(drifting)).toMatchObject({ status: 1, stderr: "" }))

  it.each([
    ["bin/start.js", remove("bin/start.js"), drifting],
    ["bin/main.mjs", remove("bin/main.mjs"), drifting],
    ["dist", remove("dist"), drifting],
    ["commander", remove("node_modules/commander"), drifting],
    ["package.json", remove("package.json"), drifting],
    ["hyparquet", remove("node_modules/hyparquet"), drifting],
    ["arrow", remove("node_modules/apache-arrow"), drifting],
    ["dist/methods", remove("dist/methods"), drifting],
    ["dist/reporters/table.js", remove("dist/reporters/table.js"), drifting],
    ["half of dist/cli.js", cut("dist/cli.js"), drifting],
    ["half of dist/commands/compare.js", cut("dist/commands/compare.js"), drifting],
    ["schema", remove("schema"), ["schema", "report"]],
  ])("without %s", (_, damage, argv) => {
    damage()
    const { status, stdout, stderr } = driftcheck(argv)
    expect(stderr).toMatch(/^error: the installation of driftcheck is not whole: .+\nhint: install it again.*\n$/)
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" })
  })

  it("without its pages, after the verdict", () => {
    remove("dist/pages.cjs")()
    const { status, stdout, stderr } = driftcheck([...drifting.slice(0, 3), "--html", "page.html"])
    expect(stderr).toMatch(
      /^error: the installation of driftcheck is not whole: .*pages\.cjs.*\nhint: install it again.*\n$/,
    )
    expect([status, stdout]).toEqual([2, expect.stringContaining("Drift detected")])
  })

  it("without the module of its threads", () => {
    remove("dist/workers/worker.js")()
    writeLongTable(join(home, "long.parquet"))
    const { status, stderr } = driftcheck(["compare", "long.parquet", "long.parquet", "--no-output", "--workers", "2"])
    expect(stderr).toMatch(/^error: the installation of driftcheck is not whole: .*worker\.js.*\nhint: .*\n$/)
    expect(status).toBe(2)
  })
})

describe("an installation with its bundle", () => {
  it("needs no other module of the program", () => {
    for (const part of ["methods", "checks", "cli.js"]) remove(`dist/${part}`)()
    remove("node_modules/hyparquet")()
    expect(driftcheck(drifting)).toMatchObject({ status: 1, stderr: "" })
  })

  it("measures what the files measure", () => {
    const columns = () => (JSON.parse(driftcheck([...drifting, "--format", "json"]).stdout) as Report).columns
    const bundled = columns()
    remove("dist/program.cjs")()
    expect(columns()).toEqual(bundled)
  })

  it("ends in 2 with one line where half of that is gone", () => {
    cut("dist/program.cjs")()
    const { status, stdout, stderr } = driftcheck(drifting)
    expect(stderr).toMatch(/^error: the installation of driftcheck is not whole: .+\nhint: install it again.*\n$/)
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" })
  })

  it("ends in 2 with one line where it is empty", () => {
    writeFileSync(join(home, "dist/program.cjs"), "")
    const { status, stdout, stderr } = driftcheck(drifting)
    expect(stderr).toMatch(/^error: the installation of driftcheck is not whole: .+\nhint: install it again.*\n$/)
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" })
  })

  it("compiles it where what V8 kept of it is gone or cannot be read", () => {
    remove("dist/program.cache")()
    expect(driftcheck(drifting)).toMatchObject({ status: 1, stderr: "" })
    mkdirSync(join(home, "dist/program.cache"))
    expect(driftcheck(drifting)).toMatchObject({ status: 1, stderr: "" })
  })

  it.each([3, 40, 5000, 1_000_000])("compiles it where what V8 kept of it is damaged at byte %i", (at) => {
    const path = join(home, "dist/program.cache")
    const kept = readFileSync(path)
    kept.fill(0x5a, at, at + 16)
    writeFileSync(path, kept)
    expect(driftcheck(drifting)).toMatchObject({ status: 1, stderr: "" })
  })

  it.each([0, 31, 100_000])("compiles it where what V8 kept of it is cut off after %i bytes", (at) => {
    const path = join(home, "dist/program.cache")
    writeFileSync(path, readFileSync(path).subarray(0, at))
    expect(driftcheck(drifting)).toMatchObject({ status: 1, stderr: "" })
  })
})

describe("with few descriptors", () => {
  it.each([18, 20, 22, 24, 26, 28, 32, 40])("%i: a word and 2, or the right verdict", (most) => {
    const { status, stderr } = driftcheck(drifting, { before: `ulimit -n ${most};` })
    if (status === 1) expect(stderr).toBe("")
    else {
      expect(status).toBe(2)
      expect(stderr).toMatch(/^error: .*\nhint: .*`ulimit -n 1024`\n$/)
    }
  })
})
