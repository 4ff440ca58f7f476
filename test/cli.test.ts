import { gzipSync } from "node:zlib"
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { compareCommand } from "../src/run/compare-files.js"
import { loadRegistry } from "../src/registry.js"
import type { Report } from "../src/model.js"
import { runCli } from "./helpers/run-cli.js"

const flights = ["fixtures/data/flights_ref.parquet", "fixtures/data/flights_cur.parquet"]
const bikes = ["fixtures/data/bikeshare_ref.csv", "fixtures/data/bikeshare_cur.csv"]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true })
})

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function csv(name: string, rows: number, row: (i: number) => string, header = "x,c"): string {
  return file(name, `${[header, ...Array.from({ length: rows }, (_, i) => row(i))].join("\n")}\n`)
}

describe("exit codes", () => {
  it("0: no drift on the flights, with reports written", async () => {
    const out = join(folder, "out")
    const { code, stderr } = await runCli(["compare", ...flights, "-o", out])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    const run = "2026-11-23T021500Z"
    expect(readdirSync(out).sort()).toEqual([run, "history.ndjson", "index.html", "latest"])
    for (const place of [run, "latest"]) {
      expect(readdirSync(join(out, place)).sort()).toEqual(["report.html", "report.json"])
      const report = JSON.parse(readFileSync(join(out, place, "report.json"), "utf8")) as Report
      expect(report.verdict.status).toBe("no_drift")
    }
  })

  it("1: drift, and 0 with --exit-zero", async () => {
    const drifted = [
      "compare",
      "fixtures/data/carloan_ref.parquet",
      "fixtures/data/carloan_cur.parquet",
      "--no-output",
      "-q",
    ]
    expect((await runCli(drifted)).code).toBe(1)
    expect((await runCli([...drifted, "--exit-zero"])).code).toBe(0)
    expect((await runCli([...drifted, "--fail-on", "checks"])).code).toBe(0)
  })

  it("1: a failed check without drift", async () => {
    const ref = csv("ref.csv", 200, (i) => `${i % 10},a`)
    const cur = csv("cur.csv", 200, (i) => `${i % 10}`, "x")
    const { code, stdout } = await runCli(["compare", ref, cur, "--no-output", "-f", "json"])
    expect(code).toBe(1)
    expect((JSON.parse(stdout) as Report).verdict.status).toBe("checks_failed")
  })

  it("2: too few rows, zero rows, no shared column, nothing that can be tested", async () => {
    const big = csv("big.csv", 100, (i) => `${i % 7},a`)
    for (const [other, word] of [
      [csv("few.csv", 12, (i) => `${i},a`), "12 rows"],
      [csv("none.csv", 0, () => ""), "0 rows"],
      [csv("other.csv", 100, (i) => `${i},b`, "y,d"), "share no column"],
      [csv("ids.csv", 100, (i) => `${i % 7},a`), null],
    ] as const) {
      const { code, stdout } = await runCli([
        "compare",
        big,
        other,
        "--no-output",
        "-f",
        "json",
        ...(word === null ? ["--id", "x", "--exclude", "c"] : []),
      ])
      const { verdict } = JSON.parse(stdout) as Report
      expect(verdict).toMatchObject({ status: "no_verdict", exit_code: 2 })
      expect(verdict.reasons.join(" ")).toContain(word ?? "could be tested")
      expect(code).toBe(2)
    }
  })

  it("2: a method that throws makes that column an error and leaves the others alone", async () => {
    const registry = await loadRegistry()
    const ks = registry.methods.get("ks")!
    let calls = 0
    const broken = { ...ks, measure: (evidence: never) => (calls++ === 0 ? fail() : ks.measure(evidence)) }
    const fail = () => {
      throw new Error("out of luck")
    }
    const out = join(folder, "report.json")
    const io = {
      ...{ argv: [], env: {}, now: () => new Date(0) },
      stdout: { write: () => undefined, isTTY: false, columns: undefined },
      stderr: { write: () => undefined, isTTY: false, columns: undefined },
    }
    const code = await compareCommand(
      { reference: flights[0], current: flights[1] },
      {
        settings: [
          { path: ["outputs", "folder"], value: false, flag: "--no-output" },
          { path: ["outputs", "format"], value: "none", flag: "--format" },
          { path: ["outputs", "json"], value: out, flag: "--json" },
        ],
        flags: { color: false },
      },
      io,
      { ...registry, methods: new Map([...registry.methods, ["ks", broken]]) },
    )
    const report = JSON.parse(readFileSync(out, "utf8")) as Report
    expect(code).toBe(2)
    expect(report.columns.filter(({ status }) => status === "error")).toHaveLength(1)
    expect(report.columns.find(({ status }) => status === "error")?.reason).toContain("out of luck")
    expect(report.drift.tested_columns).toBe(17)
    expect(report.verdict.status).toBe("no_verdict")
  })
})

