import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()

/** Ten columns of whole numbers; `score` moves far, nothing else does. */
function sides(extra = ""): string[] {
  const names = ["score", ...Array.from({ length: 9 }, (_, i) => `x${i}`)]
  const table = (shift: number, more: string) =>
    [
      `${names.join(",")}${more}`,
      ...Array.from(
        { length: 300 },
        (_, row) =>
          names.map((_, i) => ((row * 7 + i) % 50) + (i === 0 ? shift : 0)).join(",") + (more === "" ? "" : ",1"),
      ),
    ].join("\n")
  return [files.write("ref.csv", table(0, "")), files.write("cur.csv", table(40, extra))]
}

async function compare(...args: string[]): Promise<{ code: number; verdict: Report["verdict"]; report: Report }> {
  const { code, stdout } = await runCli(["compare", ...args, "--no-output", "-f", "json"])
  const report = JSON.parse(stdout) as Report
  expect(report.verdict.exit_code).toBe(code)
  return { code, verdict: report.verdict, report }
}

// The checks are kept out: score lies outside its range, and that fails too.
const only = (cause: string) => ["--fail-on", `drift,${cause}`]

it("a drifted prediction or target fails the run when asked to", async () => {
  for (const role of ["prediction", "target"]) {
    expect((await compare(...sides(), `--${role}`, "score", "--fail-on", "drift")).code).toBe(0)
    const { code, verdict } = await compare(...sides(), `--${role}`, "score", ...only(role))
    expect({ code, status: verdict.status }).toEqual({ code: 1, status: "drift" })
    expect(verdict.reasons).toContain(`The ${role} column "score" drifted.`)
    expect(verdict.reasons.at(-1)).toBe(`The run fails for ${role}.`)
    expect((await compare(...sides(), `--${role}`, "x1", ...only(role))).code).toBe(0)
  }
})

it("any drifted column, or more of them than may, fails the run when asked to", async () => {
  const any = await compare(...sides(), "--fail-on", "any-column")
  expect({ code: any.code, status: any.verdict.status }).toEqual({ code: 1, status: "drift" })
  expect(any.verdict.reasons).toContain('The column "score" drifted.')
  const none = await compare(...sides(), "--fail-on", "drift", "--max-drifted", "0")
  expect({ code: none.code, drift: none.report.drift.dataset_drift }).toEqual({ code: 1, drift: true })
  expect(none.verdict.reasons[0]).toBe("1 of 10 tested columns drifted: more than the 0 that may.")
  const one = await compare(...sides(), "--fail-on", "drift", "--max-drifted", "1")
  expect({ code: one.code, status: one.verdict.status }).toEqual({ code: 0, status: "no_drift" })
})

it("a column marked as critical fails the run when asked to, and the report marks it", async () => {
  const config = (column: string) =>
    files.write("driftcheck.yaml", `fail_on: [drift, critical]\ncolumns: { ${column}: { critical: true } }\n`)
  const { code, verdict, report } = await compare(...sides(), "--config", config("score"))
  expect({ code, status: verdict.status }).toEqual({ code: 1, status: "drift" })
  expect(report.columns.filter(({ critical }) => critical).map(({ name }) => name)).toEqual(["score"])
  expect((await compare(...sides(), "--config", config("x1"))).code).toBe(0)
  expect((await compare(...sides(), "--config", config("score"), "--fail-on", "drift")).code).toBe(0)
})

it("an added column fails the run for its schema, and the page and the table say so", async () => {
  const args = [...sides(",more"), ...only("schema")]
  const { code, verdict } = await compare(...args)
  expect({ code, status: verdict.status }).toEqual({ code: 1, status: "checks_failed" })
  expect(verdict.reasons).toContain("The schema changed: 1 column added.")
  const shown = ["compare", ...args, "--no-output"]
  for (const { stdout } of [await runCli(shown), await runCli([...shown, "--html", "-"])]) {
    expect(stdout).toContain("The schema changed: 1 column added.")
    expect(stdout).toContain("The run fails for schema.")
  }
  expect((await compare(...sides(), ...only("schema"))).code).toBe(0)
})

describe("--fail-on schema", () => {
  const rows = Array.from({ length: 300 }, (_, row) => row)
  const table = (columns: Record<string, (row: number) => unknown>) =>
    [
      Object.keys(columns).join(","),
      ...rows.map((row) =>
        Object.values(columns)
          .map((cell) => cell(row))
          .join(","),
      ),
    ].join("\n")
  const kept = { a: (row: number) => row % 50, b: (row: number) => (row * 7) % 30 }
  const delay = (row: number) => (row * 13) % 41
  // Whole numbers of a CSV agree with texts, because they may be codes.
  const cases = {
    added: [kept, { ...kept, more: delay }, "1 column added"],
    removed: [{ ...kept, delay }, kept, "1 column removed"],
    renamed: [{ ...kept, delay }, { ...kept, dep_delay: delay }, "1 column renamed"],
    retyped: [
      { ...kept, delay: (row: number) => delay(row) + 0.5 },
      { ...kept, delay: (row: number) => `late ${delay(row)}` },
      "1 column of another type",
    ],
  } as const

  it.each(Object.entries(cases))("fails for a column that was %s, and without it nothing fails", async (_, each) => {
    const [reference, current, said] = each
    const paths = [files.write("ref.csv", table(reference)), files.write("cur.csv", table(current))]
    const { code, verdict } = await compare(...paths, "--fail-on", "schema")
    expect({ code, status: verdict.status }).toEqual({ code: 1, status: "checks_failed" })
    expect(verdict.reasons).toContain(`The schema changed: ${said}.`)
    expect((await compare(...paths, "--fail-on", "drift")).code).toBe(0)
    expect((await compare(paths[0], paths[0], "--fail-on", "schema")).code).toBe(0)
  })

  it("never fails for columns in another order, which every report names", async () => {
    const paths = [files.write("ref.csv", table({ ...kept, delay })), files.write("cur.csv", table({ delay, ...kept }))]
    const { code, report } = await compare(...paths, "--fail-on", "schema")
    expect(code).toBe(0)
    expect(report.schema.reordered).toEqual(["delay"])
    const shown = async (...args: string[]) => (await runCli(["compare", ...paths, "--no-output", ...args])).stdout
    expect(await shown()).toMatch(/^ {2}Schema +moved +delay$/m)
    expect(await shown("-f", "markdown")).toContain("| moved | delay |")
    expect(await shown("--html", "-")).toContain("1 column in another place, which never fails a run.")
  })
})

it("--exit-zero ends in 0 whatever --fail-on names, and the report agrees", async () => {
  const { code, report } = await compare(
    ...sides(",more"),
    ...only("schema,prediction"),
    "--prediction",
    "score",
    "--exit-zero",
  )
  expect(code).toBe(0)
  expect(report.setup.fail_on).toEqual([])
})

it("a cause that does not exist is refused with those that do", async () => {
  const { code, stderr } = await runCli(["compare", ...sides(), "--no-output", "--fail-on", "schemas"])
  expect(code).toBe(2)
  expect(stderr).toContain('did you mean "schema"?')
})
