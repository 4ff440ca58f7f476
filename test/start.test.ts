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

/** `program`: what Node runs. */
function loadedBy(program: readonly string[], argv: readonly string[]): { ours: string[]; packages: string[] } {
  const { stderr, status } = spawnSync(process.execPath, ["--import", asUrl(preload), ...program, ...argv], {
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
    const { ours, packages } = loadedBy(["bin/driftcheck.js"], argv)
    expect(ours).toEqual(["bin/driftcheck.js", "bin/main.mjs", "bin/program.cjs"])
    expect(packages).toEqual([])
  })

/**
 * What --help needs: the flags and what they take. Reporters say what theirs are, so they and their words are loaded, with
 * the three small figures and memories that what changed is found by, and without a package. The bundle starts the same modules.
 * A reader of files, a method, a check or a page among these would be felt in every shell.
 */
const small =
  /^dist\/((cli|errors|installation|signals|version|units|registry)\.js$|(commands|options|reporters|words|judge|kinds)\/|model(\/|\.js$)|report\/(?!page|view\.js)|(run\/(command|exit-words|flags|say)|files\/(stat|unreadable)|engines\/address|stats\/(quantile(-curves)?|remember))\.js$)/

const files = `const { run } = await import("./dist/cli.js")
const silent = { write: () => undefined, isTTY: false }
process.exitCode = await run(process.argv.slice(1), { argv: [], stdout: silent, stderr: silent, env: {}, now: () => new Date() })`

for (const argv of [["--help"], ["--version"], ["compare", "--help"], ["profile", "--help"]])
  it(`driftcheck ${argv.join(" ")} needs commander and nothing else`, () => {
    const { ours, packages } = loadedBy(["--input-type=module", "-e", files, "--"], argv)
    expect(packages).toEqual(["commander"])
    expect(ours.length).toBeGreaterThan(4)
    expect(ours.filter((file) => !small.test(file))).toEqual([])
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
