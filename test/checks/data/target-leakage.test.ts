import { expect, it } from "vitest"
import { runCli } from "../../helpers/run-cli.js"
import { freshFolder } from "../../helpers/in-folder.js"
import type { Report } from "../../../src/model.js"

const { write } = freshFolder()

it("says how well one feature tells the target in words that need no key", async () => {
  const rows = (leak: boolean) =>
    Array.from({ length: 200 }, (_, i) => `${i % 2 ? "late" : "on time"},${leak ? 30 * (i % 2) + (i % 7) : i % 13}`)
  const file = (name: string, leak: boolean) => write(name, `delayed,minutes\n${rows(leak).join("\n")}\n`)
  const sides = [file("ref.csv", false), file("cur.csv", true)]
  const { stdout } = await runCli(["compare", ...sides, "--target", "delayed", "--no-output", "--format", "json"])
  const found = (JSON.parse(stdout) as Report).checks.find(({ id }) => id === "target-leakage")
  expect(found?.status).toBe("warn")
  expect(found?.message).toMatch(
    /^Alone tells delayed as well as 1, where 0 is guessing and 1 certainty; (0|0\.\d+) in reference$/,
  )
})
