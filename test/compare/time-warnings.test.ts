import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()

it("a time column without times is said to be none", async () => {
  const rows = Array.from({ length: 100 }, (_, i) => `2026-03-01T${String(i % 24).padStart(2, "0")}:00:00Z,${i % 7},`)
  const file = folder.write("t.csv", ["at,x,empty", ...rows].join("\n"))
  const notes = async (command: string[], time: string) => {
    const argv = [...command, "--timestamp", time, "--no-config", "--no-output", "--json", "-"]
    return (JSON.parse((await runCli(argv)).stdout) as Report).warnings.filter((note) => note.includes("time column"))
  }
  const said = '"x" is named as the time column, and holds no times: it was read as numeric.'
  expect(await notes(["compare", file, file], "x")).toEqual([expect.stringContaining(said)])
  expect(await notes(["check", file, "--set", "{ rules: [x >= 0] }"], "x")).toEqual([expect.stringContaining(said)])
  expect(await notes(["compare", file, file], "at")).toEqual([])
  // A column that is all missing may hold times on another day.
  expect(await notes(["compare", file, file], "empty")).toEqual([])
})
