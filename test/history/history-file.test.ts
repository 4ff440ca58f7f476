/** A history that is read again holds what a fresh reading finds, whatever became of the file meanwhile. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { appendRun, readHistory } from "../../src/history/history-file.js"
import { historyRun } from "../helpers/history.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
const folder = () => files.path(".")
const path = () => files.path("history.ndjson")
const names = () => readHistory(folder()).runs.map(({ run }) => run)
const run = (i: number) => historyRun(i, [])

it("reads what was added, cut short, replaced or removed since", () => {
  expect(names()).toEqual([])
  for (const i of [3, 1]) appendRun(folder(), run(i))
  expect(names()).toEqual([run(1).run, run(3).run])
  expect(readHistory(folder()).written.map((each) => each.run)).toEqual([run(3).run, run(1).run])
  appendRun(folder(), run(2))
  expect(names()).toEqual([run(1).run, run(2).run, run(3).run])
  const text = readFileSync(path(), "utf8")

  appendFileSync(path(), '{"run":"cut')
  expect(readHistory(folder())).toMatchObject({ runs: { length: 3 }, warnings: [expect.stringContaining("line 4 is")] })
  expect(readHistory(folder()).warnings).toHaveLength(1)
  appendRun(folder(), run(4))
  expect(names()).toHaveLength(4)
  expect(readHistory(folder(), true).warnings).toEqual([expect.stringContaining("line 4 is damaged")])
  expect(readHistory(folder()).warnings).toEqual([])

  writeFileSync(path(), text.split("\n").slice(1).join("\n")) // The same file, shorter.
  expect(names()).toEqual([run(1).run, run(2).run])
  writeFileSync(path(), text.replaceAll('"exit_code":0', '"exit_code":1')) // As long, and another text.
  expect(readHistory(folder()).runs.map((each) => each.exit_code)).toEqual([1, 1, 1])
  rmSync(path())
  expect(names()).toEqual([])
})
