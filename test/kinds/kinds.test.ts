import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { withDriftShare } from "../../src/history/trend.js"
import { fromLine, toLine } from "../../src/history/line.js"
import { runOf } from "../../src/history/run-of.js"
import { kindIds, kindOf, kinds } from "../../src/kinds/kinds.js"
import { indexView } from "../../src/report/index-view.js"
import { viewOf } from "../../src/report/view.js"
import html from "../../src/reporters/html.js"
import junit from "../../src/reporters/junit.js"
import markdown from "../../src/reporters/markdown.js"
import prometheus from "../../src/reporters/prometheus.js"
import table from "../../src/reporters/table.js"
import type { HistoryRun } from "../../src/model.js"
import { samplePerformance } from "../helpers/sample-performance.js"
import { historyRun } from "../helpers/history.js"
import { errorReport, options, sampleMetric, sampleReport, trendReport } from "../helpers/sample-report.js"

/** Comparisons of a kind with a literal: `kind === "check"`, `"check" !== run.kind`, `case "check":`. */
const literal = (ids: readonly string[]) =>
  new RegExp(`(?:[!=]==? *|case )["'](?:${ids.join("|")})["']|["'](?:${ids.join("|")})["'] *[!=]==?`)

describe("the table of kinds", () => {
  it("is the only place that knows which kind it is", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !file.startsWith("kinds"),
    )
    const asks = literal(kindIds)
    for (const line of ['kind === "check"', 'if ("comparison" !== kind)', 'case "check":']) expect(line).toMatch(asks)
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter((file) => asks.test(readFileSync(join("src", file), "utf8")))).toEqual([])
  })

  it("has a file for each kind", () => {
    const files = readdirSync("src/kinds").map((file) => file.replace(".ts", ""))
    expect(files.filter((file) => file !== "kind" && file !== "kinds").sort()).toEqual([...kindIds].sort())
  })
})

describe.each(kindIds)("a report of the kind %s", (kind) => {
  const entry = kinds[kind]
  const report = { ...trendReport(), kind, metrics: [sampleMetric], performance: samplePerformance }

  it("has its heading, its sides and its sections in their order", async () => {
    const { heading, sides, links } = viewOf(report)
    expect(heading).toBe(entry.heading)
    expect(sides.map(({ title }) => title)).toEqual([entry.sides.reference, entry.sides.current])
    const made = links.map(({ id }) => id)
    expect(made.at(-1)).toBe("setup")
    expect(made.slice(0, -1)).toEqual(entry.sections.filter((section) => made.includes(section)))
    const page = await html.render(report)
    const places = made.map((id) => page.indexOf(`aria-labelledby="${id}"`))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(0)
  })

  it("names its sides in the terminal and in Markdown", async () => {
    for (const text of [await table.render(report, options), markdown.render(report, options)])
      for (const side of Object.values(entry.sides)) expect(text).toContain(side)
  })

  it("writes its metrics in their order", () => {
    const names = Array.from(prometheus.render(report).matchAll(/^# TYPE driftcheck_(\w+)/gm), ([, name]) => name)
    expect(names).toEqual(entry.metrics)
  })

  it("lists the columns whose state says something", () => {
    const broken = { ...errorReport(), kind }
    const telling = broken.columns.filter(({ status }) => entry.columnStates.includes(status))
    expect(junit.render(broken).match(/classname="driftcheck.columns"/g)).toHaveLength(telling.length)
  })

  it("keeps its kind in the history, and its share where it has one", () => {
    const run = runOf(report, "2026-11-23T021500Z")
    expect(fromLine(toLine(run))?.kind).toBe(kind)
    expect(run.drift_share).toBe(entry.hasDriftShare ? report.drift.drift_share : null)
    expect(withDriftShare([run])).toEqual(entry.hasDriftShare ? [run] : [])
  })

  it("has its words in the index", () => {
    for (const [status, titles] of Object.entries(entry.indexTitles)) {
      const run = historyRun(0, [], { kind, status: status as HistoryRun["status"] })
      const { latest, rows } = indexView([run], { columns: [], lasting: [], periods: null }, () => new Set(), "0.1.0")
      expect(latest.title).toBe(titles.latest)
      expect(latest.sentence).toBe(entry.runSentence(run))
      expect(rows[0].chip.text).toBe(titles.listed)
    }
  })
})

it("a line of an older version without a kind is a comparison", () => {
  const { kind, ...older } = JSON.parse(toLine(runOf(sampleReport(), "2026-11-23T021500Z"))) as { kind: string }
  expect(kind).toBe("comparison")
  const read = fromLine(JSON.stringify(older))
  expect(read && kindOf(read)).toBe(kinds.comparison)
  expect(fromLine(JSON.stringify({ ...older, kind: "seance" }))).toBeNull()
})
