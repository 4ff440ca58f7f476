import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { parquetMetadata } from "hyparquet"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { compareDatasets, type Comparison, type Progress } from "../../src/compare/compare.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { withEqualHashing, openDataset } from "../../src/datasets/open-dataset.js"
import { InputError } from "../../src/errors.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import { loadRegistry } from "../../src/registry.js"
import { measureInThreads } from "../../src/workers/measure-in-threads.js"
import { threadsFor } from "../../src/workers/share-columns.js"
import { built } from "../helpers/built.js"
import { rangeServer } from "../helpers/range-server.js"
import { runCli } from "../helpers/run-cli.js"
import { patience } from "../helpers/patience.js"

const data = "fixtures/data"
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-workers-"))
  built()
}, patience(120))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  workers: number
  options?: Partial<CompareOptions>
  valuesPerThread?: number
  workerFile?: URL
  progress?: Progress
  /** Called when both sides are open and nothing has been measured. */
  opened?: () => void
}

async function compare(paths: readonly [string, string], run: Run): Promise<Comparison> {
  const opened = [await openDataset(paths[0], {}), await openDataset(paths[1], {})]
  const [reference, current] = withEqualHashing(opened[0], opened[1])
  run.opened?.()
  const { workers, valuesPerThread = 1 } = run
  const measureAll = measureInThreads(
    { reference: opened[0], current: opened[1], read: { reference: {}, current: {} }, workers, valuesPerThread },
    run.workerFile,
  )
  const options = { ...defaultOptions, ...run.options }
  try {
    return await compareDatasets(reference, current, options, await loadRegistry(), {
      progress: run.progress,
      measureAll,
    })
  } finally {
    reference.close()
    current.close()
  }
}

const pair = (name: string): [string, string] => [`${data}/${name}_ref.parquet`, `${data}/${name}_cur.parquet`]
/** A worker that cannot do anything: whoever gets an answer did not start it. */
const script = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const broken = script(`process.exit(3)`)

describe("any number of threads gives the same comparison", () => {
  for (const name of ["flights", "carloan", "flights_schema", "bikeshare", "llm_traces"])
    it(`of ${name}`, async () => {
      const inTurn = JSON.stringify(await compare(pair(name), { workers: 1 }))
      for (const workers of name === "flights" ? [2, 3] : [2])
        expect(JSON.stringify(await compare(pair(name), { workers }))).toBe(inTurn)
    })

  it("with roles, thresholds and other options set", async () => {
    const options: Partial<CompareOptions> = {
      policy: "classic",
      measure: ["energy", "kuiper"],
      exclude: ["carrier"],
      perColumn: new Map([["distance", { type: "categorical" as const }]]),
      failOn: new Set(["schema"] as const),
    }
    const [one, two] = [
      await compare(pair("flights"), { workers: 1, options }),
      await compare(pair("flights"), { workers: 2, options }),
    ]
    expect(JSON.stringify(two)).toBe(JSON.stringify(one))
  })

  it("of a profile and a file, and of a folder of parts and a file", async () => {
    const [reference, current] = pair("carloan")
    const dataset = await openDataset(reference, {})
    const profile = join(folder, "carloan.profile.json")
    writeFileSync(profile, JSON.stringify(await makeProfile(dataset, { categorySalt: "salt" })))
    dataset.close()
    const parts = join(folder, "parts")
    mkdirSync(parts)
    copyFileSync(reference, join(parts, "1.parquet"))
    copyFileSync(current, join(parts, "2.parquet"))
    for (const paths of [[profile, current] as const, [parts, current] as const]) {
      const [one, two] = [await compare(paths, { workers: 1 }), await compare(paths, { workers: 2 })]
      expect(JSON.stringify(two)).toBe(JSON.stringify(one))
    }
  })
})

it("files elsewhere give the figures of those here, with any number of threads, which fetch for themselves", async () => {
  const [reference, current] = pair("carloan")
  const server = await rangeServer({ "/ref.parquet": readFileSync(reference), "/cur.parquet": readFileSync(current) })
  try {
    const figures = ({ reference: one, current: other, ...found }: Comparison) =>
      JSON.stringify([
        one.rows,
        one.duplicate_rows,
        one.missing_cells,
        other.duplicate_rows,
        other.missing_cells,
        found,
      ])
    const local = figures(await compare([reference, current], { workers: 1 }))
    const whole = readFileSync(reference).length + readFileSync(current).length
    for (const workers of [1, 2, 3]) {
      const before = server.sent()
      const found = await compare([`${server.url}/ref.parquet`, `${server.url}/cur.parquet`], { workers })
      expect(figures(found)).toBe(local)
      // Blocks where two threads' columns meet may be fetched by both.
      expect(server.sent() - before).toBeLessThan(1.2 * whole)
    }
  } finally {
    await server.close()
  }
})

