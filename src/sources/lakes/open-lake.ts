import type { ColumnInfo, LakePart, LakeTable, OpenFile } from "../../model.js"
import { noParquet, openParquetAs } from "../parquet.js"
import { openParts } from "../parts.js"
import { located } from "../shared/unreadable.js"
import { someRows } from "../some-rows.js"
import type { ReadOptions, TableSource } from "../source.js"
import { constantOf } from "./constant.js"
import { droppedPrefix, fitSchema } from "./fit-schema.js"
import { withInstants } from "./int96-instants.js"

/**
 * A version of a Delta Lake or Iceberg table, from its open data files: its own columns under its own names, without the rows that were
 * deleted. `files`: those that the table's parts describe, in the same order; `path`: what the user named.
 */
export async function openLake(
  path: string,
  files: readonly OpenFile[],
  table: LakeTable,
  options: ReadOptions,
): Promise<TableSource> {
  if (files.length === 0) return withAllColumns(noParquet, table)
  const parts = files.map((file) => ({ ...file, partitions: new Map<string, string | null>() }))
  const described = new Map<OpenFile, LakePart>(parts.map((file, i) => [file, table.parts[i]]))
  const source = await openParts(path, parts, options, (file, each) =>
    openPart(file, described.get(file)!, table, each),
  )
  return withAllColumns(source, table)
}

async function openPart(
  file: OpenFile,
  { constants, deleted }: LakePart,
  table: LakeTable,
  options: ReadOptions,
): Promise<TableSource> {
  const source = await openParquetAs(file, options, (footer) => fitSchema(footer, table))
  const own = withInstants(withoutDropped(source), table.fields)
  const whole = withConstants(own, constants, table, file.path)
  if (deleted === null || deleted.length === 0) return whole
  // Another thread opens the same version, whose rows are the same.
  return { ...someRows(whole, keptRows(whole.rows, deleted)), readsByColumn: true }
}

function withoutDropped(source: TableSource): TableSource {
  const kept = source.columns.flatMap(({ name }, i) => (name.startsWith(droppedPrefix) ? [] : [i]))
  return kept.length === source.columns.length ? { ...source, sparse: true } : { ...pick(source, kept), sparse: true }
}

/** The table with these of its columns, in this order. */
function pick(source: TableSource, places: readonly number[]): TableSource {
  const peek = source.peekColumn?.bind(source)
  const fetch = source.fetchColumns?.bind(source)
  const sample = source.sampleLists?.bind(source)
  return {
    ...source,
    columns: places.map((place) => source.columns[place]),
    readColumn: (index) => source.readColumn(places[index]),
    ...(peek && { peekColumn: (index: number) => peek(places[index]) }),
    ...(fetch && { fetchColumns: (indexes: readonly number[]) => fetch(indexes.map((index) => places[index])) }),
    ...(sample && { sampleLists: (index: number) => sample(places[index]) }),
  }
}

interface Added {
  info: ColumnInfo
  read: () => ReturnType<TableSource["readColumn"]>
}

/** With more columns behind its own. */
function plus(source: TableSource, added: readonly Added[]): TableSource {
  if (added.length === 0) return source
  const own = source.columns.length
  const fetch = source.fetchColumns?.bind(source)
  const peek = source.peekColumn?.bind(source)
  return {
    ...source,
    columns: [...source.columns, ...added.map(({ info }) => info)],
    readColumn: (index) => (index < own ? source.readColumn(index) : added[index - own].read()),
    ...(fetch && { fetchColumns: (indexes: readonly number[]) => fetch(indexes.filter((index) => index < own)) }),
    ...(peek && { peekColumn: (index: number) => (index < own ? peek(index) : added[index - own].read()) }),
  }
}

/** With the values of its partitions and of columns that were added later, where the file does not hold them itself. */
function withConstants(
  source: TableSource,
  constants: LakePart["constants"],
  { fields }: LakeTable,
  path: string,
): TableSource {
  const held = new Set(source.columns.map(({ name }) => name))
  const initial = fields.flatMap(({ name, initial: value }) => (value === undefined ? [] : [[name, value] as const]))
  const added = Array.from(new Map([...initial, ...constants])).flatMap(([name, value]): Added[] => {
    const type = fields.find((field) => field.name === name)?.type
    if (type === undefined || held.has(name)) return []
    const { info, vector } = constantOf(name, type)
    return [
      {
        info,
        read: () => orLocated(`${path}: partition column ${JSON.stringify(name)}`, () => vector(value, source.rows)),
      },
    ]
  })
  return plus(source, added)
}

function orLocated<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw located(error, where)
  }
}

function keptRows(rows: number, deleted: Uint32Array): Int32Array {
  const kept = new Int32Array(rows)
  let count = 0
  let next = 0
  for (let row = 0; row < rows; row++) {
    if (deleted[next] === row) next++
    else kept[count++] = row
  }
  return kept.subarray(0, count)
}

/** In the order of the table's schema, with the columns that none of its files holds, such as one that was added last. */
function withAllColumns(source: TableSource, { fields }: LakeTable): TableSource {
  const isOf = (name: string, field: string) => name === field || name.startsWith(`${field}.`)
  const absent = fields.filter((field) => !source.columns.some(({ name }) => isOf(name, field.name)))
  const whole = plus(
    source,
    absent.map(({ name, type }) => {
      const { info, vector } = constantOf(name, type)
      return { info, read: () => vector(null, source.rows) }
    }),
  )
  const place = (name: string) => fields.findIndex((field) => isOf(name, field.name))
  const order = whole.columns
    .map((_, i) => i)
    .sort((a, b) => place(whole.columns[a].name) - place(whole.columns[b].name))
  return pick(whole, order)
}
