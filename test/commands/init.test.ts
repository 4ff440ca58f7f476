import { readFileSync, readdirSync } from "node:fs"
import { relative } from "node:path"
import { Ajv } from "ajv"
import { beforeAll, describe, expect, it } from "vitest"
import { parse } from "yaml"
import { loadConfig } from "../../src/config/load.js"
import { guessRoles, proposal, updated, type SeenColumn } from "../../src/config/propose.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
let units: Registry
beforeAll(async () => {
  units = await loadRegistry()
})

const bikes = "fixtures/data/bikeshare_ref.parquet"
const config = () => files.path("driftcheck.yaml")
const init = (...args: string[]) => runCli(["init", ...args, "-o", config()], { cwd: files.path(".") })

const seen = (name: string, more: Partial<SeenColumn> = {}): SeenColumn => ({
  ...{ name, type: "text", reason: "", min: null, max: null, seen: null, values: null, allowed: 0, unique: false },
  ...more,
})

describe("init", () => {
  it("writes what the data holds, with the editor's schema line", async () => {
    const { code, stdout, stderr } = await init(bikes)
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" })
    expect(stderr).toBe(
      `wrote ${config()}: 15 columns of bikeshare_ref.parquet; read it through before you rely on it\n`,
    )
    const text = files.read("driftcheck.yaml")
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/node_modules\/driftcheck\/schema\/config\.json\n/)
    expect(text).toContain("type: categorical # text, 4 different values")
    expect(parse(text)).toMatchObject({
      prediction: "prediction",
      timestamp: "dteday",
      id: ["instant"],
      columns: {
        instant: { type: "identifier", unique: true },
        season: { type: "categorical", required: true, values: ["fall", "spring", "summer", "winter"] },
        hr: { type: "numeric", min: 0, max: 35, allowed: 0.002, severity: "warn" },
        holiday: { type: "boolean" },
      },
    })
  })

  it("writes a file that loads, fits the JSON Schema and lets the data pass against itself, for every kind of data", async () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(
      JSON.parse(readFileSync("schema/config.json", "utf8")) as object,
    )
    const references = readdirSync("fixtures/data").filter((file) => /^(penguins|bikeshare)_ref/.test(file))
    expect(references.length).toBeGreaterThan(2)
    for (const [i, file] of references.entries()) {
      const target = files.path(`${i}.yaml`)
      const path = `fixtures/data/${file}`
      expect((await runCli(["init", path, "-o", target])).code).toBe(0)
      expect({ file, valid: validate(parse(readFileSync(target, "utf8"))), errors: validate.errors }).toMatchObject({
        valid: true,
      })
      const { code, stderr } = await runCli(["compare", path, path, "--config", target, "--no-output", "-q"])
      expect({ file, code, stderr }).toEqual({ file, code: 0, stderr: "" })
    }
  })

  it("leaves a file that is there as it is, and names what would work", async () => {
    files.write("driftcheck.yaml", "policy: classic\n")
    const { code, stderr } = await init(bikes)
    expect(code).toBe(2)
    expect(stderr).toContain("is there already, and is left as it is")
    expect(stderr).toContain(`hint: \`driftcheck init --from ${bikes}\``)
    expect(files.read("driftcheck.yaml")).toBe("policy: classic\n")
  })

  it("without data writes an outline that loads", async () => {
    expect((await init()).code).toBe(0)
    expect(loadConfig(config(), units).config).toEqual({ drift_share: 0.3, fail_on: ["drift", "checks"] })
  })

  it("finds the configuration in use, and its own package for the editor", async () => {
    files.write("driftcheck.yaml", "policy: classic\n")
    const { stderr } = await runCli(["init", bikes], { cwd: files.path(".") })
    expect(stderr).toContain(`${relative(process.cwd(), config())} is there already`)
  })
})