describe("the columns stay in one thread", () => {
  it("where little is to be done", async () => {
    const { verdict } = await compare(pair("carloan"), { workers: 2, valuesPerThread: 1e9, workerFile: broken })
    expect(verdict.status).toBe("drift")
  })

  it("of many rows, where nobody asked for more: each thread would hold a column of both sides", () => {
    const unasked = { workers: null }
    const cores = availableParallelism()
    expect(threadsFor(unasked, 10, 20_000_000)).toBe(1)
    expect(threadsFor({ workers: 2 }, 10, 20_000_000)).toBe(2)
    expect(threadsFor(unasked, 100, 2_000_000)).toBe(Math.min(cores, 5))
    expect(threadsFor(unasked, 20, 2_000_000)).toBe(1)
  })

  it("of CSV, which each worker would have to parse whole", async () => {
    const csv: [string, string] = [`${data}/penguins_ref.csv`, `${data}/penguins_cur.csv`]
    expect((await compare(csv, { workers: 2, workerFile: broken })).drift.tested_columns).toBeGreaterThan(0)
  })
})

describe("trouble in a worker", () => {
  const failing = (run: Partial<Run>) => compare(pair("carloan"), { workers: 2, ...run })

  it("that stops is an error with a way out", async () => {
    const stopped = failing({ workerFile: broken })
    await expect(stopped).rejects.toThrow(InputError)
    await expect(stopped).rejects.toThrow("a worker thread stopped with code 3")
  })

  it("that lacks memory is an error with a way out", async () => {
    const greedy = `const all = []; for (;;) all.push(new Array(1e6).fill(0.5))`
    const limited = script(
      `import { Worker } from "node:worker_threads"; new Worker(${JSON.stringify(greedy)}, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 20 } }).on("error", (error) => { throw error })`,
    )
    await expect(failing({ workerFile: limited })).rejects.toThrow(/memory limit/)
  })

  it("that throws keeps its words", async () => {
    await expect(failing({ workerFile: script(`throw new TypeError("of its own")`) })).rejects.toThrow("of its own")
  })

  it("is none where another file takes the place of one that is open: all threads read what was opened", async () => {
    const [reference, current] = pair("carloan")
    const path = join(folder, "changing.parquet")
    copyFileSync(current, path)
    const opened = () => {
      copyFileSync(pair("bikeshare")[1], `${path}.new`)
      renameSync(`${path}.new`, path)
    }
    const { columns } = await compare([reference, path], { workers: 2, opened })
    expect(columns).toEqual((await compare([reference, current], { workers: 2 })).columns)
  })
})

/** The file with a page of its fourth column overwritten. */
function withDamage(path: string): Uint8Array {
  const bytes = readFileSync(path)
  const { buffer, byteOffset, byteLength } = bytes
  const { row_groups: groups } = parquetMetadata(buffer.slice(byteOffset, byteOffset + byteLength))
  const start = Number(groups[0].columns[3].meta_data?.data_page_offset)
  bytes.fill(0xff, start, start + 40)
  return bytes
}

it("a column that cannot be read is told alike in any thread, and the others get their answers", async () => {
  const bad: [string, string] = [pair("flights")[0], join(folder, "bad.parquet")]
  writeFileSync(bad[1], withDamage(pair("flights")[1]))
  const [one, two] = [await compare(bad, { workers: 1 }), await compare(bad, { workers: 2 })]
  expect(two.columns.filter(({ status }) => status === "error")).toHaveLength(1)
  expect(JSON.stringify(two)).toBe(JSON.stringify(one))
})

it("progress counts the columns of all threads", async () => {
  const seen: number[] = []
  const progress: Progress = (done, total) => {
    expect(total).toBe(two.columns)
    seen.push(done)
  }
  const two = { columns: (await compare(pair("carloan"), { workers: 1 })).columns.length }
  await compare(pair("carloan"), { workers: 2, progress })
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBe(two.columns)
})

it("--workers takes a whole number from 1 to 256", async () => {
  for (const wrong of ["0", "-1", "1.5", "257", "many"]) {
    const { code, stderr } = await runCli(["compare", ...pair("carloan"), "--no-output", `--workers=${wrong}`])
    expect([code, stderr.includes("It takes a whole number from 1 to 256.")]).toEqual([2, true])
  }
  expect((await runCli(["compare", ...pair("nodrift"), "--no-output", "--workers", "2"])).code).toBe(0)
})
