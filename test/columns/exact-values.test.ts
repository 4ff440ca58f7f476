/** Values that look alike to a careless reader are told apart, from every kind of file. */
import {
  Int64,
  makeData,
  makeVector,
  Table,
  tableFromArrays,
  tableToIPC,
  Uint64,
  Utf8,
  vectorFromArray,
  TimestampMillisecond,
  TimestampNanosecond,
} from "apache-arrow"
import { writeFileSync } from "node:fs"
import { parquetWriteBuffer } from "hyparquet-writer"
import { describe, expect, it } from "vitest"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const plain = "abc"
const marked = "\ufeffabc"

/** Writes a column `s` of these strings; `n` keeps CSV from taking its first value for the file's byte order mark. */
const writers: Record<string, (values: readonly string[]) => string> = {
  csv: (values) => files.write("s.csv", `n,s\n${values.map((value, i) => `${i},${value}\n`).join("")}`),
  jsonl: (values) => files.write("s.jsonl", values.map((s, i) => `${JSON.stringify({ n: i, s })}\n`).join("")),
  parquet(values) {
    const columnData = [{ name: "s", type: "STRING" as const, data: [...values] }]
    writeFileSync(files.path("s.parquet"), new Uint8Array(parquetWriteBuffer({ columnData })))
    return files.path("s.parquet")
  },
  arrow(values) {
    const table = new Table({ s: vectorFromArray([...values], new Utf8()) })
    writeFileSync(files.path("s.arrow"), tableToIPC(table, "file"))
    return files.path("s.arrow")
  },
}

describe("a leading U+FEFF belongs to its value", () => {
  it.each(Object.keys(writers))("in %s", async (kind) => {
    const dataset = await openDataset(writers[kind]([plain, marked, plain, marked, "\ufeff"]), {})
    expect(await dataset.counts("s")).toEqual(
      new Map([
        [plain, 2],
        [marked, 2],
        ["\ufeff", 1],
      ]),
    )
    expect(await dataset.summary("s")).toMatchObject({ distinct: 3, empty: 0, length_min: 1, length_max: 4 })
    dataset.close()
  })

  it.each(["parquet", "arrow", "jsonl"])("or to its column's name, in %s", async (kind) => {
    const names = ["a", "\ufeffa", "b"]
    const path = files.path(`names.${kind}`)
    const cells = names.map((name, i) => [name, [i + 1, i + 2]] as [string, number[]])
    const columnData = cells.map(([name, data]) => ({ name, type: "INT32" as const, data }))
    const rows = [0, 1].map((row) => JSON.stringify(Object.fromEntries(cells.map(([name, data]) => [name, data[row]]))))
    const bytes = {
      parquet: () => new Uint8Array(parquetWriteBuffer({ columnData })),
      arrow: () => tableToIPC(tableFromArrays(Object.fromEntries(cells)), "file"),
      jsonl: () => rows.join("\n"),
    }
    writeFileSync(path, bytes[kind as keyof typeof bytes]())
    const dataset = await openDataset(path, {})
    expect(dataset.columns.map(({ name }) => name)).toEqual(names)
    expect(await dataset.summary("\ufeffa")).toMatchObject({ min: 2, max: 3 })
    dataset.close()
  })

  it("so that a category that got one is a new category", async () => {
    const of = (name: string, values: readonly string[]) =>
      files.write(name, `n,s\n${values.map((value, i) => `${i},${value}\n`).join("")}`)
    const words = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? plain : "xyz"))
    const paths = [
      of("r.csv", words),
      of(
        "c.csv",
        words.map((word) => (word === plain ? marked : word)),
      ),
    ]
    const { code, stdout } = await runCli(["compare", ...paths, "--no-output"])
    expect(code).toBe(1)
    expect(stdout).toContain("\\ufeffabc")
  })
})

describe("whole numbers without a sign", () => {
  it("keep all their digits up to 2^64 − 1", async () => {
    const values = [2n ** 64n - 1n, 2n ** 64n - 2n, 2n ** 64n - 3n, 5n]
    const table = new Table({ k: vectorFromArray(values, new Uint64()) })
    writeFileSync(files.path("k.arrow"), tableToIPC(table, "file"))
    const dataset = await openDataset(files.path("k.arrow"), {})
    expect((await dataset.summary("k")).distinct).toBe(4)
    expect([...(await dataset.counts("k")).keys()]).toEqual(["5", ...values.slice(0, 3).map(String).reverse()])
    dataset.close()
  })

  it("keep them in CSV and JSON Lines, also as texts, and are the type that a typed file has", async () => {
    const wholes = (start: bigint) => Array.from({ length: 300 }, (_, i) => start + BigInt(i))
    // Numbers of 19 and 20 digits, of which doubles would make one of every 2,048.
    const values = wholes(10n ** 19n - 150n).map((k, i) => (i % 3 === 0 ? k + 2n ** 62n : k))
    const table = new Table({
      k: vectorFromArray(values, new Uint64()),
      x: vectorFromArray(values.map((_, i) => i % 7)),
    })
    writeFileSync(files.path("k.arrow"), tableToIPC(table, "file"))
    const csv = files.write("k.csv", `k,x\n${values.map((k, i) => `${k},${i % 7}\n`).join("")}`)
    const lines = files.write("k.jsonl", values.map((k, i) => `{"k":"${k}","x":${i % 7}}\n`).join(""))
    for (const path of [csv, lines]) {
      const { code, stdout } = await runCli(["compare", files.path("k.arrow"), path, "--no-output", "--format", "json"])
      expect(code).toBe(0)
      const { columns, checks } = JSON.parse(stdout) as Report
      const [{ reference, current }] = columns
      expect(current).toMatchObject({ distinct: 300, min: reference!.min, max: reference!.max, top: reference!.top })
      const found = checks.filter(({ status }) => status === "fail" || status === "warn")
      expect(found.map(({ id }) => id)).toEqual(["repeated-delivery"])
    }
  })
})

