import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Ajv } from "ajv"
import { beforeAll, describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { loadReporters } from "../../src/registry.js"
import { runCli } from "../helpers/run-cli.js"

/** Column names as a file may hold them; each reaches every output of the whole program. */
const names = [
  "</script><script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "__proto__",
  "constructor",
  "x".repeat(300),
  "שלום_עולם",
  "\u202egnp.exe",
  "line\nbreak",
  "\u001b[31mred\u0007",
  "a | b | c",
  "`code` **bold** [link](javascript:alert(1))",
  "::error file=x::boo%0A",
  `back\\slash "quoted"`,
  "]]> & <!-- comment",
]

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Every name once as numbers that drift and once as the value of a category. */
function table(shift: number): string {
  const rows = Array.from({ length: 60 }, (_, i) => [
    ...names.map((_, k) => String(((i * 7919 + k * 104_729) % 997) / 10 + shift)),
    names[(i * (shift === 0 ? 1 : 3)) % names.length],
  ])
  return [[...names, "words"], ...rows].map((cells) => cells.map(quoted).join(",")).join("\n")
}

/** Every reporter there is that writes text. */
const formats = Array.from(await loadReporters()).flatMap(([id, { meta }]) => (meta.stdout ? [id] : []))
const output = new Map<string, string>()
let report: Report

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
  const [reference, current] = [join(folder, "ref.csv"), join(folder, "cur.csv")]
  writeFileSync(reference, table(0))
  writeFileSync(current, table(60))
  for (const format of formats) {
    const flags = ["--no-output", "--format", format, ...(format === "table" ? ["--all"] : [])]
    const { code, stdout, stderr } = await runCli(["compare", reference, current, ...flags])
    expect(stderr, format).toBe("")
    expect(code, format).toBe(1)
    output.set(format, stdout)
  }
  rmSync(folder, { recursive: true })
  report = JSON.parse(output.get("json") ?? "") as Report
})

describe("hostile names from a file", () => {
  it("reach the report as they are, each a column of its own that drifted", () => {
    expect(report.columns.map(({ name }) => name)).toEqual([...names, "words"])
    for (const { name, status } of report.columns.slice(0, -1)) expect([name, status]).toEqual([name, "drift"])
    const schema = JSON.parse(readFileSync("schema/report.json", "utf8")) as object
    expect(new Ajv({ strict: true, allowUnionTypes: true }).compile(schema)(report)).toBe(true)
    expect(report.correlations.pairs_total).toBeGreaterThan(50)
  })

  it("are text in the page", () => {
    const page = output.get("html") ?? ""
    const body = page.slice(page.indexOf("<body>"))
    expect(body.match(/<script/g)).toHaveLength(1)
    expect(body).not.toMatch(/<img|<!--/)
    for (const id of ["c-proto", "c-constructor"]) expect(body).toContain(`id="${id}"`)
    expect(body).toContain("&lt;/script&gt;")
  })

  it("neither start a line, nor end a cell, nor make a link in Markdown", () => {
    const text = output.get("markdown") ?? ""
    const rows = text.split("\n").filter((line) => line.startsWith("| "))
    const cells = (line: string) => line.replaceAll("\\|", "").split("|").length
    expect(rows.length).toBeGreaterThan(names.length)
    let width = 0
    for (const line of text.split("\n")) {
      if (!line.startsWith("|")) width = 0
      else if (width === 0) width = cells(line)
      else expect(cells(line), line).toBe(width)
    }
    expect(text).not.toContain("](javascript")
    expect(text).not.toMatch(/<script|<img|<!--/)
  })

  it("end no XML and no line of annotations or metrics", () => {
    const xml = output.get("junit") ?? ""
    expect(xml).not.toMatch(/<script|<img|<!--|\]\]>/)
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
    expect(xml.match(/<testsuite /g)?.length).toBe(xml.match(/<\/testsuite>/g)?.length)
    for (const line of (output.get("github") ?? "").trimEnd().split("\n")) {
      expect(line).toMatch(/^::(error|warning|notice|group|endgroup)/)
      expect(line.match(/::error file=x/g)).toBeNull()
    }
    for (const line of (output.get("prometheus") ?? "").trimEnd().split("\n"))
      expect(line).toMatch(/^(# |driftcheck_[a-z_]+(\{[a-z]+="(?:[^"\\]|\\["\\n])*"\})? -?\d)/)
  })

  it("send no control character and nothing that turns the reading direction, in any format but JSON, which spells them itself", () => {
    expect(output.size).toBeGreaterThan(7)
    for (const [format, whole] of output) {
      if (format === "json") continue
      const text = whole.replaceAll("\n", "")
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      expect(text, format).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
    }
  })

  it("keep to their lines in the terminal", () => {
    const lines = (output.get("table") ?? "").split("\n")
    for (const name of ["__proto__", "constructor"])
      expect(lines.filter((line) => line.includes(`▲ ${name}`))).toHaveLength(1)
    for (const line of lines) expect(line).toBe(line.trimEnd())
    expect(lines.filter((line) => line.startsWith("▲ ") && line.includes("×"))).toHaveLength(names.length)
  })
})
