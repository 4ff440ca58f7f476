import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { setTimeout as sleep } from "node:timers/promises"
import { gzipSync } from "node:zlib"
import Papa from "papaparse"
import { afterAll, afterEach, describe, expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import { runCli } from "../helpers/run-cli.js"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-stdin-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { stdin } = process
afterEach(() => {
  Object.defineProperty(process, "stdin", { value: stdin })
})

/** Lets the program find these bytes on standard input, in a few pieces with pauses between them, as a slow command gives them. */
function pipeIn(content: string | Uint8Array): void {
  const bytes = Buffer.from(content)
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 7)) {
      yield bytes.subarray(at, at + Math.ceil(bytes.length / 7))
      await sleep(20)
    }
  }
  Object.defineProperty(process, "stdin", { value: Readable.from(pieces()) })
}

const reference = "fixtures/data/penguins_ref.csv"
const csv = readFileSync("fixtures/data/penguins_cur.csv")
const jsonLines = Papa.parse<Record<string, string>>(csv.toString(), { header: true, skipEmptyLines: true })
  .data.map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === "string" ? jsonValue(value) : value)))
  .join("\n")

function jsonValue(text: string): string | number | null {
  if (text === "" || text === "NA") return null
  return Number.isNaN(Number(text)) ? text : Number(text)
}

describe("standard input is read however slowly it comes, and called so in every report", () => {
  test.for<[string, string | Uint8Array]>([
    ["CSV", csv],
    ["gzipped CSV", gzipSync(csv)],
    ["JSON Lines", jsonLines],
    ["gzipped JSON Lines", gzipSync(jsonLines)],
  ])("%s", async ([what, content]) => {
    const expected = JSON.parse(
      (await runCli(["compare", reference, "fixtures/data/penguins_cur.csv", "-f", "json", "-o", folder])).stdout,
    ) as Report
    pipeIn(content)
    const out = join(folder, what)
    const files = ["--html", `${out}.html`, "--markdown", `${out}.md`, "--junit", `${out}.xml`]
    const { code, stdout, stderr } = await runCli(["compare", reference, "-", "-f", "json", "-o", folder, ...files])
    const report = JSON.parse(stdout) as Report
    expect(code, stderr).toBe(expected.drift.dataset_drift ? 1 : 0)
    expect(report.drift.drift_share).toBe(expected.drift.drift_share)
    expect(report.current).toMatchObject({ label: "standard input", path: "-", rows: expected.current.rows })
    const written = [...files.filter((_, i) => i % 2 === 1).map((path) => readFileSync(path, "utf8")), stdout, stderr]
    for (const text of written) expect(text.replaceAll(folder, "FOLDER").includes(tmpdir())).toBe(false)
    for (const text of written.slice(0, 2)) expect(text.includes("standard input")).toBe(true)
  })
})

test("a profile on standard input, on either side, is what it is in a file", async () => {
  const profile = join(folder, "current.profile.json")
  expect((await runCli(["profile", "fixtures/data/penguins_cur.csv", "-o", profile])).code).toBe(0)
  const figures = async (...sides: string[]) => {
    const { code, stdout, stderr } = await runCli(["compare", ...sides, "-f", "json", "--no-output"])
    const { columns, drift } = JSON.parse(stdout) as Report
    return { code, stderr, drift, scores: columns.map(({ name, drift_score }) => [name, drift_score]) }
  }
  const [behind, before] = [await figures(reference, profile), await figures(profile, reference)]
  expect(behind.scores.length).toBeGreaterThan(4)
  pipeIn(readFileSync(profile))
  expect(await figures(reference, "-")).toEqual(behind)
  pipeIn(readFileSync(profile))
  expect(await figures("-", reference)).toEqual(before)
})

test("a fault in what comes in is told with its line, and without the name of a temporary file", async () => {
  pipeIn("a,b\n1,2\n1,2,3\n")
  const { code, stderr } = await runCli(["compare", reference, "-", "-o", folder])
  expect(code).toBe(2)
  expect(stderr).toContain("standard input line 3: 3 fields, header has 2")
  expect(stderr).not.toContain(tmpdir())
})
