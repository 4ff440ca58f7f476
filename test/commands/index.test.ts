import { mkdirSync } from "node:fs"
import { expect, it } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()

it.each([
  ["whose lines are all damaged", () => files.write("history.ndjson", '{"run": 1}\nhalf a li')],
  ["whose only run holds no file of ours", () => mkdirSync(files.path("2026-11-23T021500Z"))],
])("index refuses a folder %s, in words", async (_, prepare) => {
  prepare()
  const { code, stdout, stderr } = await runCli(["index", files.path(".")])
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
  expect(stderr).toMatch(/^error: .* holds no run that can be read\nhint: .*$/m)
})
