/** Mistakes of a configuration are listed together as far as one look at it allows: those of the file, those of its columns, those of its rules. */
import { describe, expect, it } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()

const mistakesOf = async (command: string, config: string): Promise<string[]> => {
  const data = folder.write(
    "data.csv",
    `amount,name\n${Array.from({ length: 40 }, (_, i) => `${i},n${i % 7}`).join("\n")}`,
  )
  const files = command === "check" ? [data] : [data, data]
  const { stderr, code } = await runCli([command, ...files, "--config", folder.write("d.yaml", config), "--no-output"])
  expect(code).toBe(2)
  return stderr.split("\n").flatMap((line) => /d\.yaml:(\d+):/.exec(line)?.[1] ?? [])
}

describe("the mistakes of a configuration", () => {
  it("are listed in one round: keys, values, words of ours, checks and the grammar of rules", async () => {
    const config = `drift_shar: 0.3
policy: evidnetly
columns:
  amount: { min: abc }
  name: { method: kss }
checks:
  missing-value: { warn: 0.1 }
rules:
  - "amount >= "
  - "amount > 0 and"
`
    expect(await mistakesOf("compare", config)).toEqual(["1", "2", "4", "5", "7", "9", "10"])
  })

  it("do not name what only follows from another: a threshold whose method was wrong, the rules beside an item that is none", async () => {
    expect(await mistakesOf("compare", "method: 3\nthreshold: 0.2\n")).toEqual(["1"])
    expect(await mistakesOf("compare", 'rules:\n  - { rul: "amount > 0" }\n  - "amount > "\n')).toEqual(["2", "2"])
  })

  it("name every column that is not there at once", async () => {
    const config = "exclude: [elsewhere]\ntarget: tgt\ncolumns:\n  nowhere: { min: 0 }\n"
    expect((await mistakesOf("compare", config)).sort()).toEqual(["1", "2", "4"])
  })

  it("name every rule that does not fit the table at once, wrong types and unknown columns", async () => {
    expect(await mistakesOf("check", 'rules:\n  - "name > 3"\n  - "amount > 0"\n  - "nope > 3"\n')).toHaveLength(2)
  })
})
