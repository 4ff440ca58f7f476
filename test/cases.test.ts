import { readFileSync, readdirSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { runCli } from "./helpers/run-cli.js"

/**
 * Each folder in fixtures/cases is a command line with what it must print: case.json holds the arguments, the exit code and,
 * where wanted, stderr and parts of report.json; stdout.txt holds stdout. `npx vitest run test/cases.test.ts --update` writes it anew;
 * then read the difference.
 */
interface Case {
  args: string[]
  exit: number
  /** Columns of the terminal; absent: a pipe. */
  columns?: number
  env?: Record<string, string>
  stderr?: string
  /** Must be contained in the JSON on stdout. */
  report?: object
}

const folder = "fixtures/cases"

describe("command lines", () => {
  for (const name of readdirSync(folder)) {
    it(name, async () => {
      const expected = JSON.parse(readFileSync(join(folder, name, "case.json"), "utf8")) as Case
      const result = await runCli(expected.args, {
        ...(expected.columns === undefined ? {} : { columns: expected.columns }),
        ...(expected.env === undefined ? {} : { env: expected.env }),
      })
      expect(result.stderr).toBe(expected.stderr ?? "")
      if (expected.report !== undefined) expect(JSON.parse(result.stdout)).toMatchObject(expected.report)
      else await expect(result.stdout).toMatchFileSnapshot(resolve(folder, name, "stdout.txt"))
      expect(result.code).toBe(expected.exit)
    })
  }
})
