import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { runCli } from "./helpers/run-cli.js"

const page = readFileSync("docs/late-labels.md", "utf8")

/** A command of a page, what it must print, and its exit code. */
interface Shown {
  args: string[]
  lines: string[]
  exit: number
}

const shown = Array.from(page.matchAll(/```console\n\$ driftcheck (.*)\n([^]*?)# exit code (\d)\n```/g)).map(
  ([, command, lines, exit]): Shown => ({
    args: command.split(" "),
    lines: lines.trim().split("\n"),
    exit: Number(exit),
  }),
)

describe("docs/late-labels.md", () => {
  it("shows three weeks of labels", () => {
    expect(shown).toHaveLength(3)
  })

  it.each(shown)("tells what is printed: exit code $exit", async ({ args, lines, exit }) => {
    const { stdout, code } = await runCli(args, { columns: 120 })
    for (const line of lines) expect(stdout).toContain(line)
    expect(code).toBe(exit)
  })

  it("and docs/gate.md hold shell that bash can read", () => {
    const scripts = [page, readFileSync("docs/gate.md", "utf8")].flatMap((text) =>
      Array.from(text.matchAll(/```(\w*)\n([^]*?)```/g)).flatMap(([, language, script]) =>
        language === "" || language === "sh" ? [script] : [],
      ),
    )
    expect(scripts.length).toBeGreaterThan(3)
    for (const input of scripts) expect(spawnSync("bash", ["-n"], { input, encoding: "utf8" }).stderr).toBe("")
  })
})
