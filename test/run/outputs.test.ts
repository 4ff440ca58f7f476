/** What is written never touches what is read, follows no link that was planted, and leaves nothing behind. */
import fs, {
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { syncBuiltinESMExports } from "node:module"
import { describe, expect, it } from "vitest"
import { openOutput } from "../../src/run/outputs.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const at = files.path

/** r.csv, c.csv, a folder of parts, a configuration, a profile and a report; links to some of them. */
async function scene(): Promise<void> {
  copyFileSync("fixtures/data/penguins_ref.csv", at("r.csv"))
  copyFileSync("fixtures/data/penguins_cur.csv", at("c.csv"))
  mkdirSync(at("parts"))
  copyFileSync(at("r.csv"), at("parts/a.csv"))
  symlinkSync(at("."), at("lnk"))
  linkSync(at("c.csv"), at("same"))
  writeFileSync(at("k.yaml"), "drift_share: 0.5\n")
  await runCli(["profile", at("r.csv"), "-o", at("r.profile.json")])
  await runCli(["profile", at("c.csv"), "-o", at("c.profile.json")])
  await runCli(["compare", at("r.csv"), at("c.csv"), "--no-output", "--json", at("report.json")])
}

const contents = () =>
  Object.fromEntries(
    readdirSync(at("."), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(csv|yaml|json)$/.test(name))
      .map((name) => [name, readFileSync(at(name), "utf8")]),
  )

describe("an output that is an input, by whatever name, is refused", () => {
  it.each([
    "compare @r.csv @c.csv --no-output --json @lnk/r.csv",
    "compare @r.csv @c.csv --no-output --html @same",
    "compare @parts @c.csv --no-output --json @parts/a.csv",
    "compare @r.csv @c.csv --no-output --config @k.yaml --json @k.yaml",
    "compare @r.profile.json @c.csv --no-output --json @lnk/r.profile.json",
    "check @r.csv --no-output --config @k.yaml --json @r.csv",
    "profile @r.csv -o @r.csv",
    "profile @parts -o @lnk/parts/a.csv",
    "profile merge @r.profile.json @c.profile.json -o @lnk/c.profile.json",
    "report @report.json --json @report.json",
    "report @report.json --html @lnk/report.json",
  ])("%s", async (line) => {
    await scene()
    const before = contents()
    const { code, stderr } = await runCli(line.split(" ").map((word) => word.replace(/^@/, `${at("")}/`)))
    expect(stderr).toMatch(/^error: .* is an input and would be overwritten by an output\n$/)
    expect(code).toBe(2)
    expect(contents()).toEqual(before)
  })
})

describe("an input within the folder of reports is refused where a run overwrites it", () => {
  it.each([
    "rep/history.ndjson",
    "rep/index.html",
    "rep/latest/r.csv",
    "rep/2026-11-23T021500Z/r.csv",
    "lnk/rep/latest/r.csv",
  ])("%s", async (name) => {
    await scene()
    for (const folder of ["rep", "rep/latest", "rep/2026-11-23T021500Z"]) mkdirSync(at(folder))
    copyFileSync(at("r.csv"), at(name))
    const { code, stderr } = await runCli(["compare", at(name), at("c.csv"), "-o", at("rep")])
    expect(stderr).toMatch(
      /^error: .* is an input and (would be overwritten|lies in .*, which the reports of runs overwrite)/,
    )
    expect(code).toBe(2)
    expect(readFileSync(at(name), "utf8")).toBe(readFileSync(at("r.csv"), "utf8"))
  })

  it("and read anywhere else in it", async () => {
    await scene()
    mkdirSync(at("rep"))
    copyFileSync(at("r.csv"), at("rep/r.csv"))
    expect((await runCli(["compare", at("rep/r.csv"), at("c.csv"), "-o", at("rep")])).code).toBeLessThan(2)
  })
})

describe("a work file", () => {
  const temporary = () => readdirSync(at(".")).filter((name) => name.endsWith(".tmp"))

  it("has a name that nobody can guess", () => {
    const names = [1, 2].map(() => {
      const output = openOutput(at("page.html"))
      const [name] = temporary()
      output.discard()
      return name
    })
    expect(new Set(names).size).toBe(2)
    for (const name of names) expect(name).toMatch(/^page\.html\.[0-9a-f]{12}\.tmp$/)
    expect(temporary()).toEqual([])
  })

  it("of a run that was killed is swept a day later; that of a run at work, and other files, stay", () => {
    const [left, fresh, foreign] = ["page.html.0123456789ab.tmp", "page.html.ba9876543210.tmp", "page.html.mine.tmp"]
    for (const name of [left, fresh, foreign]) writeFileSync(at(name), "")
    const before = new Date(Date.now() - 25 * 3_600_000)
    for (const name of [left, foreign]) utimesSync(at(name), before, before)
    openOutput(at("page.html")).write("done")
    expect(temporary().sort()).toEqual([fresh, foreign].sort())
    expect(readFileSync(at("page.html"), "utf8")).toBe("done")
  })
})

it("leaves the older file where the disk says only when it is closed that it is full", () => {
  files.write("out.json", "older")
  const output = openOutput(at("out.json"))
  const { closeSync } = fs
  fs.closeSync = (fd) => {
    closeSync(fd)
    throw Object.assign(new Error("ENOSPC: no space left on device, close"), {
      ...{ code: "ENOSPC", errno: -28, syscall: "close" },
    })
  }
  syncBuiltinESMExports()
  try {
    expect(() => output.write("newer")).toThrow(`cannot write ${at("out.json")}: the disk is full`)
  } finally {
    fs.closeSync = closeSync
    syncBuiltinESMExports()
  }
  output.discard()
  expect([readdirSync(at(".")), files.read("out.json")]).toEqual([["out.json"], "older"])
})
