import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
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
    const answers = Array.from({ length: 60 }, (_, i) => [i, (i * 7) % 2, 0.2 + (i % 7) / 10])
    put("answers.csv", `id,y,score\n${answers.map((row) => row.join(",")).join("\n")}\n`)
    put("labels.csv", `id,y\n${answers.map(([id, y]) => `${id},${y}`).join("\n")}\n`)
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

  describe("every command takes an address as it takes a file", () => {
    const roles = ["--id", "id", "--target", "y", "--prediction", "score"]
    const put = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const run = async (...argv: string[]) => {
      const result = await runCli([...argv], { cwd: folder })
      expect(result.code, result.stderr).toBeLessThan(2)
      return result
    }
    /** What a command writes of a local file and of one in a bucket, without names, hashes of files and what was fetched. */
    const both = async (places: [string, string], act: (place: string, to: string) => string[]) => {
      const found = []
      for (const [i, place] of places.entries()) {
        const to = join(folder, `${i}.out`)
        rmSync(to, { force: true })
        await run(...act(place, to))
        found.push(comparable(readFileSync(to, "utf8")))
      }
      expect(found[1]).toBe(found[0])
      return found[0]
    }
    const ofPlace = /^(path|label|command|sha256|content_hash|fetched|made_from)$/
    const comparable = (text: string) =>
      text.startsWith("{")
        ? JSON.stringify(JSON.parse(text, (key, value: unknown) => (ofPlace.test(key) ? undefined : value)))
        : text.replace(/^#.*$/gm, "")
    const here = (name: string): [string, string] => [join(folder, "data", name), `s3://data/${name}`]
    const table = "delta_partitioned/table"
    const tables: [string, string] = [join(lakes, table), `s3://lakes/${table}`]
    const version = ["--reference-version", "3"]

    it("check, of a file and of a version of a table", async () => {
      const config = put("contract.yaml", "columns: { id: { required: true, unique: true } }\n")
      const check =
        (...more: string[]) =>
        (place: string, to: string) => ["check", place, "--config", config, "--no-output", "--json", to, ...more]
      expect(await both(here("answers.csv"), check())).toContain('"rows":60')
      expect(await both(tables, check("--current-version", "3"))).toContain('"version":"3"')
    })

    it("profile and init, of a file and of a version of a table", async () => {
      const profile =
        (...more: string[]) =>
        (place: string, to: string) => ["profile", place, "-o", to, ...more]
      await both(here("nodrift_ref.parquet"), profile())
      const old = await both(tables, profile(...version))
      expect(await both(tables, (place, to) => ["profile", `${place}?version=3`, "-o", to])).toBe(old)
      expect(await both(tables, profile())).not.toBe(old)
      const init =
        (...more: string[]) =>
        (place: string, to: string) => ["init", place, "-o", to, ...more]
      await both(here("nodrift_ref.parquet"), init())
      expect(await both(tables, init(...version))).not.toBe(await both(tables, init()))
    })

    it("compare and gate, with labels that lie there too", async () => {
      const json = ["--no-config", "--no-output", "--json"]
      const labels = (place: string) => ["--labels", place.replace("answers", "labels"), "--id", "id"]
      await both(here("answers.csv"), (place, to) => [
        ...["compare", place, place, ...labels(place), "--prediction", "score", ...json, to],
      ])
      const gate = await runCli(["gate", ...here("answers.csv"), ...roles, ...json, join(folder, "gate.json")])
      expect(gate.stdout).toContain("60")
      await both(tables, (place, to) => ["compare", `${place}?version=4`, place, ...json, to])
      const iceberg = "iceberg_evolved/table"
      await both([join(lakes, iceberg), `s3://lakes/${iceberg}`], (place, to) => [
        ...["compare", place, place, "--reference-timestamp", "2100-01-01", ...json, to],
      ])
    })

    it("watch and proxies", async () => {
      const records = put("in.jsonl", Array.from({ length: 60 }, (_, i) => `{"features":{"id":${i}}}`).join("\n"))
      const watch = ["--from", records, "--once", "--rows", "60", "--no-config", "-o", join(folder, "windows")]
      const { stdout } = await run("watch", `s3://lakes/${table}`, ...version, ...watch)
      expect(stdout).toContain("60")
      const [local, remote] = here("answers.csv")
      const proxies = ["--of", "y", "--by", "score"]
      expect((await run("proxies", remote, ...proxies)).stdout).toBe((await run("proxies", local, ...proxies)).stdout)
    })

    it("labels are no version of the table that they belong to", async () => {
      const labelled = ["--labels", "s3://data/labels.csv", "--id", "id", "--prediction", "amount"]
      const all = ["compare", tables[1], tables[1], ...labelled, "--current-version", "3", "--no-config", "--no-output"]
      expect((await runCli(all)).stderr).not.toMatch(/a version was asked for/)
    })
  })

  it("compares yesterday's version with today's", async () => {
    const table = "s3://lakes/delta_partitioned/table"
    const { code, stdout } = await runCli(["compare", `${table}?version=11`, table, "--no-output", "--no-config"])
    expect(code).toBeLessThan(2)
    expect(stdout).toMatch(/Delta Lake version 11 of .* UTC, [\d.]+ kB fetched in \d+ requests/)
  })
})
