import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { parquetWriteBuffer } from "hyparquet-writer"
import { afterEach, beforeEach, expect, test } from "vitest"
import { agree, namesOf, nothingSaid } from "../../src/columns/agree.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { InputError } from "../../src/errors.js"
import { fileFacts } from "../../src/sources/file-facts.js"
import { filesOf, openInput, openSource } from "../../src/sources/open.js"
import { findParts } from "../../src/sources/parts/find.js"
import { matcherOf } from "../../src/sources/parts/glob.js"
import { cellsOf } from "./parquet/cells.js"

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-parts-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Writes a file below the folder of this test; gives its path. */
function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

type ParquetColumn = Parameters<typeof parquetWriteBuffer>[0]["columnData"][number]
const parquet = (...columnData: ParquetColumn[]) => new Uint8Array(parquetWriteBuffer({ columnData }))

/** The whole table that a path stands for, by column. */
async function read(path: string) {
  const source = await openSource(path, {})
  try {
    const columns = source.columns.map(({ name, kind, storageType }, i) => {
      const vector = source.readColumn(i)
      expect(vector.data).toHaveLength(1)
      expect(vector.length).toBe(source.rows)
      const cells = cellsOf(vector, kind === "nested")
      expect(vector.nullCount).toBe(cells.filter((cell) => cell === null).length)
      return [name, { type: storageType, cells }]
    })
    return {
      rows: source.rows,
      format: source.format,
      warnings: source.warnings,
      columns: Object.fromEntries(columns) as Record<string, { type: string; cells: unknown[] }>,
    }
  } finally {
    source.close()
  }
}

async function refusal(path: string): Promise<{ message: string; hint: string }> {
  const error: unknown = await openSource(path, {}).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InputError)) throw new Error("no InputError", { cause: error })
  return { message: error.message.replaceAll(folder, "DIR"), hint: error.hint ?? "" }
}

test("a folder is one table of its files, sorted by path, at any depth", async () => {
  put("b.csv", "n,s\n3,x\n")
  put("a/z.csv", "n,s\n1,y\n2,\n")
  put("a/z/0.csv", "s,n\nx,9\n")
  put("_SUCCESS", "")
  put(".hidden.csv", "other\n1\n")
  put("_temporary/c.csv", "other\n1\n")
  put("notes.md", "no data")
  put("README.txt", "no data")
  const { rows, columns, format, warnings } = await read(folder)
  expect({ rows, format, warnings }).toEqual({ rows: 4, format: "csv", warnings: [] })
  expect(columns.n).toEqual({ type: "int64", cells: ["1", "2", "9", "3"] })
  expect(columns.s).toEqual({ type: "string", cells: ["y", null, "x", "x"] })
})

test("a pattern takes the files that match", async () => {
  for (const day of ["2026-10-31", "2026-11-01", "2026-11-02"])
    put(`${day}/part.parquet`, parquet({ name: "day", data: [Number(day.slice(-2))], type: "INT32" }))
  const days = async (pattern: string) => (await read(join(folder, pattern))).columns.day.cells
  expect(await days("2026-11-*/*.parquet")).toEqual(["1", "2"])
  expect(await days("2026-1[!1]-??/part.parquet")).toEqual(["31"])
  expect(await days("**/*.parquet")).toEqual(["31", "1", "2"])
  expect(await days("**")).toEqual(["31", "1", "2"])
  expect(await days("2026-11-0[12]")).toEqual(["1", "2"])
})

test("an existing file is that file, whatever signs its name holds", async () => {
  const path = put("part[1]*.csv", "a\n1\n")
  put("part1.csv", "a\n2\n")
  expect((await read(path)).columns.a.cells).toEqual(["1"])
  expect(await filesOf(path)).toEqual([path])
})

test("folders named key=value give columns of texts, or of whole numbers where all are", async () => {
  put("country=DE/year=2025/0.csv", "a\n1\n2\n")
  put("country=C%C3%B4te%20d%27Ivoire/year=2026/0.csv", "a\n3\n")
  put("country=__HIVE_DEFAULT_PARTITION__/year=2026/0.csv", "a\n4\n")
  const { columns } = await read(folder)
  expect(columns.a.cells).toEqual(["3", "1", "2", "4"])
  expect(columns.country).toEqual({ type: "string", cells: ["Côte d'Ivoire", "DE", "DE", null] })
  expect(columns.year).toEqual({ type: "int64", cells: ["2026", "2025", "2025", "2026"] })
  expect((await read(join(folder, "country=DE/*/*.csv"))).columns).not.toHaveProperty("country")
})

test("months named by folders are numbers, and a missing one is missing", async () => {
  put("month=01/0.csv", "a\n1\n")
  put("month=__HIVE_DEFAULT_PARTITION__/0.csv", "a\n2\n")
  expect((await read(folder)).columns.month).toEqual({ type: "int64", cells: ["1", null] })
})

