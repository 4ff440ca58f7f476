import { describe, expect, it } from "vitest"
import { readFileSync } from "node:fs"
import type { Report } from "../src/model.js"
import { randomNumbers } from "../src/stats/random.js"
import { freshFolder } from "./helpers/in-folder.js"
import { runCli } from "./helpers/run-cli.js"

const { path, write, read } = freshFolder()

const rows = 400
const at = (start: string, i: number) => new Date(Date.parse(start) + i * 3_600_000).toISOString().slice(0, 19)

/** A column by row: every value that must not be seen holds SECRET, a marked number or a marked year. */
type Columns = Record<string, (i: number, random: number) => string | number>

const reference: Columns = {
  p_id: (i) => `SECRET-${String(1000 + i)}`,
  p_city: (i) => ["SECRET-Oslo", "SECRET-Bonn", "SECRET-Gone"][i % 3],
  p_const: (i) => ["SECRET-a", "SECRET-b"][i % 2],
  p_same: () => "SECRET-same",
  p_near: (i) => ["SECRET-c", "SECRET-d"][i % 2],
  p_word: (i) => ["SECRET-e", "SECRET-f"][i % 2],
  p_code: (i) => `SECRET-${String(100 + (i % 300))}`,
  p_mixed: (_, random) => Math.floor(random * 1000) / 10,
  p_note: (i, random) => `the SECRET of row ${String(i)} is ${"long ".repeat(1 + Math.floor(random * 5))}`,
  p_amount: (i, random) => (i === 0 ? 4414 : 100 * random),
  p_flat: (_, random) => 10 * random,
  p_single: (_, random) => 10 * random,
  p_gauge: (_, random) => 10 * random,
  p_wide: (i, random) => (i < 2 ? (i === 0 ? 4434 : -4434) : 40 * random),
  p_length: (i) => 5524 + 300 * (i / rows) ** 3,
  p_low: (i) => i % 11,
  p_high: (i) => (i === 0 ? 5534 : (i % 11) + 0.5),
  p_seen: (i) => at("2019-02-03", i),
  p_ended: (i) => at("2019-02-03", i),
  open: (i) => i % 5,
}

const current: Columns = {
  ...reference,
  p_id: (i) => `SECRET-${String(1000 + Math.floor(i / 2))}`,
  p_city: (i) => ["SECRET-Oslo", "secret-oslo", "SECRET-Rome", "SECRET-Wien"][i % 4],
  p_const: () => "SECRET-a",
  p_near: (i) => (i === 0 ? "SECRET-d" : "SECRET-c"),
  p_word: (i) => ["SECRET-e", "null", "N/A"][i % 3],
  p_code: (i) => (i % 3 === 0 ? `SECRET_${String(i)}x` : `SECRET-${String(100 + (i % 300))}`),
  p_mixed: (i, random) => (i % 4 === 0 ? "SECRET-text" : Math.floor(random * 1000) / 10),
  p_note: (i, random) =>
    `${i % 2 === 0 ? "secretly refunded" : "the SECRET of"} row ${String(i)} is ${"long ".repeat(1 + Math.floor(random * 5))}`,
  p_amount: (i, random) => (i % 9 === 0 ? 7717 + (i % 2) : i === 1 ? -8818 : 100 * random),
  p_flat: () => 6616,
  p_single: (i) => (i === 0 ? 0 : 6626),
  p_gauge: (i, random) => (i % 8 === 0 ? -9999 : 10 * random),
  p_wide: (i, random) => (i % 3 === 0 ? 2222 : 40 * random),
  p_length: (i) => 1000 * (5524 + 300 * (i / rows) ** 3),
  p_high: (i) => (i % 7 === 0 ? -3353 : (i % 11) + 0.5),
  p_seen: (i) => (i % 5 === 0 ? at("2031-04-05", i) : at("2019-01-03", i)),
  p_ended: (i) => at("2019-01-03", i),
}

/** Numbers and years as any format may write them: not within a longer number. */
const marks =
  /secret|(?<![\d.])(4414|4434|5524|5534|7717|7718|8818|6616|6626|9999|2222|3353)(?!\d)|(?<!\d)(2019|2031)(?!\d)/i

const settings = `key: [p_id]
columns:
  "p_*": { private: true }
  p_city: { values: [SECRET-Oslo, SECRET-Bonn] }
  p_amount: { min: -100, max: 4414, unique: true }
  p_code: { pattern: "[A-Z]{6}-[0-9]{3}" }
  p_seen: { required: true }
checks:
  data-age: { warn: 1 }
fail_on: [drift, checks, segments]
segments: [p_city, { column: p_wide, edges: [2222] }]
rules:
  - p_low <= p_high
  - p_amount < 4000
  - max(p_amount) < 1000
  - mean(p_flat) < 50
  - lower(p_city) == p_city
`

function csv(columns: Columns, seed: number): string {
  const next = randomNumbers(seed)
  const names = Object.keys(columns)
  const lines = Array.from({ length: rows }, (_, i) => names.map((name) => columns[name](i, next())).join(","))
  return `${names.join(",")}\n${lines.join("\n")}\n`
}

