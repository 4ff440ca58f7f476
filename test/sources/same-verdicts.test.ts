import {
  Bool,
  DataType,
  DateUnit,
  Field,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  type Data,
  type Vector,
  Utf8,
  vectorFromArray,
} from "apache-arrow"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions } from "../../src/options/options.js"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import { valuesAt } from "../../src/columns/vector-counts.js"
import { loadRegistry } from "../../src/registry.js"
import { openSource } from "../../src/sources/open.js"
import type { TableSource } from "../../src/sources/source.js"

/** The pairs of fixtures/data, written anew in other formats, give the verdicts of the Parquet files. */

const folder = mkdtempSync(join(tmpdir(), "driftcheck-formats-"))
afterAll(() => rmSync(folder, { recursive: true }))
const registry = await loadRegistry()
const parquet = (name: string, side: string) => `fixtures/data/${name}_${side}.parquet`
const pairs = ["bikeshare", "birdstrikes", "carloan", "calhousing_delayed", "flights", "llm_traces", "nodrift"]

function tableOf(source: TableSource): Table {
  const children = source.columns.map(({ kind }, i) => {
    const vector = source.readColumn(i)
    if (kind === "nested") return emptyLists(vector.data[0] as Data)
    // Not as a dictionary, which would say that they are categories.
    const plain = kind === "string" ? vectorFromArray(Array.from(vector) as string[], new Utf8()) : vector
    return plain.data[0] as Data
  })
  const fields = children.map(({ type }, i) => Field.new({ name: source.columns[i].name, type: type, nullable: true }))
  const data = makeData({ type: new Struct(fields), length: source.rows, children })
  return new Table(new RecordBatch(new Schema(fields), data))
}

/** Lists where `presence` has a value: of nested columns only that is read. */
function emptyLists({ length, nullCount, nullBitmap }: Data): Data {
  const type = new List(Field.new({ name: "item", type: new Bool(), nullable: true }))
  const child = makeData({ type: new Bool(), length: 0, data: new Uint8Array(0) })
  return makeData({ type, length, nullCount, nullBitmap, valueOffsets: new Int32Array(length + 1), child })
}

/** Values as JSON writes them; whole numbers of 64 bits with all their digits. */
function jsonValues(vector: Vector, kind: string): (string | null)[] {
  const { data, type } = { data: vector.data[0], type: vector.type as DataType }
  const rows = Int32Array.from({ length: vector.length }, (_, i) => i)
  if (kind === "nested") return Array.from(rows, (row) => (vector.isValid(row) ? "[]" : null))
  const values = valuesAt(vector, rows)
  const stored: unknown = data.values
  if (stored instanceof BigInt64Array && kind === "number")
    return values.map((v, i) => (v === null ? null : String(stored[i])))
  if (kind === "datetime")
    return values.map((value) => (value === null ? null : JSON.stringify(isoOf(Number(value), type))))
  return values.map((value) => (value === null ? null : kind === "string" ? JSON.stringify(value) : String(value)))
}

function isoOf(value: number, type: DataType): string {
  const ms =
    DataType.isDate(type) && type.unit === DateUnit.DAY
      ? value * 86_400_000
      : DataType.isTimestamp(type)
        ? value / 1000 ** (type.unit - 1)
        : value
  const text = new Date(ms).toISOString()
  return DataType.isDate(type) ? text.slice(0, 10) : text.slice(0, -1)
}

function jsonLinesOf(source: TableSource): string {
  const columns = source.columns.map(({ kind }, i) => jsonValues(source.readColumn(i), kind))
  const keys = source.columns.map(({ name }) => JSON.stringify(name))
  return Array.from(
    { length: source.rows },
    (_, row) => `{${keys.map((key, i) => `${key}:${columns[i][row] ?? "null"}`).join(",")}}\n`,
  ).join("")
}

async function write(name: string, side: string): Promise<void> {
  const source = await openSource(parquet(name, side), {})
  const table = tableOf(source)
  writeFileSync(join(folder, `${name}_${side}.arrow`), tableToIPC(table, "file"))
  const lines = jsonLinesOf(source)
  writeFileSync(join(folder, `${name}_${side}.jsonl`), lines)
  const parts = join(folder, `${name}_${side}`)
  mkdirSync(parts)
  const half = Math.floor(source.rows / 2)
  writeFileSync(join(parts, "0.arrow"), tableToIPC(table.slice(0, half), "file"))
  writeFileSync(join(parts, "1.arrow"), tableToIPC(table.slice(half), "file"))
  source.close()
}

async function verdicts(paths: readonly string[]) {
  const [reference, current] = await Promise.all(
    paths.map(async (path) => new ArrowDataset(path, await openSource(path, {}))),
  )
  try {
    const { columns, reference: facts } = await compareDatasets(reference, current, defaultOptions, registry)
    return {
      rows: facts.rows,
      missing: facts.missing_cells,
      duplicates: facts.duplicate_rows,
      // The files written here hold no lists: those of each format are compared in its own tests.
      columns: columns.map(({ name, type, status, method, drift_score }) =>
        type === "nested" ? { name, type } : { name, type, status, method, drift_score },
      ),
    }
  } finally {
    reference.close()
    current.close()
  }
}

for (const name of pairs)
  describe(name, () => {
    let expected: Awaited<ReturnType<typeof verdicts>>
    beforeAll(async () => {
      for (const side of ["ref", "cur"]) await write(name, side)
      expected = await verdicts([parquet(name, "ref"), parquet(name, "cur")])
    })
    for (const ending of [".arrow", ".jsonl", ""])
      it(`gives the same verdicts from ${ending === "" ? "a folder of parts" : ending}`, async () => {
        expect(await verdicts(["ref", "cur"].map((side) => join(folder, `${name}_${side}${ending}`)))).toEqual(expected)
      })
  })
