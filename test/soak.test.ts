/** The short form of every part of `npm run soak`, so that the script works when it is needed. */
import { describe, expect, it } from "vitest"
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"

const parts = [
  ...["kill", "together", "small-disk", "failing-calls", "memory", "workers", "clock"],
  ...[
    "parquet",
    "arrow-file",
    "arrow-stream",
    "feather",
    "csv",
    "json-lines",
    "csv-gzip",
    "json-lines-gzip",
    "csv-zstd",
  ].map(mutants),
  ...["profile", "report", "configuration", "rules", "history"].map(mutants),
]

function mutants(container: string): string {
  return `mutants-${container}`
}

const soak = (...args: string[]) => spawnSync(process.execPath, ["scripts/soak.js", ...args], { encoding: "utf8" })

describe("npm run soak -- --short", () => {
  it.each(parts)("%s finds nothing wrong", (part) => {
    const { status, stdout, stderr } = soak(part, "--short")
    expect(stderr).toBe("")
    expect(stdout).toMatch(new RegExp(`^${part}: \\d+ times, 0 wrong; .*\n$`))
    expect(status).toBe(0)
  })

  it("has no other part, and the page has a line of each", () => {
    const { status, stderr } = soak("another")
    expect(stderr).toBe(`error: there is no part "another"; there are ${parts.join(", ")}\n`)
    expect(status).toBe(2)
    const page = readFileSync("docs/reliability.md", "utf8")
    for (const part of parts) expect(page).toMatch(new RegExp(`^\\| \`${part}\` `, "m"))
  })
})