const nanoseconds = (...values: bigint[]) =>
  makeVector(makeData({ type: new TimestampNanosecond(), data: BigInt64Array.from(values) }))

describe("times beyond the year 271,821", () => {
  it("are the number of milliseconds since 1970, and spoil nothing", async () => {
    // The largest instant of Spark's twelve bytes: the year 290,000.
    const last = 9_089_380_393_200_000n
    const day = 86_400_000n
    const write = (name: string, times: readonly bigint[]) => {
      const t = makeVector(makeData({ type: new TimestampMillisecond(), data: BigInt64Array.from(times) }))
      const x = vectorFromArray(times.map((_, i) => i % 7))
      writeFileSync(files.path(name), tableToIPC(new Table({ t, x }), "file"))
      return files.path(name)
    }
    const days = Array.from({ length: 300 }, (_, i) => (20_000n + BigInt(i)) * day)
    const paths = [write("before.arrow", days), write("after.arrow", [...days.slice(1), last])]
    for (const flags of [[], ["--timestamp", "t"]]) {
      const { code, stdout } = await runCli(["compare", ...paths, ...flags, "--no-output", "--format", "json"])
      expect(code).not.toBe(2)
      const report = JSON.parse(stdout) as Report
      const column = report.columns.find(({ name }) => name === "t")!
      expect(column.current).toMatchObject({ min: "2024-10-05T00:00:00.000Z", max: `${last} ms` })
      expect(report.checks.filter(({ status }) => status === "error")).toEqual([])
    }
  })
})

describe("times before 1970", () => {
  it("are cut to milliseconds towards the past, as later ones are", async () => {
    const table = new Table({ t: nanoseconds(-1_500_001n, 1_500_001n) })
    writeFileSync(files.path("t.arrow"), tableToIPC(table, "file"))
    const dataset = await openDataset(files.path("t.arrow"), {})
    expect(await dataset.summary("t")).toMatchObject({
      min: "1969-12-31T23:59:59.998Z",
      max: "1970-01-01T00:00:00.001Z",
    })
    dataset.close()
  })

  it("are shown so by rules, and by keys that repeat", async () => {
    // Half a millisecond before 1970: that year's end, not the first of January. Only the last instant occurs twice.
    const instants = Array.from({ length: 60 }, (_, i) => BigInt(Math.max(0, i - 1)) * 1_000_000n)
    const write = (name: string, times: bigint[]) => {
      writeFileSync(files.path(name), tableToIPC(new Table({ t: nanoseconds(...times) }), "file"))
      return files.path(name)
    }
    const before = write(
      "before.arrow",
      instants.map((each) => -500_000n - each),
    )
    const rules = files.write("rules.json", JSON.stringify({ rules: ["year(t) == 1970", "year(t) == 1969"] }))
    const check = await runCli(["check", before, "--config", rules, "--no-output", "-f", "json"])
    const found = (JSON.parse(check.stdout) as Report).checks.filter(({ rule }) => rule !== undefined)
    expect(found.map(({ status }) => status)).toEqual(["fail", "pass"])
    expect(found[0].message).toContain("1969-12-31T23:59:59.999Z")
    const after = write(
      "after.arrow",
      instants.map((_, i) => BigInt(i) * 1_000_000n),
    )
    const compared = await runCli(["compare", after, before, "--key", "t", "--no-output", "-f", "json"])
    const keys = (JSON.parse(compared.stdout) as Report).checks.find(({ id }) => id === "duplicate-keys")
    expect(keys?.message).toContain('"1969-12-31T23:59:59.999Z" (2)')
  })
})

it("of equally common large integers the smaller come first, and missing ones are in no figure", async () => {
  const numbers = [9n * 10n ** 16n, 10n ** 17n, -(10n ** 17n), 10n ** 18n, 10n ** 18n, null]
  const table = new Table({ n: vectorFromArray(numbers, new Int64()) })
  writeFileSync(files.path("n.arrow"), tableToIPC(table, "file"))
  const dataset = await openDataset(files.path("n.arrow"), {})
  expect(await dataset.summary("n")).toMatchObject({
    missing: 1,
    distinct: 4,
    top: [
      { value: "1000000000000000000", count: 2 },
      { value: "-100000000000000000", count: 1 },
      { value: "90000000000000000", count: 1 },
    ],
  })
  expect([...(await dataset.counts("n"))]).toEqual([
    ["-100000000000000000", 1],
    ["90000000000000000", 1],
    ["100000000000000000", 1],
    ["1000000000000000000", 2],
  ])
  dataset.close()
})
