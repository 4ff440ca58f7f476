/** The recipes: each file is parsed, linted or run; those in Python are run by python/tests/test_recipes.py. */
import { spawnSync } from "node:child_process"
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { parse, parseAllDocuments } from "yaml"
import { pythonVenv } from "../scripts/python-venv.js"
import { patience } from "./helpers/patience.js"

const recipes = readdirSync("recipes", { recursive: true, encoding: "utf8", withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
const read = (path: string) => readFileSync(path, "utf8")
const has = (program: string) => spawnSync(program, ["--version"]).status === 0

function readable(script: string): void {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" })
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
}

let folder: string

/** Runs a script of bash in the folder, where driftcheck and the programs of others are on PATH. */
const run = (script: string, env: Record<string, string> = {}) =>
  spawnSync("bash", ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { HOME: folder, LANG: "C.UTF-8", PATH: `${folder}/bin:/usr/bin:/bin`, ...env },
  })

function program(name: string, script: string): void {
  writeFileSync(join(folder, "bin", name), `#!/bin/bash\n${script}\n`)
  chmodSync(join(folder, "bin", name), 0o755)
}

const data = (name: string) => resolve(`fixtures/data/${name}.parquet`)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-recipes-"))
  mkdirSync(join(folder, "bin"))
  program("driftcheck", `exec "${process.execPath}" "${resolve("bin/driftcheck.js")}" "$@"`)
})

afterEach(() => rmSync(folder, { recursive: true }))

