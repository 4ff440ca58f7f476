import { spawnSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { loadCommands } from "../../src/registry.js"
import { commandGroups, type Command } from "../../src/run/command.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
/** As the help lists them. */
const all = await loadCommands<Command>()
const commands = commandGroups.flatMap((each) =>
  Array.from(all).flatMap(([name, { group }]) => (group === each ? [name] : [])),
)
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

const installed = (shell: string) => spawnSync(shell, ["--version"]).error === undefined
for (const shell of ["zsh", "fish"])
  if (!installed(shell)) console.log(`skipped: no ${shell}; its completion was not run`)

/** What fish offers for a command line. */
async function offeredByFish(line: string): Promise<string[]> {
  const path = files.write("driftcheck.fish", await script("fish"))
  const { stdout, stderr } = spawnSync("fish", ["--no-config", "-c", `source ${path}; complete -C '${line}'`], {
    encoding: "utf8",
    cwd: files.path("."),
    env: { ...process.env, HOME: files.path("."), XDG_CONFIG_HOME: files.path(".") },
  })
  expect(stderr).toBe("")
  return stdout.split("\n").flatMap((each) => (each === "" ? [] : [each.split("\t")[0]]))
}

/** What zsh is told to offer after these words: its helpers print what they are given. */
async function offeredByZsh(...words: string[]): Promise<string[]> {
  const path = files.write("_driftcheck", await script("zsh"))
  const line = ["driftcheck", ...words].map((word) => `'${word}'`).join(" ")
  const shell = `compdef() {}; _describe() { print -l -- "\${(@P)2}" }; _arguments() { print -l -- "$@" }
    source ${path}; words=(${line}); CURRENT=${words.length + 1}; _driftcheck`
  const { stdout, stderr } = spawnSync("zsh", ["-f", "-c", shell], { encoding: "utf8" })
  expect(stderr).toBe("")
  return stdout.split("\n").filter((each) => each !== "")
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
    expect(await offered("compare", "a.csv", "--fail-on", "c")).toEqual(["checks", "concept", "chunks", "critical"])
    expect(await offered("compare", "a")).toEqual([])
    expect(await offered("compare", "--html", "")).toEqual([])
    expect(await offered("completion", "")).toEqual(["bash", "zsh", "fish"])
    expect(await offered("schema", "r")).toEqual(["report"])
  })

  it.skipIf(!installed("fish"))("fish offers commands, flags and values where each belongs", async () => {
    expect(await offeredByFish("driftcheck com")).toEqual(["compare", "completion"])
    expect(await offeredByFish("driftcheck compare --drift")).toEqual(["--drift-share"])
    expect(await offeredByFish("driftcheck compare a.csv b.csv -f j")).toEqual(
      expect.arrayContaining(["json", "junit"]),
    )
    expect(await offeredByFish("driftcheck completion ")).toEqual(expect.arrayContaining(["bash", "zsh", "fish"]))
  })

  it.skipIf(!installed("zsh"))("zsh reads it and offers commands, flags and values", async () => {
    const { status, stderr } = spawnSync("zsh", ["-n"], { input: await script("zsh"), encoding: "utf8" })
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" })
    const first = await offeredByZsh("")
    for (const command of commands) expect(first.some((each) => each.startsWith(`${command}:`))).toBe(true)
    const flags = await offeredByZsh("compare", "--f")
    expect(flags.length).toBeGreaterThan(30)
    for (const flag of await flagsOf("compare")) expect(flags.some((each) => each.startsWith(`*${flag}[`))).toBe(true)
    expect(flags.find((each) => each.startsWith("*--format["))).toMatch(/:value:\(table csv github .*\)$/)
    expect(await offeredByZsh("completion", "")).toContain("1:value:(bash zsh fish)")
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
