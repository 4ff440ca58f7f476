import { mkdirSync } from "node:fs"
import { join, relative } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { findConfig } from "../../src/config/find.js"
import type { Report } from "../../src/model.js"
import { findings } from "../../src/options/settings/findings.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const penguins = ["fixtures/data/penguins_ref.csv", "fixtures/data/penguins_cur.csv"]

describe("looking for a configuration", () => {
  const make = (...names: string[]) => {
    for (const name of names) mkdirSync(files.path(name), { recursive: true })
  }

  it("goes upwards to the repository's root and takes the nearest", () => {
    make(".git", "a/b")
    expect(findConfig(files.path("a/b"))).toBeNull()
    const root = files.write("driftcheck.json", "{}")
    expect(findConfig(files.path("a/b"))).toBe(root)
    const nearer = files.write("a/driftcheck.yml", "")
    expect(findConfig(files.path("a/b"))).toBe(nearer)
    expect(findConfig(files.path("."))).toBe(root)
  })

  it("does not leave the repository, nor the folder itself outside of one", () => {
    make("repo/.git", "repo/a", "bare/a")
    files.write("driftcheck.yaml", "")
    expect(findConfig(files.path("repo/a"))).toBeNull()
    files.write("bare/driftcheck.yaml", "")
    expect(findConfig(files.path("bare/a"))).toBeNull()
    expect(findConfig(files.path("bare"))).toBe(files.path("bare/driftcheck.yaml"))
  })

  it("passes over a folder of that name, and refuses two files side by side", () => {
    make("driftcheck.yaml")
    expect(findConfig(files.path("."))).toBeNull()
    files.write("driftcheck.yml", "")
    files.write("driftcheck.json", "{}")
    expect(() => findConfig(files.path("."))).toThrow("two configuration files")
  })
})

/** As the command line names it. */
const configPath = () => relative(process.cwd(), files.path("driftcheck.yaml"))

/** compare in a folder that holds this configuration. */
async function inFolder(text: string, ...flags: string[]) {
  files.write("driftcheck.yaml", text)
  return runCli(["compare", ...penguins, ...flags], { cwd: files.path(".") })
}

describe("a configuration that was found", () => {
  it("steers the run, and the table, the page and the JSON say which it was", async () => {
    const text = "outputs: { folder: false }\nmin_rows: 5000\n"
    const path = configPath()
    const table = await inFolder(text)
    expect(table.code).toBe(2)
    expect(table.stdout).toContain(`  Settings   ${path}\n`)
    const { setup } = JSON.parse((await inFolder(text, "-f", "json")).stdout) as Report
    expect(setup).toMatchObject({ config_path: path, config_found: true, min_rows: 5000 })
    expect((await inFolder(text, "--html", "-")).stdout).toContain(`${path} (found)`)
  })

  it("is left aside with --no-config, and for the one that --config names", async () => {
    const other = files.write("other.yaml", "min_rows: 4000\noutputs: { folder: false }\n")
    const setup = async (...flags: string[]) =>
      (JSON.parse((await inFolder("min_rows: 5000", "--no-output", "-f", "json", ...flags)).stdout) as Report).setup
    expect(await setup("--no-config")).toMatchObject({ config_path: null, config_found: false, min_rows: 30 })
    expect(await setup("--config", other)).toMatchObject({ config_path: other, config_found: false, min_rows: 4000 })
    expect((await runCli(["compare", ...penguins, "--config", other])).stdout).not.toContain("Settings")
  })

  it("with a name that no column has is refused at its line", async () => {
    for (const [text, place] of [
      ["policy: classic\nexclude: [Island, Specie]", "2:19: exclude"],
      ["columns:\n  Specie: { critical: true }", "2:3: columns"],
      ["target: Specie", "1:1: target"],
      ["key: [Island, Specie]", "1:15: key"],
      ["segments: [{ column: Specie }]", "1:12: segments"],
      ["checks: { row-count: { columns: { Specie: off } } }", "1:35: checks.row-count.columns"],
    ]) {
      const { code, stderr } = await inFolder(text, "--no-output")
      expect(stderr).toContain(
        `error: ${configPath()}:${place} names the column "Specie", which neither side has\nhint: did you mean "Species"?`,
      )
      expect(code).toBe(2)
    }
  })

  it("with a pattern that fits no column warns and goes on", async () => {
    const { stdout } = await inFolder('exclude: ["x_*"]', "--no-output", "-f", "json")
    expect((JSON.parse(stdout) as Report).warnings).toContain(
      `${configPath()}:1:11: exclude: the pattern "x_*" fits no column.`,
    )
  })
})

