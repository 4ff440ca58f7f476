import { readFileSync } from "node:fs"
import { Ajv } from "ajv"
import { beforeAll, describe, expect, it } from "vitest"
import { parse } from "yaml"
import { configJsonSchema, type Schema } from "../../scripts/config-schema.js"
import { loadConfig } from "../../src/config/load.js"
import { compareOptions } from "../../src/config/options.js"
import { defaultConfig, mergeSettings } from "../../src/config/settings.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const everyKey = "fixtures/config/every-key.yaml"
const text = readFileSync(everyKey, "utf8")
let units: Registry
let schema: Schema
beforeAll(async () => {
  units = await loadRegistry()
  schema = configJsonSchema(units)
})

const isValid = (settings: unknown) => {
  const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true })
  const validate = ajv.compile(schema)
  return { valid: validate(settings), errors: validate.errors }
}

/** "columns.*.type" for every key that the JSON Schema documents. */
function documented(each: Schema, path: string[] = []): string[] {
  const inner = [...(each.anyOf ?? []), ...(each.items === undefined ? [] : [each.items])]
  const named =
    typeof each.additionalProperties === "object" ? documented(each.additionalProperties, [...path, "*"]) : []
  const own = Object.entries(each.properties ?? {}).flatMap(([key, value]) => [
    [...path, key].join("."),
    ...documented(value, [...path, key]),
  ])
  return Array.from(new Set([...own, ...named, ...inner.flatMap((part) => documented(part, path))]))
}

/** Whether a value has something at this path; * is any key, and lists are looked into. */
function has(value: unknown, path: string[]): boolean {
  if (path.length === 0) return true
  const [key, ...rest] = path
  if (Array.isArray(value)) return value.some((item) => has(item, path))
  if (typeof value !== "object" || value === null) return false
  if (key === "*") return Object.values(value).some((item) => has(item, rest))
  return Object.hasOwn(value, key) && has((value as Record<string, unknown>)[key], rest)
}

describe("a configuration of every documented key", () => {
  it("uses every key there is", () => {
    const keys = documented(schema)
    expect(keys.length).toBeGreaterThan(60)
    expect(keys.filter((key) => !has(parse(text), key.split(".")))).toEqual([])
  })

  it("loads, gives options that hold what it says, and fits the JSON Schema", () => {
    const loaded = loadConfig(everyKey, units)
    const options = compareOptions(mergeSettings(loaded, []))
    expect(options).toMatchObject({ policy: "classic", correction: "holm", driftShare: 0.25, minRows: 100 })
    expect(options.perType.get("numeric")).toEqual({ method: "wasserstein", threshold: 0.15 })
    expect(options.perColumn.get("label")).toEqual({ onlyIn: "reference" })
    expect(options.perColumn.get("amount")).toMatchObject({ weight: 5, critical: true, maxMissing: 0.01, min: 0 })
    expect(options.perCheck.get("missing-values")?.perColumn?.get("comment")).toEqual({ severity: "off" })
    expect(options.rules[1]).toMatchObject({ expression: "end >= start", severity: "warn" })
    expect(options.rules[1].origin).toMatch(/every-key\.yaml:\d+:\d+$/)
    expect(options.segments[1]).toEqual({ column: "age", edges: [18, 30, 65] })
    expect(isValid(parse(text))).toEqual({ valid: true, errors: null })
  })

  it("is printed with the place of each value, and what is printed loads again", async () => {
    const { code, stdout } = await runCli(["compare", "a", "b", "--config", everyKey, "--print-config"])
    expect(code).toBe(0)
    for (const line of stdout.split("\n").filter((each) => / # /.test(each)))
      expect(line).toMatch(/ # fixtures\/config\/every-key\.yaml:\d+:\d+$/)
    expect(loadConfig(files.write("again.yaml", stdout), units).config.columns?.get("amount")?.weight).toBe(5)
  })
})

describe("the JSON Schema of a configuration", () => {
  it("is what schema/config.json holds and `driftcheck schema config` prints", async () => {
    const stdout = readFileSync("schema/config.json", "utf8")
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(schema)))
    expect(await runCli(["schema", "config"])).toEqual({ code: 0, stdout, stderr: "" })
  })

  it("tells the defaults that hold", () => {
    const told = (properties: Record<string, Schema> = {}) =>
      Object.fromEntries(
        Object.entries(properties).flatMap(([key, each]) => ("default" in each ? [[key, each.default]] : [])),
      )
    const { outputs, gate, decide, ...top } = defaultConfig()
    expect(told(schema.properties)).toEqual(top)
    expect(told(schema.properties?.outputs.properties)).toEqual(outputs)
    expect(told(schema.properties?.gate.properties)).toEqual(gate)
    expect(told(schema.properties?.decide.properties)).toEqual(decide)
  })

  it("takes and refuses what the loader takes and refuses", () => {
    const cases: [string, boolean][] = [
      ["{}", true],
      ["columns: { a: { type: text, weight: 0 } }", true],
      ["checks: { row-count: off, missing-values: { fail: null } }", true],
      ["rules: [a > 0]", true],
      ["methods: { numeric: psi }", true],
      ["drift_shar: 1", false],
      ["drift_share: 1.1", false],
      ["min_rows: 0", false],
      ["min_rows: 1.5", false],
      ["threshold: 0", false],
      ["policy: clasic", false],
      ["method: kss", false],
      ["methods: { numeric: chi-square }", false],
      ["checks: { mising: off }", false],
      ["columns: { a: { method: kss } }", false],
      ["columns: { a: { wight: 1 } }", false],
      ["outputs: { folder: true }", false],
      ["segments: [{ bins: 3 }]", false],
      ["exclude: [1]", false],
    ]
    for (const [yaml, fits] of cases) {
      expect({ yaml, fits: isValid(parse(yaml)).valid }).toEqual({ yaml, fits })
      const load = () => loadConfig(files.write("a.yaml", yaml), units)
      if (fits) load()
      else expect(load, yaml).toThrow("a.yaml:1:")
    }
  })
})
