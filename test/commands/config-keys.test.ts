import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { settings } from "../../src/options/all-settings.js"
import { failCauses, findings } from "../../src/options/settings/findings.js"
import { runCli } from "../helpers/run-cli.js"

/** Flags in the help of a command, by the heading that they stand under. */
async function helpOf(command: string): Promise<Map<string, string[]>> {
  const { stdout } = await runCli([command, "--help"])
  const found = new Map<string, string[]>()
  let heading = ""
  for (const line of stdout.split("\n")) {
    heading = /^([A-Z][\w ]*:)$/.exec(line)?.[1] ?? heading
    const flag = /^ {2}(?:-\w, )?(--[\w-]+)/.exec(line)?.[1]
    if (flag !== undefined) found.set(heading, [...(found.get(heading) ?? []), flag])
  }
  return found
}

const longOf = (flag: string | undefined) => /--[\w-]+/.exec(flag ?? "")?.[0] ?? ""

describe("every setting", () => {
  it("has a flag and a key of its own, and compare, gate or watch takes its flag", async () => {
    const flags = settings.flatMap(({ flag, off }) => [longOf(flag), longOf(off?.flag)]).filter((flag) => flag !== "")
    expect(flags.length).toBeGreaterThan(35)
    expect(new Set(flags).size).toBe(flags.length)
    expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length)
    const groups = [(await helpOf("gate")).get("Gate:"), (await helpOf("watch")).get("Stream:")]
    const shown = [...(await helpOf("compare")).values(), ...groups].flatMap((each) => each ?? [])
    // Two flags are the program's and compare's own.
    expect(shown.filter((flag) => flag !== "--help" && flag !== "--every").sort()).toEqual(flags.sort())
  })

  it("can be said by a flag or in the configuration, and its default is a value that it takes", () => {
    for (const { key, flag, inFile, takes, default: value } of settings) {
      expect({ key, said: flag !== undefined || inFile !== false }).toEqual({ key, said: true })
      if (value !== undefined) expect({ key, fits: v.is(takes.schema(v), value) }).toEqual({ key, fits: true })
    }
  })

  it("says in the help what it takes and what holds without it", async () => {
    const { stdout } = await runCli(["compare", "--help"])
    const text = stdout.replace(/\s+/g, " ")
    for (const words of [
      "how columns are judged: calibrated, classic, evidently (default: calibrated)",
      "rows needed on each side for a verdict (default: 30)",
      "from this share of drifted columns on (default: the policy's, 0.3)",
      `${failCauses.join(", ")} (default: ${findings.fail_on.default.join(",")})`,
      "list every column and check --details",
    ])
      expect(text).toContain(words)
  })
})

describe("flags in the help", () => {
  it("stand in groups", async () => {
    const compare = await helpOf("compare")
    expect([...compare.keys()]).toEqual([
      "Judging:",
      "Columns:",
      "Findings:",
      "Model performance:",
      "Labels:",
      "LLM traces:",
      "Inputs:",
      "Outputs:",
      "Run:",
    ])
    expect(compare.get("Columns:")).toContain("--target")
    expect(compare.get("Outputs:")).toEqual(expect.arrayContaining(["--output", "--csv", "--html", "--no-color"]))
    expect(compare.get("Run:")?.at(-1)).toBe("--help")
    expect([...(await helpOf("init")).keys()]).toEqual(["Options:", "Inputs:", "Outputs:"])
  })

  it("say for check what check does with them", async () => {
    const text = (await runCli(["check", "--help"])).stdout.replace(/\s+/g, " ")
    expect(text).toContain("read only these (a comma in a name: \\,)")
    expect(text).toContain(
      "what ends in exit code 1: checks, metrics, performance, warnings, new (default: checks,metrics)",
    )
    expect(text).not.toContain("--drift-share")
  })
})