describe("init --from", () => {
  const csv = (rows: string[]) => files.write("data.csv", `city,amount\n${rows.join("\n")}\n`)
  const rows = (city: (i: number) => string, top: number) =>
    Array.from({ length: 200 }, (_, i) => `${city(i)},${(i % 50) + (i === 7 ? top : 0)}`)

  it("shows what has changed, writes nothing, and --write keeps what its owner wrote", async () => {
    await init(csv(rows((i) => (i % 2 ? "Rome" : "Oslo"), 0)))
    const mine = files
      .read("driftcheck.yaml")
      .replace("drift_share: 0.3", "drift_share: 0.2 # mine")
      .replace("    max: 75\n", "    max: 75\n    weight: 3 # mine, too\n")
      .replace("    min: 0\n", "")
    files.write("driftcheck.yaml", mine)
    const data = csv(rows((i) => (i % 3 ? "Rome" : "Bonn"), 100))
    const { code, stdout, stderr } = await init("--from", data)
    expect(code).toBe(0)
    const changes = stdout.split("\n").filter((line) => /^[+-] /.test(line))
    expect(changes).toEqual([
      "-    values: [Oslo, Rome]",
      "+    values: [Oslo, Rome, Bonn]",
      "-    max: 75",
      "+    max: 180",
    ])
    expect(stdout).toMatch(/^--- .*\n\+\+\+ .*\n@@ /)
    expect(stderr).toContain("nothing was written; --write brings")
    expect(files.read("driftcheck.yaml")).toBe(mine)

    expect((await init("--from", data, "--write")).stderr).toContain("brought")
    const text = files.read("driftcheck.yaml")
    expect(text).toBe(mine.replace("[Oslo, Rome]", "[Oslo, Rome, Bonn]").replace("max: 75", "max: 180"))
    expect((await init("--from", data)).stderr).toContain("is up to date with data.csv")
  })

  it("only widens, unless it is to narrow as well", async () => {
    await init(csv(rows((i) => (i % 2 ? "Rome" : "Oslo"), 100)))
    const data = csv(rows(() => "Rome", 0))
    expect((await init("--from", data)).stderr).toContain("is up to date with data.csv")
    const { stdout } = await init("--from", data, "--narrow")
    const changes = stdout.split("\n").filter((line) => /^[+-] /.test(line))
    expect(changes).toEqual(["-    values: [Oslo, Rome]", "+    values: [Rome]", "-    max: 180", "+    max: 75"])
  })

  it("colours the changes on a terminal", async () => {
    await init(csv(rows(() => "Rome", 0)))
    const { stdout } = await init("--from", csv(rows(() => "Bonn", 0)), "--color")
    expect(stdout).toContain("\x1b[31m-    values: [Rome]\x1b[0m")
    expect(stdout).toContain("\x1b[32m+    values: [Rome, Bonn]\x1b[0m")
  })

  it("adds columns that are new, and tells of mistakes before anything else", async () => {
    await init(csv(rows(() => "Rome", 0)))
    const data = files.write(
      "data.csv",
      `city,amount,extra\n${rows(() => "Rome", 0)
        .map((row, i) => `${row},${i % 9}`)
        .join("\n")}\n`,
    )
    const { stdout } = await init("--from", data)
    expect(stdout).toContain("+  extra:\n+    type: numeric")
    files.write("driftcheck.yaml", "polic: classic")
    const broken = await init("--from", data)
    expect(broken.code).toBe(2)
    expect(broken.stderr).toContain('driftcheck.yaml:1:1: unknown key "polic"')
  })

  it("writes the file where there is none", async () => {
    expect((await init("--from", bikes)).stderr).toContain("wrote ")
    expect((await init("--from", bikes)).stderr).toContain("is up to date")
  })
})

describe("hostile names and values", () => {
  const hostile = [
    "a: b",
    "- x",
    "# no",
    "a #b",
    "__proto__",
    "constructor",
    "null",
    "true",
    "1.0",
    "0x10",
    "~",
    "",
    " lead",
    "two\nlines",
    "tab\there",
    "{a}",
    "[b]",
    "*",
    "user_*",
    "q?",
    "back\\slash",
    "'quote\"",
    "&anchor",
    "!tag",
    "%dir",
    "\u202eabc",
    "\u0000nul",
    "\u2028",
    "x".repeat(300),
  ]

  it("come back from the file as they were", () => {
    const columns = hostile.map((name) =>
      seen(name, { type: "categorical", values: [...hostile].sort(), reason: `\n${name}` }),
    )
    const text = proposal({ label: "a\n# b: c", rows: 3, columns }, "./schema.json")
    const loaded = loadConfig(files.write("a.yaml", text), units).config
    const literal = (name: string) => name.replace(/[\\*?]/g, "\\$&")
    expect(Array.from(loaded.columns?.keys() ?? [])).toEqual(hostile.map(literal))
    for (const column of loaded.columns?.values() ?? []) expect(column.values).toEqual([...hostile].sort())
  })

  it("are found again, so that bringing such a file up to date changes nothing", () => {
    const columns = hostile.map((name) => seen(name, { type: "categorical", values: ["a"] }))
    const table = { label: "a", rows: 3, columns }
    const { before, after } = updated(proposal(table, "./schema.json"), table)
    expect(after).toBe(before)
  })

  it("as roles that are unsure stay within their comment", () => {
    const columns = [
      seen("is_fraud"),
      seen("evil\nid: [x]_score"),
      seen("x", { type: "datetime" }),
      seen("y\npolicy: z", { type: "datetime" }),
    ]
    const text = proposal({ label: "a", rows: 3, columns }, "./schema.json")
    const { config: loaded } = loadConfig(files.write("a.yaml", text), units)
    expect(Object.keys(loaded).sort()).toEqual(["columns", "drift_share", "exclude", "fail_on"])
    expect(text).toContain('# target: "is_fraud"')
  })
})

it("roles are guessed: sure by a plain name or type, unsure by a likely one", () => {
  expect(
    guessRoles([
      seen("y"),
      seen("label"),
      seen("fraud_score"),
      seen("created_at", { type: "datetime" }),
      seen("uid", { type: "identifier" }),
    ]),
  ).toEqual([
    { role: "target", name: "label", sure: true },
    { role: "prediction", name: "fraud_score", sure: false },
    { role: "timestamp", name: "created_at", sure: true },
    { role: "id", name: "uid", sure: true },
  ])
  expect(guessRoles([seen("a"), seen("b")])).toEqual([])
})