describe("wrong command lines end in 2 and say what would work", () => {
  const cases: [args: string[], message: string][] = [
    [["compare"], "missing required argument 'reference'"],
    [["compare", ...flights, "--formt", "json"], "(Did you mean --format?)"],
    [
      ["compare", ...flights, "-f", "yaml"],
      "It takes table, csv, github, html, json, junit, markdown, prometheus, text, none.",
    ],
    [["compare", ...flights, "extra"], "too many arguments"],
    [["comprae", ...flights], "(Did you mean compare?)"],
    [["compare", ...flights, "--drift-share", "30"], "It takes a number from 0 to 1."],
    [["compare", ...flights, "--min-rows", "0"], "It takes a whole number from 1 on."],
    [["compare", ...flights, "--method", "kss"], 'did you mean "ks"?'],
    [["compare", ...flights, "--policy", "calibratd"], 'did you mean "calibrated"?'],
    [["compare", ...flights, "--threshold", "0.1"], "--threshold goes with exactly one --method"],
    [["compare", ...flights, "--columns", "dep_dealy"], 'did you mean "dep_delay"?'],
    [["compare", ...flights, "--target", "nope"], '--target names the column "nope", which neither side has'],
    [["compare", ...flights, "--target", "month", "--prediction", "month"], "it can be only one"],
    [["compare", ...flights, "--fail-on", "drft"], 'did you mean "drift"?'],
    [["compare", ...flights, "--json", "-", "--html", "-"], "only one output can go to stdout"],
    [["methods", "kss"], 'did you mean "ks"?'],
    [["checks", "missing"], "`driftcheck checks` lists all"],
    [["compare", ...flights, "--config", "nowhere.yaml"], "no such file"],
  ]
  for (const [args, message] of cases)
    it(args.slice(-2).join(" "), async () => {
      const { code, stderr, stdout } = await runCli([
        ...args,
        ...(args[0] === "compare" && args.length > 2 ? ["--no-output"] : []),
      ])
      expect(stderr).toContain(message)
      expect(stderr).not.toMatch(/\n\s+at /)
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    })
})

describe("files that cannot be compared end in 2 and say why", () => {
  const good = flights[0]
  const cases: [name: string, make: () => string, message: RegExp][] = [
    ["a missing file", () => join(folder, "gone.parquet"), /no such file/i],
    ["a folder", () => folder, /folder|directory/i],
    ["an empty file", () => file("empty.parquet", ""), /empty/i],
    ["a text file named .parquet", () => file("text.parquet", "a,b\n1,2\n".repeat(50)), /not a .*Parquet file/i],
    ["a cut-off footer", () => file("cut.parquet", readFileSync(good).subarray(0, 4096)), /footer/i],
    ["a Parquet file named .csv", () => file("p.csv", readFileSync(good)), /Parquet/],
    ["an unknown ending", () => file("data.xyz", "what is this"), /unknown kind of file/],
    ["ragged rows", () => file("ragged.csv", "a,b\n1,2\n1,2,3\n"), /line 3: 3 fields, header has 2/],
    ["a cut-off gzip", () => file("cut.csv.gz", gzipSync("a,b\n1,2\n".repeat(500)).subarray(0, 30)), /gzip/i],
  ]
  for (const [name, make, message] of cases)
    it(name, async () => {
      const json = join(folder, "report.json")
      const { code, stdout, stderr } = await runCli(["compare", good, make(), "--no-output", "--json", json])
      expect(stderr).toMatch(message)
      expect(stderr).toMatch(/^error: /)
      expect(stderr).not.toMatch(/\n\s+at /)
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
      // The report says so as well, so that whoever reads the JSON gets an answer.
      expect((JSON.parse(readFileSync(json, "utf8")) as Report).verdict).toMatchObject({
        status: "no_verdict",
        exit_code: 2,
      })
    })
})

