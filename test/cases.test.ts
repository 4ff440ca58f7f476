import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { loadRegistry } from "../src/registry.js"
import { caseNames, goldenOf, readCase, runCase, withoutQuietChecks } from "./helpers/cases.js"

const { checks } = await loadRegistry()

describe("command lines", () => {
  for (const name of caseNames()) {
    it(name, async () => {
      const expected = readCase(name)
      const result = await runCase(expected)
      expect(result.stderr).toBe(expected.stderr ?? "")
      if (expected.report !== undefined) expect(JSON.parse(result.stdout)).toMatchObject(expected.report)
      else expect(withoutQuietChecks(result.stdout, checks)).toBe(readFileSync(goldenOf(name), "utf8"))
      expect(result.code).toBe(expected.exit)
    })
  }
})

it("a golden keeps failures, warnings and the rules of a contract, and no number of checks that passed", () => {
  const line = (name: string, rest: string) =>
    `    <testcase classname="driftcheck.checks" time="0" name="${name}"${rest}\n`
  const kept = line("missing-values: a", '><failure message="x" type="checks"/></testcase>') + line("rule: a", "/>")
  const quiet = line("missing-values: a", "/>") + line("row-count", '><skipped message="x"/></testcase>')
  expect(withoutQuietChecks(quiet + kept + "  1,158 other checks passed.\n", checks)).toBe(
    `${kept}  N other checks passed.\n`,
  )
})
