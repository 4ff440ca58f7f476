/** Pipes and devices in the place of inputs: refused at once, whatever they stand for, and never waited for. */
import { execFileSync, spawnSync } from "node:child_process"
import { resolve } from "node:path"
import { expect, it } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
const reference = resolve("fixtures/data/penguins_ref.csv")

/** `@x` stands for a pipe of that name that nobody writes to. */
function driftcheck(argv: readonly string[]) {
  const args = argv.map((text) => (text.startsWith("@") ? files.path(text.slice(1)) : text))
  for (const [i, path] of args.entries()) if (argv[i].startsWith("@")) execFileSync("mkfifo", [path])
  const bin = resolve("bin/driftcheck.js")
  return spawnSync(process.execPath, [bin, ...args], { cwd: files.path("."), encoding: "utf8", timeout: 20_000 })
}

it.each([
  [["compare", reference, "@current.csv", "--no-output"]],
  [["compare", "@reference.csv", reference, "--no-output"]],
  [["compare", reference, "@current", "--no-output"]],
  [["compare", reference, "@current.parquet", "--no-output"]],
  [["compare", reference, "@current.profile.json", "--no-output"]],
  [["compare", reference, "/dev/zero", "--no-output"]],
  [["compare", "/dev/zero", reference, "--no-output", "--json", "out.json"]],
  [["compare", reference, reference, "--config", "@settings.yaml", "--no-output"]],
  [["compare", reference, reference, "--config", "/dev/zero", "--no-output"]],
  [["check", "@current.csv", "--no-output"]],
  [["profile", "@current.csv", "-o", "out.profile.json"]],
  [["profile", "merge", "@a.profile.json", "@b.profile.json", "-o", "out.profile.json"]],
  [["init", "@current.csv"]],
  [["report", "@report.json"]],
  [["report", "/dev/zero"]],
  [["explain", "@report.json", "column"]],
])("%j", (argv) => {
  const { status, signal, stderr } = driftcheck(argv)
  expect({ status, signal }).toEqual({ status: 2, signal: null })
  expect(stderr).toMatch(/^error: cannot read .*: it is a pipe or a device\n/)
})