const files = { html: "r.html", json: "r.json", markdown: "r.md", junit: "r.xml", prometheus: "r.prom" } as const

/** Everything that a run writes, by format; the configuration and the data stand outside. */
async function outputs(command: string[]): Promise<{ texts: Map<string, string>; report: Report }> {
  const config = write("driftcheck.yaml", settings)
  const flags = Object.entries(files).flatMap(([format, name]) => [`--${format}`, path(name)])
  const summary = write("summary.md", "")
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: write("outputs.txt", "") }
  const argv = [
    ...command,
    "--config",
    config,
    "--no-output",
    "--all",
    "--details",
    "all",
    "--measure",
    "all",
    ...flags,
  ]
  const told = await runCli(
    command[0] === "check"
      ? argv.filter((each) => each !== "--measure" && each !== "all").filter((each) => each !== "--details")
      : argv,
    { columns: 160, env },
  )
  expect(told.stderr).not.toMatch(/^error/m)
  const texts = new Map([
    ["table", told.stdout],
    ["stderr", told.stderr],
    ["github", read("summary.md") + read("outputs.txt")],
    ...Object.entries(files).map(([format, name]): [string, string] => [format, read(name)]),
  ])
  return { texts, report: JSON.parse(read(files.json)) as Report }
}

function expectNoMark(texts: ReadonlyMap<string, string>): void {
  for (const [format, text] of texts) {
    const found = marks.exec(text)
    const around = found === null ? null : text.slice(Math.max(0, found.index - 80), found.index + 40)
    expect(around, format).toBeNull()
  }
}

const foundBy = ({ checks }: Report) =>
  new Set(checks.filter(({ status }) => status === "warn" || status === "fail").map(({ id }) => id))

describe("values of private columns", () => {
  it("reach no output of compare, whatever its checks find in them", async () => {
    const sides = [write("ref.csv", csv(reference, 1)), write("cur.csv", csv(current, 2))]
    const { texts, report } = await outputs(["compare", ...sides])
    expectNoMark(texts)
    const expected = [
      ...["new-categories", "missing-categories", "category-spelling", "mixed-nulls", "constant-column"],
      ...["near-constant", "out-of-range", "negative-values", "outlier-share", "unit-change", "pattern", "mixed-types"],
      ...["duplicate-keys", "join-explosion", "key-coverage", "row-order", "future-timestamps", "freshness"],
      ...["timestamp-gaps", "rule", "value-range", "value-domain", "value-pattern", "unique-values"],
    ]
    expect(expected.filter((id) => !foundBy(report).has(id))).toEqual([])
  })

  it("reach no output of check", async () => {
    const { texts, report } = await outputs(["check", write("cur.csv", csv(current, 2)), "--fail-on", "checks"])
    expectNoMark(texts)
    const expected = ["constant-column", "mixed-nulls", "rule", "value-range", "value-domain", "value-pattern"]
    expect(expected.filter((id) => !foundBy(report).has(id))).toEqual([])
  })

  it("would be seen there without the mark", async () => {
    const open = settings.replace("private: true", "weight: 2")
    const sides = [write("ref.csv", csv(reference, 1)), write("cur.csv", csv(current, 2))]
    const config = write("open.yaml", open)
    const html = path("r.html")
    const told = await runCli([
      "compare",
      ...sides,
      "--config",
      config,
      "--no-output",
      "--html",
      html,
      "--format",
      "json",
    ])
    const report = JSON.parse(told.stdout) as Report
    const telling = new Set(report.checks.filter(({ message }) => marks.test(message)).map(({ id }) => id))
    for (const id of ["new-categories", "constant-column", "out-of-range", "mixed-nulls", "rule", "future-timestamps"])
      expect(telling, id).toContain(id)
    expect(readFileSync(html, "utf8")).toMatch(/SECRET-Rome/)
  })

  it("are called by numbers that hold in tables and messages alike", async () => {
    const sides = [write("ref.csv", csv(reference, 1)), write("cur.csv", csv(current, 2))]
    const { report } = await outputs(["compare", ...sides])
    const city = report.columns.find(({ name }) => name === "p_city")
    const fresh = city?.new_categories[0].value ?? ""
    expect(fresh).toMatch(/^value \d+$/)
    const rowsOf = city?.distribution?.kind === "categories" ? city.distribution.rows : []
    expect(rowsOf.find(({ value }) => value === fresh)?.state).toBe("new")
    const message = report.checks.find(({ id, column }) => id === "new-categories" && column === "p_city")?.message
    expect(message).toContain(`${fresh} (25.0%)`)
    const amount = report.columns.find(({ name }) => name === "p_amount")
    expect(amount).toMatchObject({ distribution: null, outside_fences: null, current: { min: null, quantiles: null } })
    expect(amount?.current?.mean).toBeGreaterThan(0)
    expect(report.columns.find(({ name }) => name === "p_flat")?.current?.mean).toBeNull()
  })
})
