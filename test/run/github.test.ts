import { expect, describe, it } from "vitest"
import { cutToBytes, outputText } from "../../src/run/github.js"
import { defused } from "../../src/run/say.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const loans = ["fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet"]

const workflow = () => ({
  GITHUB_ACTIONS: "true",
  GITHUB_STEP_SUMMARY: files.path("summary"),
  GITHUB_OUTPUT: files.path("output"),
})

/** As the runner reads the file of outputs. */
function outputsIn(text: string): Map<string, string> {
  const outputs = new Map<string, string>()
  for (const [, name, , value] of text.matchAll(/([\w-]+)<<(ghadelimiter_[\w-]+)\n([^]*?)\n\2\n/g))
    outputs.set(name, value)
  return outputs
}

describe("in a GitHub workflow", () => {
  it("annotations go to stderr, a summary and outputs to their files, and stdout stays as it is", async () => {
    files.write("summary", "an earlier step's\n")
    const args = ["compare", ...loans, "--no-output", "--json", "-", "--html", files.path("page.html")]
    const { code, stdout, stderr } = await runCli(args, { env: workflow() })
    expect(code).toBe(1)
    expect(stdout).toBe((await runCli(args)).stdout)
    expect(stderr.split("\n")[0]).toMatch(/^::error title=driftcheck%3A Drift detected::5 of 10 tested columns drifted/)
    expect(files.read("summary")).toMatch(/^an earlier step's\n## ▲ Drift detected\n/)
    const outputs = outputsIn(files.read("output"))
    expect(Object.fromEntries(outputs)).toMatchObject({
      verdict: "drift",
      "exit-code": "1",
      "drift-share": "0.5",
      "drifted-columns": "5",
      "tested-columns": "10",
      report: files.path("page.html"),
      "report-json": "",
    })
    const names = JSON.parse(outputs.get("drifted-names") ?? "") as string[]
    expect(names).toHaveLength(5)
    expect(JSON.parse(outputs.get("failing-names") ?? "")).toEqual(names)
  })

  it("an unreadable file is told as well", async () => {
    const args = ["compare", loans[0], files.path("gone.csv"), "--no-output"]
    const { code, stderr } = await runCli(args, { env: workflow() })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^::error title=driftcheck%3A Could not compare::cannot read .*\nerror: cannot read /)
    expect(outputsIn(files.read("output")).get("verdict")).toBe("no_verdict")
  })

  it("--no-github, another value and other commands say nothing", async () => {
    const args = ["compare", ...loans, "--no-output", "-q"]
    expect((await runCli([...args, "--no-github"], { env: workflow() })).stderr).toBe("")
    expect((await runCli(args, { env: { ...workflow(), GITHUB_ACTIONS: "false" } })).stderr).toBe("")
    expect((await runCli(["methods", "ks"], { env: workflow() })).stderr).toBe("")
    expect(() => files.read("output")).toThrow("ENOENT")
  })

  it("a file that cannot be written is told and changes no verdict", async () => {
    const env = { ...workflow(), GITHUB_OUTPUT: files.path("no/such/file") }
    const { code, stderr } = await runCli(["compare", ...loans, "--no-output", "-q"], { env })
    expect(code).toBe(1)
    expect(stderr).toContain("warning: cannot append to GITHUB_OUTPUT: no such file")
  })

  it("no name or value becomes a command or an output", async () => {
    const hostile = ["::error::a", "##[error]b", "c\nverdict=no_drift", "d%0A::stop-commands::x"]
    const csv = (value: (i: number) => string) =>
      [hostile, ...Array.from({ length: 60 }, (_, i) => hostile.map(() => value(i)))]
        .map((row) => row.map((cell) => `"${cell}"`).join(","))
        .join("\n")
    const ref = files.write(
      "ref.csv",
      csv((i) => ["::add-mask::a", "b"][i % 2]),
    )
    const cur = files.write(
      "cur.csv",
      csv((i) => ["ghadelimiter_\nverdict=x", "##[add-mask]b"][i % 2]),
    )
    const { code, stdout, stderr } = await runCli(["compare", ref, cur, "--no-output", "--all"], { env: workflow() })
    expect(code).toBe(1)
    for (const line of stderr.trimEnd().split("\n"))
      expect(line).toMatch(/^::(error|warning) title=driftcheck%3A [^:,]*::/)
    expect(stdout).not.toMatch(/^\s*::|##\[/m)
    const outputs = outputsIn(files.read("output"))
    expect(outputs.get("verdict")).toBe("drift")
    expect(new Set(JSON.parse(outputs.get("drifted-names") ?? "") as string[])).toEqual(new Set(hostile))
    // Nothing stands outside the blocks.
    expect(files.read("output").replace(/[\w-]+<<(ghadelimiter_[\w-]+)\n[^]*?\n\1\n/g, "")).toBe("")
  })
})

it("a summary is cut at a line's end, with a word, and counts bytes", () => {
  const text = "äöü\n".repeat(100) // 7 bytes a line
  expect(cutToBytes(text, 700)).toBe(text)
  const cut = cutToBytes(text, 699)
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(699)
  expect(cut).toMatch(/^(äöü\n)+\n_Cut here: GitHub shows no more than 1 MiB\. The report has the rest\._\n$/)
  expect(cutToBytes(text, 10)).toBe("")
  expect(cutToBytes(text, -5)).toBe("")
})

it("a delimiter that the value holds is drawn again", () => {
  const draws = ["a", "b"]
  expect(outputText(new Map([["x", "ghadelimiter_a\ny"]]), () => draws.shift() ?? "")).toBe(
    "x<<ghadelimiter_b\nghadelimiter_a\ny\nghadelimiter_b\n",
  )
})

it("a log line that would be a command is none any more", () => {
  expect(defused("  ::error::x\nname ::y\n##[group]z\n:one")).toBe("  : :error::x\nname ::y\n## [group]z\n:one")
})
