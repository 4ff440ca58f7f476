import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { newTraffic } from "../../src/files/traffic.js"
import { listObjects } from "../../src/stores/s3/list.js"
import { expectedVersions, expectFigures, lakes } from "../helpers/lake-tables.js"
import { patience } from "../helpers/patience.js"
import { runCli } from "../helpers/run-cli.js"

/** Where .ci/run puts it, or where S3_PYTHON says. */
const python = process.env.S3_PYTHON ?? "node_modules/.cache/s3-venv/bin/python"
const hasServer = spawnSync(python, ["-c", "import moto.server, boto3"]).status === 0
if (!hasServer) console.warn(`S3 is not tested: ${python} has no moto (pip install 'moto[s3,iam]' flask flask-cors)`)

/** Keys with every character that must be written in another way. */
const oddNames = ["a b.csv", "c+d.csv", "é.csv", "p%41.csv", "q'(1)!*.csv", "t:00,~@$&;=.csv"]

describe.skipIf(!hasServer)("a real S3 server that checks signatures", { timeout: patience(60) }, () => {
  let folder: string
  let server: ChildProcess

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "driftcheck-s3-"))
    for (const bucket of ["lakes", "data"]) mkdirSync(join(folder, bucket))
    cpSync(lakes, join(folder, "lakes"), { recursive: true })
    const put = (name: string, text: string) => {
      mkdirSync(join(folder, "data", name, ".."), { recursive: true })
      writeFileSync(join(folder, "data", name), text)
    }
    for (const name of oddNames) put(`odd/${name}`, "a,b\n1,x\n2,y\n")
    for (const day of ["2026-11-01", "2026-11-02"])
      for (const part of [0, 1]) put(`parts/day=${day}/${part}.csv`, "a,b\n1,x\n2,y\n3,z\n")
    put("parts/_SUCCESS", "")
    for (let i = 0; i < 1005; i++) put(`many/${i}.txt`, "x")
    for (const side of ["ref", "cur"])
      cpSync(`fixtures/data/nodrift_${side}.parquet`, join(folder, "data", `nodrift_${side}.parquet`))
    server = spawn(python, ["test/stores/s3-server.py", folder], { stdio: ["pipe", "pipe", "inherit"] })
    const [line] = (await once(server.stdout!, "data")) as [Buffer]
    const { url, id, secret } = JSON.parse(line.toString()) as Record<string, string>
    vi.stubEnv("AWS_ENDPOINT_URL_S3", url)
    vi.stubEnv("AWS_ACCESS_KEY_ID", id)
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", secret)
    vi.stubEnv("AWS_REGION", "us-east-1")
  }, patience(60))
  afterAll(async () => {
    vi.unstubAllEnvs()
    server.stdin!.end()
    await once(server, "exit")
    rmSync(folder, { recursive: true })
  })

  const rowsOf = async (path: string) => {
    const dataset = await openDataset(path, {})
    dataset.close()
    return dataset.rows
  }

  it.each(oddNames)("gives %s", async (name) => {
    // A star would be a pattern, as on a disk.
    expect(await rowsOf(`s3://data/odd/${name.replace("*", "?")}`)).toBe(2)
  })

  it("lists more than one page, and folders with what they name", async () => {
    const found = await listObjects({ kind: "s3", bucket: "data", key: "many/", endpoint: null }, newTraffic())
    expect(found).toHaveLength(1005)
    const dataset = await openDataset("s3://data/parts", {})
    expect(dataset.rows).toBe(12)
    expect(dataset.columns.map(({ name }) => name)).toEqual(["a", "b", "day"])
    dataset.close()
  })

  it.each([
    ["s3://data/parts/", 12],
    ["s3://data/parts/day=2026-11-02", 6],
    ["s3://data/parts/**/*.csv", 12],
    ["s3://data/parts/day=*/0.csv", 6],
    ["s3://data/parts/day=*-0[1]", 6],
  ])("reads %s", async (path, rows) => {
    expect(await rowsOf(path)).toBe(rows)
  })

  it.each([
    ["s3://data/none.parquet", /there is no such object/],
    ["s3://data/none/*.csv", /no file matches/],
    ["s3://nobucket/x.csv", /there is no such bucket/],
    ["s3://lakes", /is a Delta Lake table: its files hold rows that were deleted/],
  ])("refuses %s", async (path, message) => {
    await expect(openDataset(path, {})).rejects.toThrow(message)
  })

  it("refuses another secret", async () => {
    const { AWS_SECRET_ACCESS_KEY: own } = process.env
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "other")
    await expect(openDataset("s3://data/nodrift_ref.parquet", {})).rejects.toThrow(/secret key|access is denied/)
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", own)
  })

  const versions = expectedVersions().filter(({ version }, i) => version === null || i % 6 === 0)
  it.each(versions)("gives the figures of $table, version $version", async (version) => {
    await expectFigures(version, "s3://lakes")
  })

  it("compares yesterday's version with today's", async () => {
    const table = "s3://lakes/delta_partitioned/table"
    const { code, stdout } = await runCli(["compare", `${table}?version=11`, table, "--no-output", "--no-config"])
    expect(code).toBeLessThan(2)
    expect(stdout).toMatch(/Delta Lake version 11 of .* UTC, [\d.]+ kB fetched in \d+ requests/)
  })
})
