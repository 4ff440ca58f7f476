import { spawnSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const commands = [
  "compare",
  "check",
  "methods",
  "checks",
  "explain",
  "report",
  "index",
  "profile",
  "schema",
  "completion",
]
const script = async (shell: string) => (await runCli(["completion", shell])).stdout

/** Every flag that a command's help lists. */
async function flagsOf(command: string): Promise<string[]> {
  const { stdout } = await runCli([command, "--help"])
  return Array.from(stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm), ([, flag]) => flag)
}

/** What bash offers after these words, the last of which is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const path = files.write("completion.bash", await script("bash"))
  const list = words.map((word) => `'${word}'`).join(" ")
  const shell = `source ${path}; COMP_WORDS=(driftcheck ${list}); COMP_CWORD=${words.length}; _driftcheck; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync("bash", ["-c", shell], { encoding: "utf8" })
  expect(stderr).toBe("")
  return stdout.split("\n").filter((line) => line !== "")
}

describe("completion", () => {
  it("knows every command and every flag in every shell", async () => {
    const spelt = {
      bash: (flag: string) => flag,
      zsh: (flag: string) => `${flag}[`,
      fish: (flag: string) => `-l ${flag.slice(2)} `,
    }
    for (const [shell, spell] of Object.entries(spelt)) {
      const text = await script(shell)
      for (const command of commands) {
        expect(text).toContain(command)
        for (const flag of await flagsOf(command)) expect(text).toContain(spell(flag))
      }
    }
    expect((await flagsOf("compare")).length).toBeGreaterThan(30)
  })

  it("is a script that bash can read", async () => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: await script("bash"), encoding: "utf8" })
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
  })

  it("bash offers commands, flags and values where each belongs, and leaves files to the shell", async () => {
    expect(await offered("")).toEqual([...commands, "help"])
    expect(await offered("com")).toEqual(["compare", "completion"])
    expect(await offered("compare", "--drift")).toEqual(["--drift-share"])
    expect(await offered("compare", "a.csv", "b.csv", "-f", "j")).toEqual(["json", "junit"])
    expect(await offered("compare", "a.csv", "--fail-on", "c")).toEqual(["checks", "critical"])
    expect(await offered("compare", "a")).toEqual([])
    expect(await offered("compare", "--html", "")).toEqual([])
    expect(await offered("completion", "")).toEqual(["bash", "zsh", "fish"])
    expect(await offered("schema", "r")).toEqual(["report"])
  })

  it("quotes what its descriptions say", async () => {
    expect(await script("zsh")).toContain("the policy'\\''s, 0.3)]")
    expect(await script("fish")).toContain("the policy\\'s, 0.3)'")
  })

  it("knows three shells", async () => {
    const { code, stderr } = await runCli(["completion", "tcsh"])
    expect(code).toBe(2)
    expect(stderr).toContain("It takes bash, zsh, fish.")
  })
})
