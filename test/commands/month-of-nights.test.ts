/** A month of nights as its on-call reads it: calm, an incident that is mended, a missing file, an accepted season, a slow drift. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import type { Report } from "../../src/model.js"
import { sinceNames } from "../../src/words/since.js"
import { patience } from "../helpers/patience.js"
import { runCli } from "../helpers/run-cli.js"
import { generator, normal } from "../helpers/sample-columns.js"

let folder: string
const at = (name: string) => join(folder, name)
const put = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}
const rowsOfDay = 120
const day = (n: number) => new Date(Date.UTC(2026, 4, n)).toISOString().slice(0, 10)

/** What each night does to a row's values; night 1 is 1 May. Nights before it are the reference's. */
function rowOf(night: number, row: number, next: () => number): (string | number)[] {
  const price = 20 + 4 * normal(next)
  const temp = 15 + 5 * normal(next)
  const sensor = 100 + 10 * normal(next)
  const hour = String(row % 24).padStart(2, "0")
  return [
    `${day(night)}T${hour}:${String(row % 60).padStart(2, "0")}:00Z`,
    (night >= 7 && night <= 9 ? 100 * price : price).toFixed(2), // A feed in cents.
    (night >= 12 ? temp + 6 : temp).toFixed(2), // Summer.
    (sensor + 1.5 * Math.max(0, night - 20)).toFixed(2), // It ages.
    ["web", "app", "shop"][Math.floor(next() * 3)],
  ]
}

function write(name: string, nights: readonly number[]): string {
  const next = generator(41)
  const rows = nights.flatMap((night) => Array.from({ length: rowsOfDay }, (_, row) => rowOf(night, row, next)))
  return put(name, ["at,price,temp,sensor,channel", ...rows.map((row) => row.join(","))].join("\n"))
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const missing = 15
const headlines = new Map<string, string>()
const codes: number[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
  const reference = write("reference.csv", range(-59, 0))
  const config = put(
    "driftcheck.yaml",
    'columns: { temp: { accept_until: "2026-05-20", why: summer, owner: weather-team } }\n',
  )
  const every = async (name: string, nights: readonly number[]) => {
    const args = ["compare", reference, write(name, nights), "--timestamp", "at", "--config", config]
    const { code, stdout } = await runCli([...args, "--every", "day", "-o", at("reports")])
    codes.push(code)
    for (const line of stdout.trimEnd().split("\n")) {
      const [date = "", title = ""] = line.split("  ")
      headlines.set(date, title)
    }
  }
  await every("first.csv", range(1, missing - 1))
  const night = ["--run-date", day(missing), "-o", at("reports"), "--config", config]
  codes.push((await runCli(["compare", reference, at("no-such.csv"), ...night])).code)
  await every("second.csv", range(missing + 1, 30))
}, patience(240))

afterAll(() => rmSync(folder, { recursive: true }))

const reportOf = (n: number) =>
  JSON.parse(readFileSync(join(at("reports"), `${day(n)}T000000Z`, "report.json"), "utf8")) as Report
const nights = (from: number, to: number) => range(from, to).map((n) => headlines.get(day(n)))

describe("a month of nights", () => {
  it("is calm until something happens, and each headline says what is new", () => {
    const calm = "No drift: 0 of 3 tested columns"
    expect(nights(1, 6)).toEqual(Array(6).fill(calm))
    expect(nights(7, 9)).toEqual([
      "Drift detected, new: 1 of 3 tested columns",
      "Drift detected, nothing new: 1 of 3 tested columns",
      "Drift detected, nothing new: 1 of 3 tested columns",
    ])
    // The column and the check of its range.
    expect(nights(10, 11)).toEqual(["No drift, 2 back to normal: 0 of 3 tested columns", calm])
  })

  it("does not count an accepted season, and tells it as new on the day after the last", () => {
    const accepted = "No drift but 1 accepted column: 0 of 3 tested columns"
    expect(nights(12, 14)).toEqual([accepted, accepted, accepted])
    expect(nights(16, 20)).toEqual(Array(5).fill(accepted))
    expect(nights(21, 22)).toEqual([
      "Drift detected, new: 1 of 4 tested columns",
      "Drift detected, nothing new: 1 of 4 tested columns",
    ])
  })

  it("has a run for the night without a file, which breaks no count", () => {
    expect(codes).toEqual([0, 2, 1])
    const run = readHistory(at("reports")).runs.find(({ created_at }) => created_at.startsWith(day(missing)))
    expect(run).toMatchObject({ run: `${day(missing)}T000000Z`, status: "no_verdict", exit_code: 2 })
  })

  it("names a slow drift on the night on which it is one, though another lasts", () => {
    const told = range(21, 30).map((n) => [n, ...sinceNames(reportOf(n).since?.new ?? []).split(", ")])
    expect(told.filter(([, first]) => first !== "")).toEqual([
      [21, "temp"],
      [23, "sensor"],
    ])
    expect(nights(23, 30)).toEqual([
      "Drift detected, 1 new: 2 of 4 tested columns",
      ...(Array(7).fill("Drift detected, nothing new: 2 of 4 tested columns") as string[]),
    ])
    expect(reportOf(30).verdict.reasons).toContain("For 10 runs since 21 May: temp; for 8 runs since 23 May: sensor.")
  })

  it("stands on the index, the newest night first", () => {
    const page = readFileSync(join(at("reports"), "index.html"), "utf8")
    expect(page).toContain("Drift detected, nothing new")
    expect(page).toContain("For 10 runs since 21 May: temp; for 8 runs since 23 May: sensor.")
    expect(page.match(/<tr><th scope="row">/g)).toHaveLength(30)
    expect(page).toContain("<b>sensor</b>")
    expect(page).toContain("back: price")
  })

  it("is replaced, not repeated, when it is made again", async () => {
    const before = readdirSync(at("reports")).sort()
    const args = ["compare", at("reference.csv"), write("again.csv", [29, 30]), "--timestamp", "at"]
    const { stdout } = await runCli([...args, "--every", "day", "-o", at("reports")])
    expect(stdout.split("\n")).toHaveLength(3)
    const silent = await runCli([...args, "--every", "day", "-o", at("reports"), "--quiet"])
    expect(silent.stdout).toBe("")
    expect(readdirSync(at("reports")).sort()).toEqual(before)
    expect(readHistory(at("reports")).runs).toHaveLength(30)
  })
})

it("a backfill needs a folder and times, and takes no file that many runs would share", async () => {
  const sides = ["compare", at("reference.csv"), at("second.csv"), "--every", "day"]
  const wrong: [string[], RegExp][] = [
    [["--no-output"], /--every needs --output/],
    [["-o", at("x"), "--json", at("one.json")], /--every makes many runs, and --json names one file/],
    [["-o", at("x"), "--run-date", "2026-05-01"], /without --run-date/],
  ]
  for (const [args, message] of wrong) {
    const { code, stderr } = await runCli([...sides, ...args])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) as string })
  }
  const untimed = put("untimed.csv", ["a", ...range(1, 40)].join("\n"))
  const { code, stderr } = await runCli(["compare", untimed, untimed, "--every", "day", "-o", at("x")])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/needs the time of current's rows/) as string,
  })
  const dated = await runCli(["compare", untimed, untimed, "--run-date", "2026-02-30", "--no-output"])
  expect({ code: dated.code, stderr: dated.stderr }).toMatchObject({ code: 2 })
  expect(dated.stderr).toContain("It takes a date or an instant")
})
