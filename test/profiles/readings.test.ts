import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { random } from "../helpers/random.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()

const compared = async (reference: string, current: string) => {
  const { stdout } = await runCli(["compare", reference, current, "--no-output", "--format", "json"])
  return JSON.parse(stdout) as Report
}

const profileOf = async (path: string) => {
  const { code } = await runCli(["profile", path, "-o", files.path("saved.profile.json")])
  expect(code).toBe(0)
  return files.path("saved.profile.json")
}

const rows = 300
const written = (name: string, cell: (next: () => number) => string) => {
  const next = random(name.length)
  const lines = Array.from({ length: rows }, (_, i) => `${cell(next)};${i % 7}\n`)
  return files.write(name, `amount;x\n${lines.join("")}`)
}

it("a saved profile keeps how its columns were read, and the other side is read so", async () => {
  const euros = (shift: number) => (next: () => number) =>
    (1000 * (1 + shift + next())).toLocaleString("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const [reference, current] = [written("ref.csv", euros(0)), written("current.csv", euros(0.5))]
  const files = await compared(reference, current)
  const saved = await compared(await profileOf(reference), current)
  for (const { columns } of [files, saved]) {
    expect(columns[0]).toMatchObject({ type: "numeric", status: "drift" })
    expect(columns[0].reference!.min).toBeGreaterThanOrEqual(1000)
  }
  expect(saved.columns[0].drift_score).toBe(files.columns[0].drift_score)
})

it("dates that a profile could not tell apart are said, and not judged", async () => {
  const days = (last: number) => (next: () => number) =>
    `${String(1 + Math.floor(next() * last)).padStart(2, "0")}/${String(1 + Math.floor(next() * 12)).padStart(2, "0")}/2024`
  const [reference, current] = [written("early.csv", days(12)), written("late.csv", days(28))]
  expect((await compared(reference, current)).columns[0].type).toBe("datetime")
  const { columns, warnings } = await compared(await profileOf(reference), current)
  expect(columns[0]).toMatchObject({ status: "not_tested" })
  expect(warnings.join("\n")).toContain("no day above 12 tells the day from the month")
})
