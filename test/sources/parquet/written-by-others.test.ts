import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { floatText, readParquet, type Cell } from "./cells.js"

const folder = new URL("../../../fixtures/parquet/", import.meta.url).pathname

interface ExpectedFile {
  rows: number
  columns: { name: string; type: string; values: Cell[] }[]
}

/** What each file holds; a file that holds what another one does names it. */
const noted = ["expected", "expected-parquetjs"].map(
  (name) =>
    JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as Record<string, ExpectedFile | { same_as: string }>,
)
const files = noted.flatMap((list) =>
  Object.entries(list).map(([name, file]) => ({
    name,
    ...("same_as" in file ? (list[file.same_as] as ExpectedFile) : file),
  })),
)

/** pyarrow's wording where ours is shorter on purpose, and its in-memory names for what files call "element". */
function ourTypeName(type: string): string {
  return type
    .replace(/^dictionary<values=(\w+).*>$/, "dictionary<$1>")
    .replace(/^extension<arrow\.(uuid|json)>$/, "$1")
    .replace(/^(string|binary)_view$/, "$1")
    .replace(/^decimal(32|64)\(/, "decimal128(")
    .replace(/^(map<.*) \('.*'\)>$/, "$1>")
    .replace(/^fixed_size_(list<.*>)\[\d+\]$/, "$1")
    .replaceAll("list<item:", "list<element:")
}

/** Whole numbers that the writer held in a dictionary: pyarrow drops the word when it reads. */
const withoutDictionary = (type: string) => type.replace(/^dictionary<(int\d+)>$/, "$1")

const isFloat = (type: string) => ["halffloat", "float", "double"].includes(type)

for (const { name, ...file } of files)
  test(`${name} reads as its writer meant it`, async () => {
    const { rows, columns } = await readParquet(`${folder}${name}.parquet`)
    expect(rows).toBe(file.rows)
    expect(columns.map(({ storageType }) => withoutDictionary(storageType))).toEqual(
      file.columns.map(({ type }) => ourTypeName(type)),
    )
    for (const [i, { name, type, values }] of file.columns.entries()) {
      const expected = isFloat(type)
        ? values.map((value) => (value === null ? null : floatText(Number(value))))
        : values
      expect(columns[i].cells, name).toEqual(expected)
      expect(columns[i].vector.length).toBe(file.rows)
      expect(columns[i].vector.data).toHaveLength(1)
      expect(columns[i].vector.nullCount, name).toBe(values.filter((value) => value === null).length)
    }
  })

test("the files come from five writers, and every file in the folder is in the list or refused", () => {
  const writers = new Set(files.map(({ name }) => name.split("-")[0]))
  expect([...writers].sort()).toEqual(["duckdb", "fastparquet", "parquetjs", "polars", "pyarrow"])
  const read = readdirSync(folder).filter((name) => name.endsWith(".parquet") && !name.startsWith("refused-"))
  expect(read.sort()).toEqual(files.map(({ name }) => `${name}.parquet`).sort())
})

test("a name used twice gets a number, with a warning", async () => {
  const { columns, warnings } = await readParquet(`${folder}pyarrow-same-name-twice.parquet`)
  expect(columns.map(({ name }) => name)).toEqual(["a", "a (2)", "b"])
  expect(warnings).toHaveLength(1)
})

test("a dictionary holds only what some row uses, in the order of the rows", async () => {
  const { columns } = await readParquet(`${folder}pyarrow-unused-categories.parquet`)
  expect([...columns[0].vector.data[0].dictionary!]).toEqual(["three", "one"])
})

test("kinds say what the values are", async () => {
  const { columns } = await readParquet(`${folder}pyarrow-types-page1-plain.parquet`)
  const kinds = Object.fromEntries(columns.map(({ name, kind, integer }) => [name, integer ? `${kind}, whole` : kind]))
  expect(kinds).toMatchObject({
    int8: "number, whole",
    uint64: "number, whole",
    "duration us": "number, whole",
    double: "number",
    "decimal 9 0": "number",
    date32: "datetime",
    "timestamp ns UTC": "datetime",
    "time64 us": "time",
    bool: "boolean",
    dictionary: "string",
    uuid: "string",
    binary: "binary",
    "fixed 5": "binary",
    null: "null",
    "all null double": "number",
    map: "nested",
  })
})
