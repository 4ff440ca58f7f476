import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parquetWriteBuffer } from "hyparquet-writer"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { Report } from "../../src/model.js"
import { rangeServer, type RangeServer } from "../helpers/range-server.js"
import { runCli } from "../helpers/run-cli.js"

const columns = 200
const rows = 2000

/** 200 columns of doubles in four row groups, about 3.2 MB. */
function wide(seed: number, width = columns): Buffer {
  const columnData = Array.from({ length: width }, (_, k) => ({
    name: `x${k}`,
    data: Float64Array.from({ length: rows }, (_, i) => Math.sin(seed + i * (k + 1)) * 1000),
    type: "DOUBLE" as const,
  }))
  return Buffer.from(parquetWriteBuffer({ columnData, codec: "UNCOMPRESSED", rowGroupSize: rows / 4 }))
}

let server: RangeServer
let folder: string
beforeAll(async () => {
  server = await rangeServer({
    "/ref.parquet": wide(1),
    "/cur.parquet": wide(2),
    "/ref12.parquet": wide(1, 12),
    "/cur12.parquet": wide(2, 12),
    "/t.csv": Buffer.from(`a,b\n${"1,x\n2,y\n".repeat(30)}`),
  })
  folder = mkdtempSync(join(tmpdir(), "driftcheck-bytes-"))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const signature = "X-Amz-Signature=5ec4e7"
const compare = async (suffix: string, ...flags: string[]) => {
  const [before, asked] = [server.sent(), server.requests.length]
  const argv = ["ref", "cur"].map(
    (name) => `${server.url.replace("//", "//me:pa55@")}/${name}${suffix}.parquet?${signature}`,
  )
  const json = join(folder, "report.json")
  const result = await runCli(["compare", ...argv, "--no-config", "--no-output", "--json", json, ...flags])
  const report = JSON.parse(readFileSync(json, "utf8")) as Report
  return { ...result, report, json, bytes: server.sent() - before, requests: server.requests.length - asked }
}

it("comparing 2 of 200 columns fetches a few per cent of the files, and says so", async () => {
  const { stdout, report, bytes, requests } = await compare("", "--columns", "x7,x150")
  const whole = server.files.get("/ref.parquet")!.length + server.files.get("/cur.parquet")!.length
  expect(report.columns).toHaveLength(2)
  // Two first blocks, two footers, and 16 chunks of 4 kB, each up to a block longer.
  expect(bytes).toBeLessThan(0.06 * whole)
  const { reference, current } = report
  expect(reference.fetched!.bytes + current.fetched!.bytes).toBe(bytes)
  expect(reference.fetched!.requests + current.fetched!.requests).toBe(requests)
  expect(stdout).toMatch(/\d+ kB fetched in \d+ requests/)
  expect(reference.duplicate_rows).toBeNull() // It would need every column.
  const repeated = report.checks.find(({ id }) => id === "duplicate-rows")!
  expect(repeated.status).toBe("not_applicable")
  expect(repeated.message).toMatch(/not every column was read/)
})

it("comparing all columns fetches each byte once at most", async () => {
  const { report, bytes } = await compare("12")
  const whole = server.files.get("/ref12.parquet")!.length + server.files.get("/cur12.parquet")!.length
  expect(report.columns).toHaveLength(12)
  expect(bytes).toBeLessThanOrEqual(whole)
  expect(report.reference.duplicate_rows).toBe(0)
})

it("columns that will be asked for are fetched several at once, before they are", async () => {
  // A request for the start, one for the footer, one for the first column, and one for eight columns each in the single row group.
  const single = (seed: number) => {
    const data = (k: number) => Float64Array.from({ length: rows }, (_, i) => Math.sin(seed + i * (k + 1)))
    const columnData = Array.from({ length: 49 }, (_, k) => ({ name: `x${k}`, data: data(k), type: "DOUBLE" as const }))
    return Buffer.from(parquetWriteBuffer({ columnData, codec: "UNCOMPRESSED", rowGroupSize: rows }))
  }
  server.files.set("/ref49.parquet", single(1))
  server.files.set("/cur49.parquet", single(2))
  server.delay = 20
  try {
    const { requests, bytes, report } = await compare("49")
    expect(report.columns).toHaveLength(49)
    expect(requests).toBeLessThanOrEqual(2 * (3 + 6))
    expect(bytes).toBeLessThanOrEqual(server.files.get("/ref49.parquet")!.length * 2)
    expect(server.mostAtOnce()).toBeLessThanOrEqual(8)
  } finally {
    server.delay = 0
  }
})

it("nothing is written into a file that was closed while bytes of it were coming", async () => {
  server.delay = 100
  const dataset = await openDataset(`${server.url}/ref12.parquet`, {})
  dataset.planColumns?.(dataset.columns.map(({ name }) => name))
  const asked = dataset.summary("x0").catch(() => null)
  dataset.close()
  server.delay = 0
  // Its descriptor becomes another file's.
  const other = join(folder, "other")
  writeFileSync(other, "")
  const fd = openSync(other, "r+")
  await asked
  await new Promise((resolve) => setTimeout(resolve, 300))
  closeSync(fd)
  expect(readFileSync(other, "utf8")).toBe("")
})

it("names, passwords and signatures of addresses appear nowhere", async () => {
  const html = join(folder, "report.html")
  const { stdout, stderr, json } = await compare("12", "--columns", "x7", "--html", html)
  const missing = await runCli([
    "compare",
    `${server.url}/none.parquet?${signature}`,
    "x.csv",
    "--no-output",
    "--no-config",
  ])
  expect(missing.code).toBe(2)
  for (const text of [stdout, stderr, readFileSync(html, "utf8"), readFileSync(json, "utf8"), missing.stderr]) {
    expect(text).not.toContain("5ec4e7")
    expect(text).not.toContain("pa55")
  }
  expect(readFileSync(json, "utf8")).toContain("/ref12.parquet?…")
})

it("a CSV file is read whole", async () => {
  const { code, stdout } = await runCli([
    "compare",
    `${server.url}/t.csv`,
    `${server.url}/t.csv`,
    "--no-output",
    "--no-config",
  ])
  expect(code).toBe(0)
  expect(stdout).toMatch(/60 rows, 2 columns\n +244 B fetched in 1 request\n/)
})

it("a table of traces is brought whole, since facts of texts are made of its columns", async () => {
  const columnData = [
    { name: "prompt", data: ["How?", "Why?", "Who?"], type: "STRING" as const },
    { name: "response", data: ["So.", "Because.", "I."], type: "STRING" as const },
    { name: "prompt_tokens", data: [10n, 20n, 30n], type: "INT64" as const },
    { name: "completion_tokens", data: [1n, 2n, 3n], type: "INT64" as const },
  ]
  server.files.set("/traces.parquet", Buffer.from(parquetWriteBuffer({ columnData })))
  const dataset = await openDataset(`${server.url}/traces.parquet`, {})
  expect(dataset.columns.length).toBeGreaterThan(4)
  for (const { name } of dataset.columns) expect((await dataset.summary(name)).rows).toBe(3)
  dataset.close()
})
