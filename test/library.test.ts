import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import ts from "typescript"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { checkFile, compareFiles, InputError, UsageError } from "../src/index.js"
import { patience } from "./helpers/patience.js"
import { runCli } from "./helpers/run-cli.js"

const ref = "fixtures/data/nodrift_ref.parquet"
const cur = "fixtures/data/nodrift_cur.parquet"

describe("compareFiles", () => {
  it("gives the report that the command line gives", async () => {
    const { report, render } = await compareFiles(
      "fixtures/data/carloan_ref.parquet",
      "fixtures/data/carloan_cur.parquet",
      {
        policy: "classic",
        columns: { car_value: { critical: true } },
      },
    )
    const line = ["compare", "fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet", "--no-output"]
    const { stdout } = await runCli([...line, "--policy", "classic", "--format", "json"])
    const byCommand = JSON.parse(stdout) as typeof report
    expect(report.columns.map(({ name, status, drift_score }) => [name, status, drift_score])).toEqual(
      byCommand.columns.map(({ name, status, drift_score }) => [name, status, drift_score]),
    )
    expect(report.verdict.exit_code).toBe(byCommand.verdict.exit_code)
    expect(report.columns.find(({ name }) => name === "car_value")?.critical).toBe(true)
    expect(JSON.parse(String(await render("json")))).toEqual(JSON.parse(JSON.stringify(report)))
  })

  it("renders every text form and the binary one", async () => {
    const { render } = await compareFiles(ref, cur)
    for (const id of ["html", "json", "table", "markdown", "junit", "github", "prometheus", "csv"])
      expect(String(await render(id)).length, id).toBeGreaterThan(40)
    expect(
      Buffer.from(await render("parquet"))
        .subarray(0, 4)
        .toString(),
    ).toBe("PAR1")
    await expect(render("pdf")).rejects.toThrow('unknown reporter "pdf"')
  })

  it("throws what the command line would have said", async () => {
    await expect(compareFiles(ref, "nowhere.parquet")).rejects.toBeInstanceOf(InputError)
    await expect(compareFiles(ref, cur, { policy: "strict" })).rejects.toBeInstanceOf(UsageError)
    await expect(compareFiles(ref, cur, { drift_share: 3 })).rejects.toThrow("drift_share")
    await expect(checkFile(cur)).rejects.toThrow("no configuration with a contract")
  })

  it("takes a configuration file, and what is said beside it beats the file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "driftcheck-library-"))
    const config = join(folder, "driftcheck.yaml")
    writeFileSync(config, "drift_share: 0.4\nmin_rows: 100\n")
    const { report } = await compareFiles(ref, cur, { config, drift_share: 0.2 })
    expect(report.drift.drift_share_threshold).toBe(0.2)
    expect(report.setup).toMatchObject({ min_rows: 100, config_path: config })
    rmSync(folder, { recursive: true })
  })
})

describe("checkFile", () => {
  it("holds a file against its contract", async () => {
    const { report } = await checkFile(cur, { rules: ["rows() > 10000000"] })
    expect(report).toMatchObject({ kind: "check", verdict: { status: "checks_failed", exit_code: 1 } })
  })
})

/** 200 rows of an amount and a flag. */
function table(step: number): string {
  const rows = Array.from({ length: 200 }, (_, i) => `${(i * step) % 101},${i % step === 0}`)
  return `amount,flagged\n${rows.join("\n")}\n`
}

describe("the examples of docs/library.md", () => {
  const examples = Array.from(
    readFileSync("docs/library.md", "utf8").matchAll(/## (.+?)\n[^#]*?```ts\n(.*?)```/gs),
    ([, title, code]) => ({ title, code }),
  )
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "driftcheck-examples-"))
    mkdirSync(join(folder, "node_modules"))
    symlinkSync(resolve("."), join(folder, "node_modules", "driftcheck"))
    symlinkSync(resolve("node_modules/@types"), join(folder, "node_modules", "@types"))
    writeFileSync(join(folder, "package.json"), `{ "type": "module" }`)
    for (const [side, step] of [
      ["ref", 7],
      ["cur", 5],
    ] as const)
      writeFileSync(join(folder, `${side}.csv`), table(step))
    execFileSync("npm", ["run", "build", "--silent"])
  }, patience(60))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("are there", () => expect(examples.length).toBe(6))

  it(
    "have the types that they use, under strict",
    () => {
      const files = examples.map(({ code }, i) => {
        const path = join(folder, `example-${i}.ts`)
        writeFileSync(path, code)
        return path
      })
      const program = ts.createProgram(files, {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        types: ["node"],
        typeRoots: [resolve("node_modules/@types")],
      })
      const found = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
        return `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`
      })
      expect(found).toEqual([])
    },
    patience(60),
  )

  it.each(examples)(
    "$title",
    ({ code }) => {
      const script = ts.transpileModule(code, {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      }).outputText
      writeFileSync(join(folder, "example.mjs"), script)
      const { status, stderr } = spawnSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" })
      expect(stderr).toBe("")
      expect(status).toBe(0)
    },
    patience(30),
  )

  it("require() says why it cannot, and import() from CommonJS works", () => {
    const run = (script: string) => spawnSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" })
    const required = run(`require("driftcheck")`)
    expect(required.status).toBe(1)
    expect(required.stderr).toContain(`use: const { compareFiles } = await import("driftcheck")`)
    const imported = run(`import("driftcheck").then(({ compareFiles }) => console.log(typeof compareFiles))`)
    expect(imported).toMatchObject({ stdout: "function\n", stderr: "", status: 0 })
  })
})