describe("outputs", () => {
  it("are found unwritable before the long work", async () => {
    const inTheWay = file("taken", "a file, not a folder")
    for (const [args, message] of [
      [["-o", inTheWay], /a file of that name is in the way/],
      [
        ["--no-output", "--json", join(folder, "no", "such", "folder.json")],
        /such\/folder\.json: its folder does not exist\nhint: make the folder first: mkdir -p ".*such"\n/,
      ],
      [["--no-output", "--html", folder], /it is a folder/],
    ] as const) {
      // The reference does not exist: had the reading started, that would be the error.
      const { code, stderr } = await runCli(["compare", "gone.parquet", "gone.parquet", ...args])
      expect(stderr).toMatch(message)
      expect(code).toBe(2)
    }
  })

  it("keep an older report whole when the run is refused", async () => {
    const json = file("report.json", "older")
    const { code } = await runCli(["compare", ...flights, "--no-output", "--json", json, "--columns", "nope"])
    expect(code).toBe(2)
    expect(readFileSync(json, "utf8")).toBe("older")
    expect(readdirSync(folder)).toEqual(["report.json"])
  })

  it("come all from one computation", async () => {
    const flag = (id: string) => [`--${id}`, join(folder, `report.${id}`)]
    const { code, stdout } = await runCli([
      "compare",
      ...bikes,
      "--no-output",
      ...["html", "json", "markdown", "junit"].flatMap(flag),
    ])
    expect(code).toBe(0)
    expect(stdout).toContain("columns drifted, below your 30%")
    expect(readdirSync(folder).sort()).toEqual(["report.html", "report.json", "report.junit", "report.markdown"])
  })

  it("give the same bytes when run again", async () => {
    const args = ["compare", ...bikes, "--no-output", "-f", "json"]
    expect((await runCli(args)).stdout).toBe((await runCli(args)).stdout)
  })

  it("leave nothing behind with --no-output and --quiet", async () => {
    expect(await runCli(["compare", ...bikes, "--no-output", "--quiet"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    })
    expect(existsSync("driftcheck-report.tmp")).toBe(false)
  })
})

describe("CSV against Parquet", () => {
  it("gives the verdict of Parquet against Parquet", async () => {
    const columns = async (current: string) => {
      const args = ["compare", "fixtures/data/bikeshare_ref.parquet", current, "--no-output", "-f", "json"]
      const report = JSON.parse((await runCli(args)).stdout) as Report
      return report.columns.map(({ name, type, status, drift_score }) => ({ name, type, status, drift_score }))
    }
    expect(await columns("fixtures/data/bikeshare_cur.csv")).toEqual(
      await columns("fixtures/data/bikeshare_cur.parquet"),
    )
  })

  it("reads gzipped CSV like plain CSV", async () => {
    const gz = file("cur.csv.gz", gzipSync(readFileSync(bikes[1])))
    const { code } = await runCli(["compare", bikes[0], gz, "--no-output", "-q"])
    expect(code).toBe(0)
  })
})

describe("a configuration file", () => {
  it("steers the run, and flags beat it", async () => {
    const config = file("driftcheck.yaml", "drift_share: 0.05\ncolumns:\n  month: { type: categorical }\n")
    const drift = async (...flags: string[]) => {
      const { stdout } = await runCli([
        "compare",
        ...flights,
        "--no-output",
        "-f",
        "json",
        "--config",
        config,
        ...flags,
      ])
      const { drift, columns } = JSON.parse(stdout) as Report
      return { ...drift, monthType: columns.find(({ name }) => name === "month")?.type }
    }
    expect(await drift()).toMatchObject({ drift_share_threshold: 0.05, dataset_drift: true, monthType: "categorical" })
    expect(await drift("--drift-share", "0.5")).toMatchObject({ drift_share_threshold: 0.5, dataset_drift: false })
  })

  it("is refused with the key and what it takes", async () => {
    for (const [text, message] of [
      ["drift_shar: 0.3", 'unknown key "drift_shar"'],
      ["drift_share: many", "drift_share"],
      ["columns: { x: { type: colour } }", "columns.x.type"],
      ["a: [1", "bad.yaml"],
      ["checks: { mising-values: { warn: 1 } }", 'did you mean "missing-values"?'],
    ] as const) {
      const config = file("bad.yaml", text)
      const { code, stderr } = await runCli(["compare", ...flights, "--no-output", "--config", config])
      expect(stderr).toContain(message)
      expect(code).toBe(2)
    }
  })

  it("holds checks to other limits", async () => {
    const config = file("limits.yaml", "checks: { out-of-range: { fail: 0.5 } }")
    const { code } = await runCli(["compare", ...flights, "--no-output", "-q", "--config", config])
    expect(code).toBe(1) // month lies outside the reference's months altogether
  })
})

describe("hostile names and values", () => {
  const hostile = [
    "</script><script>alert(1)</script>",
    "__proto__",
    "constructor",
    "a\u001b[31mb",
    "x".repeat(300),
    "\u202eabc",
    "|`*_<b>",
    "toString",
  ]

  it("pass through every output unharmed", async () => {
    const quoted = hostile.map((name) => `"${name.replaceAll('"', '""')}"`).join(",")
    const row = (value: (i: number) => string) => (i: number) => hostile.map(() => `"${value(i)}"`).join(",")
    const ref = csv(
      "ref.csv",
      60,
      row((i) => ["</td>", "__proto__", "\u001b[2J"][i % 3]),
      quoted,
    )
    const cur = csv(
      "cur.csv",
      60,
      row((i) => ["<img src=x onerror=alert(1)>", "__proto__"][i % 2]),
      quoted,
    )
    const flag = (id: string) => [`--${id}`, join(folder, `report.${id}`)]
    const { code, stdout, stderr } = await runCli([
      "compare",
      ref,
      cur,
      "--all",
      "--no-output",
      ...["html", "json", "markdown", "junit", "prometheus"].flatMap(flag),
    ])
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" })
    const text = (id: string) => readFileSync(join(folder, `report.${id}`), "utf8")
    const report = JSON.parse(text("json")) as Report
    expect(report.columns.map(({ name }) => name)).toEqual(hostile)
    expect(report.drift.drifted_columns).toBe(hostile.length)
    // eslint-disable-next-line no-control-regex -- what must not be there
    const unsafe = /[\u0000-\u0008\u001b\u202e]/
    const github = (await runCli(["report", join(folder, "report.json"), "--format", "github"])).stdout
    for (const shown of [stdout, github, ...["html", "markdown", "junit", "prometheus"].map(text)])
      expect(shown).not.toMatch(unsafe)
    expect(github.match(/^::error title=driftcheck%3A column /gm)).toHaveLength(hostile.length)
    expect(text("prometheus").match(/^driftcheck_column_ratio\{/gm)).toHaveLength(hostile.length)
    for (const id of ["html", "junit"]) expect(text(id)).not.toMatch(/<img|<script>alert|<\/td>$|`\*_<b>/)
    expect(text("markdown")).not.toContain("<")
  })
})

describe("help", () => {
  it("fits 80 columns and names the exit codes", async () => {
    for (const args of [
      ["--help"],
      ["compare", "--help"],
      ["report", "--help"],
      ["schema", "--help"],
      ["completion", "--help"],
      ["methods"],
      ["methods", "ks"],
      ["checks"],
      ["checks", "row-count"],
    ]) {
      const { code, stdout, stderr } = await runCli(args)
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      const long = stdout.split("\n").filter((line) => line.length > 80)
      expect(long).toEqual([])
    }
    expect((await runCli(["compare", "--help"])).stdout).toMatch(/Exit codes:[^]*0[^]*1[^]*2/)
    expect((await runCli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it("is what no command gets, with exit code 2", async () => {
    const { code, stderr } = await runCli([])
    expect(code).toBe(2)
    expect(stderr).toContain("Usage: driftcheck")
  })
})

it("makes missing folders for --output", async () => {
  const out = join(folder, "a", "b")
  mkdirSync(join(folder, "a"))
  await runCli(["compare", ...bikes, "-o", out, "-q"])
  expect(readdirSync(join(out, "latest")).sort()).toEqual(["report.html", "report.json"])
})
