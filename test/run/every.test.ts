import { expect, it } from "vitest"
import { readdirSync, readFileSync } from "node:fs"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()

/** An hour apart each, from this day on. */
function hourly(name: string, day: string, rows: number): string {
  const start = Date.parse(day)
  const lines = Array.from({ length: rows }, (_, i) => {
    const at = new Date(start + i * 3_600_000).toISOString()
    return `${at},${(i * 37) % 101}`
  })
  return folder.write(name, ["at,x", ...lines].join("\n"))
}

it("holds the times of a week to its end, not to the Monday that dates it", async () => {
  const sides = [hourly("ref.csv", "2026-08-03", 672), hourly("cur.csv", "2026-11-09", 300)]
  // The second week is not over, and ends as it were by the clock.
  const world = { at: new Date("2026-11-21T12:00:00Z") }
  await runCli(["compare", ...sides, "--timestamp", "at", "--every", "week", "-o", folder.path("weeks")], world)
  const runs = readdirSync(folder.path("weeks")).filter((name) => name.startsWith("2026-"))
  expect(runs).toEqual(["2026-11-09T000000Z", "2026-11-16T000000Z"])
  for (const run of runs) {
    const { checks } = JSON.parse(readFileSync(folder.path(`weeks/${run}/report.json`), "utf8")) as Report
    const found = (id: string) => checks.find((check) => check.id === id)
    expect(found("future-timestamps")).toMatchObject({ status: "pass", value: 0 })
    expect(found("data-age")?.value).toBeCloseTo(1 / 24, 4)
  }
}, 20_000)