test("files without a byte are passed over with a note, unless all are", async () => {
  put("0.csv", "a\n1\n")
  put("1.csv", "")
  const { columns, warnings } = await read(folder)
  expect(columns.a.cells).toEqual(["1"])
  expect(warnings).toEqual(["a file without a byte was passed over: 1.csv"])
  put("0.csv", "")
  await expect(openInput(folder)).rejects.toThrow("0.csv is empty: 0 bytes")
})

test("parts without a line of names are read alike", async () => {
  const rows = (from: number, letters: string) =>
    Array.from({ length: 9 }, (_, i) => `${from + i}.5,${letters[i % letters.length]}\n`).join("")
  put("0.csv", rows(3, "pq"))
  put("1.csv", rows(40, "abcdefghi"))
  const { columns } = await read(folder)
  expect(Object.keys(columns)).toEqual(["column_1", "column_2"])
  expect(columns.column_1.cells).toHaveLength(18)
})

test("a column that the files have, too, is read from them, with a warning", async () => {
  put("a=1/0.csv", "a\n5\n")
  put("a=2/0.csv", "a\n6\n")
  const { columns, warnings } = await read(folder)
  expect(columns.a.cells).toEqual(["5", "6"])
  expect(warnings).toEqual(['column "a" is in the files and named by their folders; that of the files was read'])
})

test("folders named by days are texts, as pyarrow has them, which are read as dates with the rest of the table", async () => {
  for (const day of ["2024-01-31", "2024-02-01"]) put(`t/day=${day}/a.parquet`, parquet({ name: "x", data: [1, 2] }))
  const dataset = await openDataset(join(folder, "t"), {})
  expect(dataset.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ["x", "number"],
    ["day", "string"],
  ])
  const { datasets } = await agree([dataset], namesOf(dataset), nothingSaid)
  expect(Array.from(await datasets[0].sample("day"))).toEqual(
    ["2024-01-31", "2024-01-31", "2024-02-01", "2024-02-01"].map((day) => Date.parse(day)),
  )
  dataset.close()
})

test("whole numbers widen, and become doubles where another file has doubles", async () => {
  put("0.parquet", parquet({ name: "i", data: [1, null], type: "INT32" }, { name: "d", data: [1n, 2n], type: "INT64" }))
  put("1.parquet", parquet({ name: "d", data: [0.5], type: "DOUBLE" }, { name: "i", data: [2n ** 60n], type: "INT64" }))
  const { columns, warnings } = await read(folder)
  expect(columns.i).toEqual({ type: "int64", cells: ["1", null, String(2n ** 60n)] })
  expect(columns.d).toEqual({ type: "double", cells: ["1", "2", "0.5"] })
  expect(warnings).toEqual(['column "d": whole numbers in some files, read as double as in the others'])
})

test("whole numbers beyond 2^53 in one CSV file keep their digits beside small ones in another", async () => {
  put("0.csv", "id\n9007199254740993\n")
  put("1.csv", "id\n5\n\n")
  expect((await read(folder)).columns.id).toEqual({ type: "int64", cells: ["9007199254740993", "5"] })
})

test("a file in which all values are missing fits any other", async () => {
  put("0.csv", "n,s,b,t\n,,,\n")
  put("1.csv", "n,s,b,t\n1.5,x,true,2024-01-02\n")
  const { columns } = await read(folder)
  expect(columns).toEqual({
    n: { type: "double", cells: [null, "1.5"] },
    s: { type: "string", cells: [null, "x"] },
    b: { type: "bool", cells: [null, true] },
    t: { type: "date32[day]", cells: [null, "19724"] },
  })
})

test("dates and times of several files are counted in the finest unit", async () => {
  put("0.csv", "t\n2024-01-02\n")
  put("1.csv", "t\n2024-01-02T00:00:01\n\n")
  put("2.csv", "t\n2024-01-02T00:00:00.000001\n")
  expect((await read(folder)).columns.t).toEqual({
    type: "timestamp[us]",
    cells: ["1704153600000000", "1704153601000000", "1704153600000001"],
  })
})

test("a key that one file of JSON Lines lacks is missing there", async () => {
  put("0.jsonl", '{"a":1,"l":[1]}\n')
  put("1.jsonl", '{"a":2,"b":"x","l":{}}\n')
  const { columns, format } = await read(folder)
  expect(format).toBe("json-lines")
  expect(columns.b.cells).toEqual([null, "x"])
  expect(columns.l).toEqual({ type: "json", cells: [true, true] })
})

