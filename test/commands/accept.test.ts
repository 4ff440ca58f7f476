/** Drift that the configuration accepts for a while. */
import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()

/** Four columns of whole numbers; `score` moves far and begins to miss values, nothing else does. */
function sides(): string[] {
  const names = ["score", "x1", "x2", "x3"]
  const table = (shift: number) => [
    names.join(","),
    ...Array.from({ length: 300 }, (_, row) =>
      names.map((_, i) => (i === 0 && shift > 0 && row % 3 === 0 ? "" : ((row * 7 + i) % 50) + (i === 0 ? shift : 0))),
    ),
  ]
  return [files.write("ref.csv", table(0).join("\n")), files.write("cur.csv", table(40).join("\n"))]
}

const config = (until: string) =>
  files.write(
    "driftcheck.yaml",
    `drift_share: 0.2\nfail_on: [drift, checks, critical, any-column, new]\ncolumns: { score: { critical: true, accept_until: ${until}, why: season, owner: ml-platform } }\n`,
  )

async function compare(until: string, ...args: string[]) {
  const { code, stdout } = await runCli(["compare", ...sides(), "--config", config(until), "--no-output", ...args])
  return { code, stdout }
}

const found = async (until: string) => {
  const { code, stdout } = await compare(until, "-f", "json")
  return { code, report: JSON.parse(stdout) as Report }
}

it("counts in no share, fails nothing, and its checks only warn, until the day is over", async () => {
  const { code, report } = await found("2999-12-31")
  expect(code).toBe(0)
  expect(report.columns[0]).toMatchObject({
    name: "score",
    status: "drift",
    accepted: { until: "2999-12-31", why: "season", owner: "ml-platform" },
  })
  expect(report.drift).toMatchObject({ drifted_columns: 0, tested_columns: 3, dataset_drift: false })
  expect(report.verdict.reasons).toContain(
    "Drifted and not counted: score, accepted until 31 Dec 2999: season (ml-platform).",
  )
  const checks = report.checks.filter(({ column, status }) => column === "score" && status !== "pass")
  expect(checks.map(({ id }) => id)).toContain("missing-values")
  expect(checks.map(({ status }) => status)).not.toContain("fail")
  expect(checks.find(({ id }) => id === "missing-values")?.message).toMatch(
    /Only a warning: accepted until 31 Dec 2999: season \(ml-platform\)\.$/,
  )
})

it("comes back by itself, and a note says that it was accepted", async () => {
  const { code, report } = await found("2020-01-31")
  expect(code).toBe(1)
  expect(report.columns[0]).not.toHaveProperty("accepted")
  expect(report.drift).toMatchObject({ drifted_columns: 1, tested_columns: 4 })
  expect(report.verdict.causes.map(({ id }) => id)).toEqual(["drift", "checks", "critical", "any-column", "new"])
  expect(report.warnings).toContain("score counts again: its drift was accepted until 31 Jan 2020.")
})

it("the day is that of the run in UTC, and counts itself", async () => {
  const codeAt = async (at: string) => {
    const args = ["compare", ...sides(), "--config", config("2026-12-31"), "--no-output"]
    return (await runCli(args, { at: new Date(at) })).code
  }
  expect(await codeAt("2026-12-31T23:59:59Z")).toBe(0)
  expect(await codeAt("2027-01-01T00:00:00Z")).toBe(1)
})

it("every output shows it with its reason, and none says plainly that nothing drifted", async () => {
  const formats = { table: "No drift but 1 accepted column", html: "Accepted", markdown: "accepted until 31 Dec 2999" }
  for (const [format, text] of Object.entries(formats)) {
    const { code, stdout } = await compare("2999-12-31", "-f", format)
    expect({ format, code, found: stdout.includes(text) }).toEqual({ format, code: 0, found: true })
    expect(stdout).toContain("season (ml-platform)")
  }
  expect((await compare("2999-12-31", "-f", "github")).stdout).toContain("::notice title=driftcheck%3A column score")
  expect((await compare("2999-12-31", "-f", "prometheus")).stdout).toMatch(/column_drifted\{.*"score"\} 0/)
  expect((await compare("2999-12-31", "-f", "junit")).stdout).toMatch(/failures="0"/)
})

it("the page offers the line to copy, which the configuration takes", async () => {
  const { stdout } = await compare("2020-01-31", "-f", "html")
  const line = /To accept this drift for a while: <code>(.*?)<\/code>/.exec(stdout)?.[1] ?? ""
  expect(line).toMatch(
    /^columns: \{ score: \{ accept_until: \d{4}-\d\d-\d\d, why: &quot;…&quot;, owner: &quot;…&quot; \} \}$/,
  )
  const path = files.write("copied.yaml", `${line.replaceAll("&quot;", '"')}\n`)
  expect((await runCli(["compare", ...sides(), "--config", path, "--no-output"])).code).toBe(0)
})

it("an acceptance changes no hash of the configuration, and a wrong date is named with its place", async () => {
  const hashOf = async (text: string) => {
    const path = files.write("other.yaml", text)
    const { stdout } = await runCli(["compare", ...sides(), "--config", path, "--no-output", "-f", "json"])
    return (JSON.parse(stdout) as Report).setup.config_hash
  }
  const accepting = await hashOf("columns: { score: { accept_until: 2999-12-31, why: season } }\n")
  expect(accepting).toBe(await hashOf("policy: calibrated\n"))
  const { code, stderr } = await runCli(["compare", ...sides(), "--config", config("31.12.2026"), "--no-output"])
  expect(code).toBe(2)
  expect(stderr).toMatch(/driftcheck\.yaml:3:\d+: .*accept_until/)
})