describe("weights in a configuration", () => {
  it("are shown as a share beside the plain one, in every form", async () => {
    const text = 'outputs: { folder: false }\ncolumns: { "Species": { weight: 8 } }\n'
    const { drift, verdict, columns } = JSON.parse((await inFolder(text, "-f", "json")).stdout) as Report
    const tested = drift.tested_columns
    const status = columns.find(({ name }) => name === "Species")?.status
    expect(["drift", "ok"]).toContain(status)
    expect(drift.weighted_drift_share).toBeCloseTo(
      (drift.drifted_columns + (status === "drift" ? 7 : 0)) / (tested + 7),
      12,
    )
    const sentence = verdict.reasons.find((reason) => reason.startsWith("By the columns' weights the share is"))
    expect(sentence).toBeDefined()
    for (const form of [[], ["--html", "-"], ["-f", "markdown"]])
      expect((await inFolder(text, ...form)).stdout.replaceAll("&#x27;", "'").replaceAll("&#39;", "'")).toContain(
        sentence,
      )
  })
})

describe("--print-config", () => {
  it("shows each value and who said so, as YAML that says the same again", async () => {
    const text = "drift_share: 0.4\ntarget: Species\ncolumns:\n  Island: { critical: true, weight: 2 }\n"
    const { code, stdout, stderr } = await inFolder(text, "--print-config", "--min-rows", "50", "--no-output")
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    for (const line of [
      "# What holds for this run. Configuration file: driftcheck.yaml",
      "policy: calibrated # default",
      "correction: benjamini-hochberg # default of the policy calibrated",
      "drift_share: 0.4 # driftcheck.yaml:1:1",
      "min_rows: 50 # --min-rows",
      "target: Species # driftcheck.yaml:2:1",
      "    critical: true # driftcheck.yaml:4:13",
      "    weight: 2 # driftcheck.yaml:4:29",
      "  folder: false # --no-output",
      "  format: table # default",
      `fail_on: [${findings.fail_on.default.join(", ")}] # default`,
    ])
      expect(stdout.replaceAll(configPath(), "driftcheck.yaml").split("\n")).toContain(line)
    const again = await inFolder(stdout, "--print-config")
    expect(parse(again.stdout)).toEqual(parse(stdout))
  })

  it("shows that a flag for another way to judge replaces the file's methods and threshold", async () => {
    const text = "method: psi\nthreshold: 0.3\nmethods: { boolean: g-test }\n"
    const by = async (...flags: string[]) =>
      parse((await inFolder(text, "--print-config", ...flags)).stdout) as Record<string, unknown>
    expect(await by()).toMatchObject({ method: "psi", threshold: 0.3, methods: { boolean: "g-test" } })
    expect(await by("--policy", "classic")).not.toHaveProperty(["method"])
    const replaced = await by("--method", "ks")
    expect(replaced).toMatchObject({ method: ["ks"] })
    expect(Object.keys(replaced)).not.toEqual(expect.arrayContaining(["threshold"]))
    expect(Object.keys(replaced)).not.toEqual(expect.arrayContaining(["methods"]))
  })

  it("compares nothing and writes nothing, with files that are not there", async () => {
    const { code, stdout } = await runCli(["compare", join("no", "a"), "b", "--print-config", "--exit-zero"])
    expect(code).toBe(0)
    expect(stdout).toContain("fail_on: [] # --exit-zero")
  })

  it("serves check as well, which finds its contract by itself", async () => {
    files.write("driftcheck.yaml", "columns: { Species: { required: true } }\noutputs: { folder: false }\n")
    const check = (...flags: string[]) => runCli(["check", penguins[0], ...flags], { cwd: files.path(".") })
    const { code, stdout } = await check("--print-config")
    expect(code).toBe(0)
    expect(stdout).toContain(`    required: true # ${configPath()}:1:23`)
    expect((await check()).code).toBe(0)
    expect((await check("--no-config", "--no-output")).code).toBe(2)
  })
})
