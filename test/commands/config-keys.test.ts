import { Command } from "commander"
import { expect, it } from "vitest"
import { flagKeys } from "../../src/run/run-settings.js"
import { addCompare } from "../../src/commands/flags.js"
import { configSchema } from "../../src/config/schema.js"
import type { Io } from "../../src/run/io.js"

/** Flags that belong to one run or to one terminal, and have no key on purpose. */
const withoutKey = ["config", "printConfig", "exitZero", "color"]

it("every flag of compare has a key in the configuration, or is on the list of those that have none", () => {
  const program = new Command()
  addCompare(program, {} as Io, () => undefined)
  const flags = program.commands[0].options.map((option) => option.attributeName())
  expect(flags.length).toBeGreaterThan(30)
  const keyed = Object.keys(flagKeys)
  expect(flags.filter((flag) => !keyed.includes(flag) && !withoutKey.includes(flag))).toEqual([])
  expect([...keyed, ...withoutKey].filter((name) => !flags.includes(name))).toEqual([])
})

it("every key that a flag stands for is one", () => {
  for (const [first] of Object.values(flagKeys)) expect(Object.keys(configSchema.entries)).toContain(first)
})