test("Parquet files of every kind of column join to what they hold one by one", async () => {
  const whole = "fixtures/data/flights_ref.parquet"
  const one = await read(whole)
  const both = await read("fixtures/data/flights_re[f].parquet")
  expect(both).toEqual(one)
  const types = await read("fixtures/parquet/pyarrow-types-page[12]-plain.parquet")
  const [first, second] = [1, 2].map((version) => read(`fixtures/parquet/pyarrow-types-page${version}-plain.parquet`))
  for (const [name, { cells }] of Object.entries((await first).columns))
    expect(types.columns[name].cells, name).toEqual([...cells, ...(await second).columns[name].cells])
})

const refusals: [name: string, files: Record<string, string>, path: string, message: RegExp, hint: RegExp][] = [
  [
    "a pattern that nothing matches",
    { "a.csv": "a\n1\n" },
    "*.parquet",
    /^no file matches DIR\/\*\.parquet$/,
    /stands for/,
  ],
  ["a folder without data", { "notes.md": "" }, "", /^the folder DIR holds no file of a known kind$/, /endings/],
  [
    "a folder of two kinds",
    { "a.csv": "", "b.jsonl": "" },
    "",
    /^the folder DIR holds files of different kinds/,
    /pattern/,
  ],
  [
    "a missing column",
    { "0.csv": "a,b\n1,2\n", "1.csv": "a\n1\n" },
    "",
    /^DIR\/1\.csv has no column "b", DIR\/0\.csv has it$/,
    /same columns/,
  ],
  [
    "an added column",
    { "0.csv": "a\n1\n", "1.csv": "a,b\n1,2\n" },
    "",
    /^DIR\/0\.csv has no column "b", DIR\/1\.csv has it$/,
    /same columns/,
  ],
  [
    "another type",
    { "0.csv": "a\n1\n", "1.csv": "a\nx\n" },
    "",
    /^DIR\/1\.csv line 2: column "a" is string, int64 in DIR\/0\.csv: row 1 holds "x"$/,
    /--null-values NA,"x"/,
  ],
  [
    "other folders",
    { "a=1/0.csv": "x\n1\n", "b=1/0.csv": "x\n1\n" },
    "",
    /lie in folders that name different columns$/,
    /every file/i,
  ],
  [
    "a Delta Lake table below",
    { "t/0.parquet": "", "t/_delta_log/0.json": "" },
    "",
    /is a Delta Lake table/,
    /its folder/,
  ],
  ["a Hudi table", { "0.parquet": "", ".hoodie/x": "" }, "", /is a Hudi table/, /Export/],
  [
    "an Iceberg table below",
    { "t/0.parquet": "", "t/metadata/v1.metadata.json": "" },
    "",
    /is an Iceberg table/,
    /its folder/,
  ],
  ["a damaged file", { "0.csv": "a\n1\n", "1.csv": "a,b\n1\n" }, "", /^DIR\/1\.csv line 2: 1 field/, /separated/],
]
for (const [name, files, path, message, hint] of refusals)
  test(`${name} is refused`, async () => {
    for (const [file, content] of Object.entries(files)) put(file, content)
    const found = await refusal(join(folder, path))
    expect(found.message).toMatch(message)
    expect(found.hint).toMatch(hint)
  })

test("too many files are refused", () => {
  for (let i = 0; i < 5; i++) put(`${i}.csv`, "")
  const find = (most: number) => findParts(folder, () => "csv", most)
  expect(find(5)).toHaveLength(5)
  expect(() => find(4)).toThrow("stands for 5 files; at most 4 are read")
})

test("size and hash are those of all files in their order", async () => {
  const first = put("0.csv", "a\n1\n")
  put("1.csv", "a\n22\n")
  const one = await fileFacts(await openInput(first))
  const both = await fileFacts(await openInput(folder))
  expect([one.bytes, both.bytes]).toEqual([4, 9])
  expect(both.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(both).toEqual(await fileFacts(await openInput(join(folder, "*.csv"))))
  expect(both.sha256).not.toBe(one.sha256)
})

test("signs of a pattern stand for what the shell has them stand for", () => {
  const matching = (pattern: string, ...names: string[]) => names.filter(matcherOf(pattern))
  expect(matching("*.csv", "a.csv", "b.csv.gz", ".c.csv", "_d.csv", "äöü\n.csv")).toEqual(["a.csv", "äöü\n.csv"])
  expect(matching("_*", "_a", "a")).toEqual(["_a"])
  expect(matching("?", "a", "😀", "ab")).toEqual(["a", "😀"])
  expect(matching("[a-c]1", "a1", "c1", "d1", "-1")).toEqual(["a1", "c1"])
  expect(matching("[!a]", "a", "b", "^")).toEqual(["b", "^"])
  expect(matching("a.c+(1)[", "a.c+(1)[", "abc+(1)[")).toEqual(["a.c+(1)["])
  expect(matching("[z-a]", "[z-a]", "z")).toEqual(["[z-a]"])
})
