import { spawnSync } from "node:child_process"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

/** Says on stderr which modules are loaded. */
const hooks = `export async function load(url, context, next) { process._rawDebug("loaded " + url); return next(url, context) }`
const preload = `import { register } from "node:module"; register(${JSON.stringify(asUrl(hooks))})`

function asUrl(script: string): string {
  return `data:text/javascript,${encodeURIComponent(script)}`
}

function loadedBy(...argv: string[]): { ours: string[]; packages: string[] } {
  const { stderr, status } = spawnSync(process.execPath, ["--import", asUrl(preload), "bin/driftcheck.js", ...argv], {
    encoding: "utf8",
  })
  expect(status).toBe(0)
  const files = Array.from(stderr.matchAll(/^loaded (file:.*)$/gm), ([, url]) => relative(".", fileURLToPath(url)))
  const inPackages = files.filter((file) => file.includes("node_modules/"))
  return {
    ours: files.filter((file) => !inPackages.includes(file)),
    packages: Array.from(
      new Set(inPackages.map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file)),
    ),
  }
}

const sides = ["ref", "cur"].map((side) => `fixtures/data/nodrift_${side}.parquet`)

for (const argv of [
  ["--help"],
  ["--version"],
  ["compare", "--help"],
  ["profile", "--help"],
  ["compare", ...sides, "--no-output"],
])
  it(`driftcheck ${argv.join(" ")} is loaded from one file`, () => {
    const { ours, packages } = loadedBy(...argv)
    expect(ours).toEqual(["bin/driftcheck.js", "bin/main.mjs", "bin/program.cjs"])
    expect(packages).toEqual([])
  })

it("the time that a report says counts from the start of the process", () => {
  const wait = "const until = Date.now() + 700; while (Date.now() < until) continue"
  const argv = ["bin/driftcheck.js", "compare", ...sides, "--no-output", "--no-config", "-f", "json"]
  const asked = (...more: string[]) => {
    const before = Date.now()
    const { stdout } = spawnSync(process.execPath, ["--import", asUrl(wait), ...argv, ...more], { encoding: "utf8" })
    const whole = Date.now() - before
    const { created_at, setup } = JSON.parse(stdout) as { created_at: string; setup: { duration_ms: number } }
    expect(setup.duration_ms).toBeGreaterThanOrEqual(700) // What is waited for before the first line of ours runs.
    expect(setup.duration_ms).toBeLessThanOrEqual(whole)
    return { before, created: Date.parse(created_at), whole }
  }
  const { before, created, whole } = asked()
  expect(created).toBeGreaterThanOrEqual(before)
  expect(created).toBeLessThan(before + whole - 700)
  expect(new Date(asked("--run-date", "2024-05-06").created).toISOString()).toBe("2024-05-06T00:00:00.000Z")
})
