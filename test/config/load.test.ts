import { writeFileSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import { loadConfig } from "../../src/config/load.js"
import { UsageError } from "../../src/errors.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
let units: Registry
beforeAll(async () => {
  units = await loadRegistry()
})

/** What is said of a file with this text, without its folder: one line for each mistake, hints after them. */
function complaint(text: string, name = "driftcheck.yaml"): string {
  const path = files.write(name, text)
  try {
    loadConfig(path, units)
    return "nothing"
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const said = `${error.message}${error.hint === undefined ? "" : ` | ${error.hint}`}`
    return said.replaceAll(path, name)
  }
}

/** The documented mistakes, each with its place and message. */
const mistakes: [text: string, said: string][] = [
  // unknown keys, at every depth
  ["drift_shar: 0.3", '1:1: unknown key "drift_shar" | did you mean "drift_share"?'],
  ["# a\n\ncolumns:\n  zip:\n    weigth: 2", '5:5: unknown key "weigth" in columns.zip | did you mean "weight"?'],
  ["checks: { row-count: { wan: 1 } }", '1:24: unknown key "wan" in checks.row-count | did you mean "warn"?'],
  ["outputs: { xml: a }", '1:12: unknown key "xml" in outputs | it takes: folder, keep'],
  ["methods: { number: psi }", '1:12: unknown key "number" in methods | it takes: numeric, categorical'],
  ["rules: [{ rul: a > 0, rule: a > 0 }]", '1:11: unknown key "rul" in rules[0] | did you mean "rule"?'],
  // rules that cannot be read
  ["rules:\n  - a >", "2:5: column 4 of `a >`: "],
  ["rules: [a > 0, { rule: (a > 1 }]", "1:24: column "],
  ["toString: 1", '1:1: unknown key "toString"'],
  ["__proto__: { a: 1 }", '1:1: unknown key "__proto__"'],
  // values of another kind
  ["drift_share: many", '1:14: drift_share must be a number, not "many"'],
  ["min_rows: 1.5", "1:11: min_rows must be a whole number, not 1.5"],
  ["multivariate: yes", '1:15: multivariate must be true or false, not "yes"'],
  ["exclude: 7", "1:10: exclude must be a list, not 7"],
  ["exclude: [a, 2024]", '1:14: exclude[1] must be text, not 2024 | in quotes it is text: "2024"'],
  ["target:", "1:8: target must be text or a list, not empty | give it a value, or take the key out"],
  ["columns: [a, b]", "1:10: columns must be a mapping, not a list"],
  ["columns: { a: [1] }", "1:15: columns.a must be a mapping, not a list"],
  ["columns: { a: 1 }", "1:15: columns.a must be a mapping, not 1"],
  ["columns: { a b: { critical: 1 } }", '1:29: columns["a b"].critical must be true or false, not 1'],
  ["- a", "1:1: the whole file must be a mapping, not a list"],
  ["text", '1:1: the whole file must be a mapping, not "text"'],
  ["segments: [{ bins: 4 }]", '1:12: segments[0]: "column" is missing'],
  ["outputs: { folder: true }", "1:20: outputs.folder must be text or false, not true"],
  // values out of range
  ["drift_share: 1.3", "1:14: drift_share must be at most 1, not 1.3"],
  ["drift_share: -0.1", "1:14: drift_share must be at least 0, not -0.1"],
  ["drift_share: .nan", "1:14: drift_share must be a number, not NaN"],
  ["threshold: 0\nmethod: psi", "1:12: threshold must be above 0, not 0"],
  ["columns: { a: { weight: -1 } }", "1:25: columns.a.weight must be at least 0, not -1"],
  ["columns: { a: { max: .inf } }", "1:22: columns.a.max must be a finite number, not Infinity"],
  ["segments: [{ column: a, bins: 1 }]", "1:31: segments[0].bins must be at least 2, not 1"],
  // words that are none
  ["columns: { x: { type: numric } }", 'not "numric" | did you mean "numeric"?'],
  ["checks: { row-count: of }", '1:22: checks.row-count must be off, warn or fail, not "of" | did you mean "off"?'],
  ["fail_on: [drift, schemas]", 'not "schemas" | did you mean "schema"?'],
  ["correction: bonferoni", 'not "bonferoni" | did you mean "bonferroni"?'],
  ["policy: clasic", '1:9: unknown policy "clasic" | did you mean "classic"? policies: calibrated, classic, evidently'],
  ["method: [psi, kss]", '1:15: unknown method "kss" | did you mean "ks"?'],
  ["measure: [al]", '1:11: unknown method "al"'],
  ["methods: { numeric: kss }", '1:21: unknown method "kss" | did you mean "ks"?'],
  ["columns: { a: { method: kss } }", '1:25: unknown method "kss" | did you mean "ks"?'],
  ["checks:\n  mising-values: off", '2:3: unknown check "mising-values" | did you mean "missing-values"?'],
  ["checks: { constructor: off }", '1:11: unknown check "constructor"'],
  // values that contradict
  ["threshold: 0.1", "1:12: threshold goes with exactly one method"],
  ["columns: { a: { threshold: 0.1 } }", "1:28: columns.a.threshold goes with a method"],
  ["columns: { a: { method: ks, threshold: 2 } }", "1:40: columns.a.threshold 2 is no threshold for ks"],
  ["methods: { numeric: chi-square }", "1:21: methods.numeric: chi-square does not serve numeric columns"],
  ["target: y\nid: [x, y]", '2:9: id: the column "y" is named as target already | a column has one role'],
  ["columns: { a: { min: 3, max: 2 } }", "1:22: columns.a: min 3 lies above max 2"],
  ["columns: { a: { pattern: '[a-' } }", "1:26: columns.a.pattern: the pattern cannot be read: "],
  ["columns: { a: { pattern: '(?=x)' } }", "patterns follow RE2: no back-references"],
  ["checks: { row-count: { warn: 3, fail: 2 } }", "1:30: checks.row-count: warn 3 lies above fail 2"],
  ["segments: [{ column: a, edges: [1, 1] }]", "1:36: segments[0].edges must rise"],
  ["segments: [{ column: a, bins: 3, edges: [1] }]", "1:31: segments[0] takes bins or edges, not both"],
  // faults of the text
  ["policy: classic\npolicy: evidently", '2:1: the key "policy" is there twice | keep one of the two'],
  ['{ "a": 1,\n  "a": 2 }', '2:3: the key "a" is there twice'],
  ["columns:\n\tzip: {}", "2:1: a tab indents this line | YAML is indented with spaces"],
  ["a: [1\nb: 2", "2:1: not YAML: flow sequence in block collection"],
  ["a: !!js/function x", "1:4: tags are not taken | a configuration holds data only"],
  ["a: &x [*x, *x]", "lists and mappings are nested too deeply"],
  [`rules: ["${"(".repeat(100_000)}"]`, `column 2001 of \`…${"(".repeat(200)}…\`: `],
  [aliasBomb("rules"), "aliases repeat more than 10000 values"],
  [aliasBomb("unknown"), "aliases repeat more than 10000 values"],
  ["policy: classic\n---\npolicy: classic", "2:1: a second document begins here"],
]

/** Nine levels of ten aliases each, under this key: a billion values. */
function aliasBomb(key: string): string {
  const levels = Array.from({ length: 9 }, (_, i) => {
    const item = i === 0 ? "x" : `*l${i - 1}`
    return `  l${i}: &l${i} [${Array.from({ length: 10 }, () => item).join(", ")}]`
  })
  return `${key}:\n${levels.join("\n")}`
}

describe("a mistake in a configuration", () => {
  for (const [text, said] of mistakes)
    it(JSON.stringify(text).slice(0, 300), () => {
      const whole = complaint(text)
      expect(whole).toContain(said)
      expect(whole).toMatch(/^driftcheck\.yaml:\d+:\d+: /)
    })

  it("has its place in JSON too, also where tabs indent it", () => {
    expect(complaint('{\n\t"columns": {\n\t\t"a": { "weight": -1 }\n\t}\n}', "driftcheck.json")).toBe(
      "driftcheck.json:3:20: columns.a.weight must be at least 0, not -1",
    )
  })

  it("does not hide another: all are listed, in the file's order, up to twenty", () => {
    const said = complaint("drift_share: 2\npolic: x\nmin_row: 3\nexclude: [1]\ncolumns: { a: { x: 1, y: 2 } }")
    expect(said.split("\n").map((line) => line.replace(/; .*/, ""))).toEqual([
      "driftcheck.yaml has 6 mistakes:",
      "  driftcheck.yaml:1:14: drift_share must be at most 1, not 2",
      '  driftcheck.yaml:2:1: unknown key "polic"',
      '  driftcheck.yaml:3:1: unknown key "min_row"',
      "  driftcheck.yaml:4:11: exclude[0] must be text, not 1",
      '  driftcheck.yaml:5:17: unknown key "x" in columns.a',
      '  driftcheck.yaml:5:23: unknown key "y" in columns.a',
    ])
    const many = Array.from({ length: 30 }, (_, i) => `k${i}: 1`).join("\n")
    expect(complaint(many).split("\n")).toHaveLength(22)
    expect(complaint(many)).toContain("and 10 more")
  })

  it("is said of a file that cannot be read", () => {
    expect(() => loadConfig(files.path("none.yaml"), units)).toThrow("no such file")
    expect(() => loadConfig(files.path("."), units)).toThrow("it is a folder")
    writeFileSync(files.path("latin.yaml"), Buffer.from("target: f\xfcr", "latin1"))
    expect(() => loadConfig(files.path("latin.yaml"), units)).toThrow("is not UTF-8 text")
  })
})

describe("a configuration", () => {
  const load = (text: string, name = "driftcheck.yaml") => loadConfig(files.write(name, text), units).config

  it("may be empty, hold comments alone, or begin with a byte order mark", () => {
    for (const text of ["", "# nothing\n", "{}", "columns:\n  # zip: {}\n"]) expect(load(text)).toEqual({})
    expect(load("\ufeffpolicy: classic\r\nmin_rows: 3\r\n")).toEqual({ policy: "classic", min_rows: 3 })
    expect(load("columns:\n  zip:\n    # type: text\n").columns?.get("zip")).toEqual({})
  })

  it("takes a column's name as it is written, whatever it looks like", () => {
    const names = ["constructor", "__proto__", "toString", "1.0", "0x10", "null", "true", "2024-01-01"]
    const { columns } = load(`columns:\n${names.map((name) => `  ${name}: { critical: true }`).join("\n")}`)
    expect(Array.from(columns ?? [])).toEqual(names.map((name) => [name, { critical: true }]))
  })

  it("says where a key stands, and names outputs from its own folder", () => {
    const path = files.write("a.yaml", "policy: classic\noutputs:\n  html: out/a.html\n  json: '-'\n  junit: /b.xml\n")
    const { at, config } = loadConfig(path, units)
    expect(at(["outputs", "json"])).toBe(`${path}:4:3`)
    expect(config.outputs).toEqual({ html: files.path("out/a.html"), json: "-", junit: "/b.xml" })
  })

  it("may repeat itself by anchors", () => {
    const { columns } = load("columns:\n  a: &own { weight: 2 }\n  b: *own\n")
    expect(columns?.get("b")).toEqual({ weight: 2 })
  })
})
