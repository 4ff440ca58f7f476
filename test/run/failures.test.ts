/** What the operating system refuses is told in one line, never as a bug; what was found is printed all the same. */
import { spawnSync } from "node:child_process"
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
const data = resolve("fixtures/data")

function driftcheck(line: string, before = "") {
  const command = `${before} ${process.execPath} ${resolve("bin/driftcheck.js")} ${line.replaceAll("%", data)}`
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], {
    cwd: files.path("."),
    encoding: "utf8",
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  })
  return { status, stdout, stderr }
}

const drifting = "compare %/carloan_ref.parquet %/carloan_cur.parquet"
/** One line of error and at most one hint. */
const oneError = /^error: [^\n]+\n(hint: [^\n]+\n)?$/

describe("the verdict is printed even where it could not be kept", () => {
  const cases: [string, () => void, string, string, RegExp][] = [
    ["files may not grow", () => undefined, "ulimit -f 8;", "-o rep", /rep.*it grew larger than a file may be here/],
    ["files may not grow", () => undefined, "ulimit -f 8;", "--html page.html", /page\.html: it grew larger/],
    [
      "index.html is a folder",
      () => mkdirSync(files.path("rep/index.html"), { recursive: true }),
      "",
      "-o rep",
      /rep\/index\.html: a folder of that name is in the way/,
    ],
    [
      "history.ndjson is a folder",
      () => mkdirSync(files.path("rep/history.ndjson"), { recursive: true }),
      "",
      "-o rep",
      /rep.*: a folder of that name is in the way|it is a folder/,
    ],
    [
      ".lock is a folder",
      () => mkdirSync(files.path("rep/.lock/mine"), { recursive: true }),
      "",
      "-o rep",
      /rep\/\.lock: a folder of that name is in the way/,
    ],
  ]
  it.each(cases)("%s", (_, prepare, before, flags, message) => {
    prepare()
    const { status, stdout, stderr } = driftcheck(`${drifting} ${flags}`, before)
    expect(stderr).toMatch(oneError)
    expect(stderr).toMatch(message)
    expect(stdout).toContain("5 of 10")
    expect(status).toBe(2)
  })
})

describe("nothing that the system refuses is a bug", () => {
  it.each([
    [
      "standard input without a folder for it",
      "compare %/penguins_ref.csv - --no-output",
      `export TMPDIR=/nowhere; cat ${data}/penguins_cur.csv |`,
      /standard input cannot be kept in \/nowhere: .*/,
    ],
    [
      "a link to itself",
      "compare %/penguins_ref.csv self --no-output",
      "ln -s self self;",
      /its symbolic links form a circle/,
    ],
    [
      "a path that is too long",
      `compare %/penguins_ref.csv ${"x".repeat(5000)} --no-output`,
      "",
      /the path is too long/,
    ],
    [
      "an output whose name is too long",
      `${drifting} --no-output --html ${"x".repeat(300)}`,
      "",
      /the path is too long/,
    ],
    ["a folder that is a file", `${drifting} -o f/rep`, "touch f;", /part of the path is a file|in the way/],
  ])("%s", (_, line, before, message) => {
    const { status, stderr } = driftcheck(line, before)
    expect(stderr).toMatch(oneError)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  it("a link to itself within a folder is passed over", () => {
    mkdirSync(files.path("parts"))
    symlinkSync("self", files.path("parts/self"))
    symlinkSync(`${data}/penguins_cur.csv`, files.path("parts/a.csv"))
    const { stderr, status } = driftcheck("compare %/penguins_ref.csv parts --no-output --quiet")
    expect({ stderr, ok: status === 0 || status === 1 }).toEqual({ stderr: "", ok: true })
  })
})

describe("exit code 2 always has a word on stderr", () => {
  it.each([
    ["--quiet", "--quiet"],
    ["-f none", "-f none"],
    ["a table", ""],
  ])("%s", (_, flags) => {
    writeFileSync(files.path("k.csv"), `a\n${"1\n".repeat(50)}`)
    const { status, stderr } = driftcheck(`compare k.csv k.csv --no-output ${flags}`)
    expect(stderr).toMatch(/^no verdict: [^\n]+\n$/)
    expect(status).toBe(2)
  })

  it("a full standard output", () => {
    const { status, stderr } = driftcheck(`${drifting} --no-output -f json > /dev/full`)
    expect(stderr).toMatch(/^error: cannot write to standard output: .*no space left.*\n$/)
    expect(status).toBe(2)
  })
})

describe("what stands on stderr", () => {
  it.each(["--exclude", "--method", "--key", "--target", "--rule", "--html"])("repeats no endless %s", (flag) => {
    const { status, stderr } = driftcheck(
      `compare %/penguins_ref.csv %/penguins_cur.csv ${flag} ${"q".repeat(100_000)}`,
    )
    expect(stderr).toMatch(/^error: /)
    expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThanOrEqual(2000)
    expect(status).toBe(2)
  })

  it("steers no terminal and commands no runner, whatever files are called", () => {
    mkdirSync(files.path("parts"))
    writeFileSync(files.path("parts/x\n::error::pwn\x1b[31m.csv"), "a,b\n1,2\n")
    writeFileSync(files.path("parts/y.csv"), "a,c\n1,2\n")
    const { status, stderr } = driftcheck("compare %/penguins_ref.csv parts --no-output", "export GITHUB_ACTIONS=true;")
    expect(status).toBe(2)
    expect(stderr).toContain("pwn")
    expect(stderr).not.toMatch(/^\s*::error::pwn/m)
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
  })
})

describe("what is refused is not hashed", () => {
  // 8 GiB without a block on the disk: hashing them would take half a minute.
  it.each([
    ["the other side is not there", "nowhere.parquet large.parquet", /no such file/],
    ["it is no Parquet file", "%/carloan_ref.parquet large.parquet", /not a Parquet file/],
  ])("%s", (_, sides, message) => {
    writeFileSync(files.path("large.parquet"), "")
    truncateSync(files.path("large.parquet"), 8 * 2 ** 30)
    const { status, stdout, stderr } = driftcheck(`compare ${sides} --no-output --json -`)
    const { reference, current } = JSON.parse(stdout) as Report
    expect(stderr).toMatch(message)
    expect([reference.sha256, current.sha256]).toEqual([null, null])
    expect(status).toBe(2)
  })
})
