import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { outputsOf } from "../src/run/github.js"
import { failCauses } from "../src/options/options.js"
import { runCli } from "./helpers/run-cli.js"
import { sampleReport } from "./helpers/sample-report.js"

const page = readFileSync("docs/ci.md", "utf8")
const blocks = (language: string) =>
  Array.from(page.matchAll(/```(\w+)\n([^]*?)```/g)).flatMap(([, found, text]) => (found === language ? [text] : []))

function readable(script: string): void {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" })
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
}

interface Workflow {
  jobs: Record<string, { steps: { run?: string; uses?: string }[] }>
}

describe("docs/ci.md", () => {
  it("holds YAML that parses, with shell lines that bash can read", () => {
    const [github, gitlab, rules] = blocks("yaml").map((text) => parse(text) as object)
    const steps = Object.values((github as Workflow).jobs).flatMap((job) => job.steps)
    const runs = steps.flatMap(({ run }) => run ?? [])
    const script = (gitlab as { drift: { script: string[] } }).drift.script
    expect([...runs, ...script].filter((line) => line.includes("driftcheck compare"))).toHaveLength(2)
    for (const line of [...runs, ...script]) readable(line)
    // Untrusted names never stand inside a command.
    for (const run of runs) expect(run).not.toContain("${{")
    expect(rules).toMatchObject({ groups: [{ name: "driftcheck" }] })
    expect(blocks("yaml")).toHaveLength(3)
  })

  it("installs a pinned version from a file or a tag, and never what a name alone may bring", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string }
    const installs = page.match(/npm (install|i) [^\n`]*/g) ?? []
    expect(installs.length).toBeGreaterThan(1)
    for (const line of installs) expect(line).toMatch(new RegExp(`driftcheck-${version}\\.tgz|#v${version}"$`))
    const all = [page, readFileSync("README.md", "utf8")].join("\n")
    expect(all).not.toMatch(/npx (--yes|-y)|npm (install|i) (-g |--global )?driftcheck\b/)
  })

  it("holds shell that bash can read", () => {
    expect(blocks("sh")).toHaveLength(2)
    for (const script of blocks("sh")) readable(script)
    for (const [, script] of [...page.matchAll(/script: '([^']+)'/g), ...page.matchAll(/bash_command="([^"]+)"/g)])
      readable(script.replace(/\{\{.*?\}\}/g, "x"))
  })

  it("names flags that exist", async () => {
    const help = (await runCli(["compare", "--help"])).stdout + (await runCli(["report", "--help"])).stdout
    const lines = page.match(/driftcheck (compare|report) [^\n]*(\\\n[^\n]*)*|`--[\w-]+`/g) ?? []
    const flags = new Set(lines.flatMap((line) => line.match(/(?<=\s|`)--[a-z][\w-]+/g) ?? []))
    expect(flags.size).toBeGreaterThan(8)
    for (const flag of flags) expect(help).toContain(flag)
    for (const cause of failCauses) expect(page).toContain(`\`${cause}\``)
  })

  it("names every output and metric it speaks of as they are", async () => {
    const outputs = outputsOf(sampleReport(), { files: [], stdout: "none" })
    for (const name of outputs.keys()) expect(page).toContain(`\`${name}\``)
    const { default: prometheus } = await import("../src/reporters/prometheus.js")
    const metrics = prometheus.render(sampleReport())
    for (const [metric] of page.matchAll(/driftcheck_[a-z_]+/g)) expect(metrics).toContain(`# TYPE ${metric} gauge`)
  })
})
