/** Tables in memory, taken from files, to be broken on purpose and checked. */
import {
  Bool,
  Dictionary,
  Float64,
  Int32,
  TimestampMillisecond,
  Utf8,
  makeData,
  makeVector,
  vectorFromArray,
  type Vector,
} from "apache-arrow"
import { checkInput, tableFacts } from "../../src/compare/check-input.js"
import { nameValues, privateColumns } from "../../src/compare/hide-private.js"
import { gatherKeys } from "../../src/compare/keys.js"
import { matchColumns } from "../../src/evidence/match-columns.js"
import { measureColumn } from "../../src/compare/measure.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { policies } from "../../src/options/policies.js"
import { measureCorrelations } from "../../src/compare/correlations.js"
import { chooseRows, sampledTable } from "../../src/evidence/row-sample.js"
import { runChecks } from "../../src/judge/run-checks.js"
import { schemaChange } from "../../src/compare/schema.js"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import { dictionaryText } from "../../src/columns/vector-counts.js"
import type { CheckResult, ColumnInfo, DataCheck, MeasuredColumn } from "../../src/model.js"
import { openSource } from "../../src/sources/open.js"
import { randomNumbers } from "../../src/stats/random.js"

/** Numbers as they are, datetimes as milliseconds since 1970 UTC. */
export type Cell = number | string | boolean | null

export interface Column {
  info: ColumnInfo
  cells: readonly Cell[]
}

/** With a clock of the day on which this was written: all real pairs lie in the past. */
const standard: CompareOptions = { ...defaultOptions, now: Date.UTC(2026, 10, 25) }

export type Table = ReadonlyMap<string, Column>

/** Every column of a file but nested ones, times of day and binary values. */
export async function readTable(path: string): Promise<Table> {
  const source = await openSource(path, {})
  try {
    const columns = source.columns.map((info, index) => [info.name, toColumn(source.readColumn(index), info)] as const)
    return new Map(columns.filter(([, { info }]) => !["nested", "time", "binary"].includes(info.kind)))
  } finally {
    source.close()
  }
}

function toColumn(vector: Vector, info: ColumnInfo): Column {
  const codes = info.kind === "string" ? (vector.data[0].values as Int32Array) : null
  const cells = Array.from({ length: vector.length }, (_, row): Cell => {
    const cell: unknown = vector.get(row)
    if (cell === null || cell === undefined) return null
    if (codes !== null) return dictionaryText(vector, codes[row])
    return typeof cell === "boolean" ? cell : Number(cell)
  })
  return { info, cells }
}

export function toDataset(table: Table, path: string): ArrowDataset {
  const columns = Array.from(table.values())
  return new ArrowDataset(path, {
    format: "parquet",
    typed: true,
    readsByColumn: true,
    rows: columns.at(0)?.cells.length ?? 0,
    columns: columns.map(({ info }) => info),
    warnings: [],
    readColumn: (index) => toVector(columns[index]),
    close: () => undefined,
  })
}

function toVector({ info, cells }: Column): Vector {
  if (info.kind === "string") return dictionaryVector(cells as (string | null)[])
  if (info.kind === "boolean") return vectorFromArray(cells as boolean[], new Bool())
  if (info.kind === "datetime") return vectorFromArray(cells as number[], new TimestampMillisecond())
  return vectorFromArray(cells as number[], new Float64())
}

function dictionaryVector(cells: readonly (string | null)[]): Vector {
  const codes = new Map<string, number>()
  const data = Int32Array.from(cells, (cell) => {
    if (cell === null) return 0
    const code = codes.get(cell) ?? codes.size
    codes.set(cell, code)
    return code
  })
  const nullBitmap = new Uint8Array((cells.length + 7) >> 3)
  cells.forEach((cell, i) => {
    if (cell !== null) nullBitmap[i >> 3] |= 1 << (i & 7)
  })
  const nullCount = cells.filter((cell) => cell === null).length
  const dictionary = vectorFromArray(codes.size > 0 ? Array.from(codes.keys()) : [""], new Utf8())
  const type = new Dictionary(new Utf8(), new Int32())
  return makeVector(makeData({ type, length: cells.length, nullCount, nullBitmap, data, dictionary }))
}

export function rowCount(table: Table): number {
  return table.values().next().value?.cells.length ?? 0
}

/** The table's rows at these places, in this order. */
export function takeRows(table: Table, rows: readonly number[]): Table {
  return mapColumns(table, ({ info, cells }) => ({ info, cells: rows.map((row) => cells[row]) }))
}

export function mapColumns(table: Table, change: (column: Column, name: string) => Column): Table {
  return new Map(Array.from(table, ([name, column]) => [name, change(column, name)]))
}

/** Only the columns of these names, in the table's order. */
export function onlyColumns(table: Table, names: ReadonlySet<string>): Table {
  return new Map(Array.from(table).filter(([name]) => names.has(name)))
}

/** Two halves of a table's rows, drawn at random. */
export function splitInTwo(table: Table, seed: number): [Table, Table] {
  const next = randomNumbers(seed)
  const order = Array.from({ length: rowCount(table) }, (_, row) => ({ row, key: next() }))
  const rows = order.sort((a, b) => a.key - b.key).map(({ row }) => row)
  const half = rows.length >> 1
  const ascending = (part: number[]) => part.sort((a, b) => a - b)
  return [takeRows(table, ascending(rows.slice(0, half))), takeRows(table, ascending(rows.slice(half)))]
}

/** Both tables measured without any drift method. */
export async function measureTables(reference: Table, current: Table): Promise<MeasuredColumn[]> {
  return (await measured(reference, current, standard)).columns
}

/** What the checks say of two tables. */
export async function checkTables(
  checks: ReadonlyMap<string, DataCheck>,
  reference: Table,
  current: Table,
  asked: Partial<CompareOptions> = {},
): Promise<CheckResult[]> {
  const options = { ...standard, ...asked }
  const { sides, matched, columns, schema, sample } = await measured(reference, current, options)
  const [before, after] = await Promise.all(sides.map(async (side) => tableFacts(side, await side.rowFacts())))
  const correlations = measureCorrelations(columns, sample, null)
  const keys = await gatherKeys(matched, columns, { reference: sides[0], current: sides[1] }, sample, options)
  const hidden = privateColumns(options, schema)
  const named = nameValues(columns, hidden)
  const shown = {
    reference: before,
    current: after,
    columns: named,
    schema,
    sample,
    correlations,
    keys,
    private: hidden,
  }
  const input = checkInput(shown, columns, options)
  return runChecks(checks, input, options)
}

async function measured(reference: Table, current: Table, options: CompareOptions) {
  const sides = [toDataset(reference, "ref.parquet"), toDataset(current, "cur.parquet")]
  const matched = matchColumns(sides[0], sides[1], options)
  const { rows } = chooseRows(sides[0], sides[1], matched)
  const columns: MeasuredColumn[] = []
  const work = {
    reference: sides[0],
    current: sides[1],
    methods: new Map(),
    policy: policies.calibrated,
    options,
    rows,
    cut: null,
    course: null,
  }
  for (const column of matched) columns.push(await measureColumn(column, work))
  const sample = rows === null ? null : sampledTable(columns, rows)
  return { sides, matched, columns, schema: await schemaChange(matched, sides[0], sides[1]), sample }
}