describe("recipes", () => {
  it("are all tried: here, or by the tests in Python", () => {
    const tests = ["test/recipes.test.ts", "python/tests/test_recipes.py"].map(read).join("\n")
    expect(recipes.length).toBeGreaterThan(12)
    for (const path of recipes)
      expect([path, tests.includes(path.slice(path.lastIndexOf("/") + 1))]).toEqual([path, true])
  })

  it("notebook/drift.ipynb is a notebook as it is before it was run; `npm run adoption` runs it", () => {
    type Cell = { cell_type: string; source: string[]; outputs: object[] }
    const { cells, nbformat } = JSON.parse(read("recipes/notebook/drift.ipynb")) as { cells: Cell[]; nbformat: number }
    expect([nbformat, cells.map(({ outputs }) => outputs)]).toEqual([4, [[], [], []]])
    expect(cells.at(-1)?.source).toEqual(["report"])
  })

  it("install from a file, never by a name that is not published, and pin what they run on", () => {
    for (const path of [...recipes, ".github/workflows/release.yml", ".pre-commit-hooks.yaml", "action.yml"]) {
      const text = read(path)
      expect([path, text.match(/(npm (i|install)|pip install|uv add|npx)[^\n]* driftcheck\b(?!-)/)]).toEqual([
        path,
        null,
      ])
      for (const [, image] of text.matchAll(/(?:^FROM |image:? ['"]?)(node[^\s'"]*)/gm))
        expect(image).toMatch(/^node:\d+\.\d+\.\d+-/)
      for (const [, uses] of text.matchAll(/uses: (.*)/g))
        expect(uses).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    }
  })

  it("name the version that this is", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string }
    for (const path of recipes)
      for (const [found] of read(path).matchAll(/driftcheck-\d+\.\d+\.\d+/g))
        expect(found).toBe(`driftcheck-${version}`)
  })
})

describe("recipes for CI", () => {
  it("gitlab/driftcheck.yml is a component whose inputs are declared and used", () => {
    const [head, body] = parseAllDocuments(read("recipes/gitlab/driftcheck.yml")).map((one) => one.toJS() as object)
    const { inputs } = (head as { spec: { inputs: Record<string, object | null> } }).spec
    const used = Array.from(JSON.stringify(body).matchAll(/\$\[\[ inputs\.(\w+) \]\]/g), ([, name]) => name)
    expect(Array.from(new Set(used)).sort()).toEqual(Object.keys(inputs).sort())
    const { script } = (body as { driftcheck: { script: string[] } }).driftcheck
    for (const line of script) readable(line.replace(/\$\[\[.*?\]\]/g, "x"))
  })

  it("jenkins/Jenkinsfile has scripts that a shell can read, and its braces closed", () => {
    const text = read("recipes/jenkins/Jenkinsfile")
    const scripts = Array.from(text.matchAll(/(?:sh |script: )'([^']+)'/g), ([, script]) => script)
    expect(scripts).toHaveLength(2)
    scripts.forEach(readable)
    const bare = text.replace(/'[^']*'|"[^"]*"|\/\/.*/g, "")
    expect(bare.match(/[{(]/g)?.length).toBe(bare.match(/[})]/g)?.length)
  })

  it("github/drift.yml and the release ask for no more than they need, and hand no name to a shell", () => {
    type Job = { permissions?: Record<string, string>; steps: { run?: string; uses?: string }[] }
    type Workflow = { permissions: Record<string, string>; jobs: Record<string, Job> }
    const drift = parse(read("recipes/github/drift.yml")) as Workflow
    const inputs = Object.keys((parse(read("action.yml")) as { inputs: object }).inputs)
    const given = (drift.jobs["drift"].steps[1] as { with: object }).with
    for (const name of Object.keys(given)) expect(inputs).toContain(name)
    expect(drift.permissions).toEqual({ contents: "read", actions: "read", "pull-requests": "write" })
    const release = parse(read(".github/workflows/release.yml")) as Workflow
    expect(release.permissions).toEqual({ contents: "read" })
    // Only the jobs that publish speak for this repository to a registry, and none of them checks it out.
    expect(release.jobs["npm"].permissions).toEqual({ "id-token": "write" })
    expect(release.jobs["pypi"].permissions).toEqual({ "id-token": "write" })
    for (const name of ["npm", "pypi"])
      expect(release.jobs[name].steps.some(({ uses }) => uses?.startsWith("actions/checkout"))).toBe(false)
    for (const { steps } of [...Object.values(drift.jobs), ...Object.values(release.jobs)])
      for (const { run: script = "" } of steps) {
        expect(script).not.toContain("${{")
        readable(script)
      }
    expect(read(".github/workflows/release.yml")).toContain("--provenance")
  })

  it(
    "the pre-commit hook holds each file against the contract, and fails for one that breaks it",
    { timeout: patience(60) },
    () => {
      const [hook] = parse(read(".pre-commit-hooks.yaml")) as [{ entry: string; files: string }]
      expect("data/today.csv").toMatch(new RegExp(hook.files))
      writeFileSync(join(folder, "driftcheck.yaml"), "columns: { a: { max: 10 } }\n")
      writeFileSync(join(folder, "good one.csv"), `a,b\n${"1,2\n3,4\n".repeat(40)}`)
      writeFileSync(join(folder, "bad.csv"), `a,b\n${"1,2\n300,4\n".repeat(40)}`)
      expect(run(`${hook.entry} "good one.csv"`)).toMatchObject({ status: 0, stderr: "" })
      expect(run(`${hook.entry} bad.csv "good one.csv"`).status).toBe(1)
    },
  )

  it("docker/Dockerfile has no finding of hadolint", () => {
    const venv = pythonVenv()
    if (venv === null) {
      console.log("skipped: no hadolint; npm run python-venv installs it")
      return
    }
    const { status, stdout } = spawnSync(join(venv, "bin/hadolint"), ["recipes/docker/Dockerfile"], {
      encoding: "utf8",
    })
    expect([status, stdout]).toEqual([0, ""])
  })
})

describe("recipes for schedulers", { timeout: patience(60) }, () => {
  it("cron/drift.sh keeps a run each night, mails what is wrong and ends in the verdict", () => {
    program("mail", `echo "$@" > mailed; cat >> mailed`)
    mkdirSync(join(folder, "in"))
    copyFileSync(data("carloan_ref"), join(folder, "reference.parquet"))
    copyFileSync(data("carloan_cur"), join(folder, "in/2026-11-23.parquet"))
    const script = `"${resolve("recipes/cron/drift.sh")}" "${folder}"`
    expect(run(script, { TODAY: "2026-11-23", MAIL_TO: "team@example.org" })).toMatchObject({ status: 1, stderr: "" })
    expect(read(join(folder, "mailed"))).toMatch(/exit code 1 on 2026-11-23 team@example.org\n[^]*car_value/)
    expect(run(script, { TODAY: "2026-11-24", MAIL_TO: "team@example.org" }).status).toBe(2)
    expect(read(join(folder, "mailed"))).toContain("cannot read in/2026-11-24.parquet")
    expect(existsSync(join(folder, "runs/index.html"))).toBe(true)
  })

  it("cron/crontab runs that script at times that there are", () => {
    const lines = read("recipes/cron/crontab")
      .split("\n")
      .filter((line) => /^[\d*]/.test(line))
    expect(lines).toEqual([expect.stringMatching(/^[0-5]?\d [01]?\d \* \* \* \/srv\/model\/drift\.sh \/srv\/model$/)])
  })

  it.skipIf(!has("systemd-analyze"))(
    "systemd/driftcheck.service and driftcheck.timer are units that systemd takes",
    () => {
      const units = ["recipes/systemd/driftcheck.service", "recipes/systemd/driftcheck.timer"]
      const { status, stderr } = spawnSync("systemd-analyze", ["verify", ...units], { encoding: "utf8" })
      // Of other units of the machine it may complain as well.
      expect([status, stderr.split("\n").filter((line) => line.includes("driftcheck."))]).toEqual([0, []])
      const [, when = ""] = /OnCalendar=(.*)/.exec(read(units[1])) ?? []
      expect(spawnSync("systemd-analyze", ["calendar", when]).status).toBe(0)
    },
  )

  it("kubeflow/component.yaml is a component whose command gives its outputs", () => {
    type Place = string | { inputPath: string } | { outputPath: string }
    const component = parse(read("recipes/kubeflow/component.yaml")) as {
      inputs: { name: string }[]
      outputs: { name: string }[]
      implementation: { container: { command: string[]; args: Place[] } }
    }
    const { command, args } = component.implementation.container
    const places: Record<string, string> = { reference: data("nodrift_ref"), current: data("nodrift_cur") }
    for (const { name } of component.outputs) places[name] = join(folder, name)
    const words = args.map((word) =>
      typeof word === "string" ? word : places["inputPath" in word ? word.inputPath : word.outputPath],
    )
    const { status, stderr } = run([...command, ...words].map((word) => `'${word}'`).join(" "))
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
    for (const { name } of component.outputs) expect(existsSync(places[name])).toBe(true)
    expect(component.inputs.map(({ name }) => name)).toEqual(["reference", "current"])
  })

  it("dbt/drift.sh compares a model with its yesterday and loads what was found, which assert_no_drift.sql asks for", () => {
    // A warehouse whose model is a file: COPY writes it, CREATE TABLE keeps what it is given.
    program(
      "duckdb",
      `case "$3" in
  "COPY (FROM features) TO '"*) cp "$1" "$(sed "s/.* TO '\\([^']*\\)'.*/\\1/" <<<"$3")" ;;
  "CREATE OR REPLACE TABLE driftcheck_results AS FROM 'days/results.parquet'") cp days/results.parquet table.parquet ;;
  *) exit 9 ;;
esac`,
    )
    mkdirSync(join(folder, "days"))
    const script = (warehouse: string) => `"${resolve("recipes/dbt/drift.sh")}" "${warehouse}" features days`
    const first = run(script(data("carloan_ref")))
    expect([first.status, first.stdout]).toEqual([0, "no earlier day of features to compare with\n"])
    const today = new Date().toISOString().slice(0, 10)
    run(`mv days/${today}.parquet days/2026-01-01.parquet`)
    expect(run(script(data("carloan_cur"))).status).toBe(1)
    expect(existsSync(join(folder, "table.parquet"))).toBe(true)
    expect(read("recipes/dbt/assert_no_drift.sql")).toContain("finding = 'verdict' and status = 'drift'")
    const { stdout } = run(`driftcheck compare days/2026-01-01.parquet days/${today}.parquet --no-output --csv -`)
    const [header = "", verdict = ""] = stdout.split("\n")
    const names = header.split(",")
    const cells = verdict.split(",")
    expect([cells[names.indexOf("finding")], cells[names.indexOf("status")]]).toEqual(["verdict", "drift"])
  })
})
