import { Int64, makeData, makeVector, Utf8, type Vector } from "apache-arrow"
import { basename } from "node:path"
import { InputError } from "../errors.js"
import type { ColumnInfo, ListSample, OpenFile } from "../model.js"
import { dictionaryBuilder } from "./shared/dictionary-builder.js"
import { joinSamples } from "./shared/lists.js"
import { located } from "./shared/unreadable.js"
import { allPresent, markMissing } from "./shared/validity.js"
import type { Part } from "./parts/find.js"
import { codedVector, joinVectors } from "./parts/join-vectors.js"
import { allMissing, joinColumns, type JointColumn, type OpenPart } from "./parts/plan.js"
import type { OpenSource, ReadOptions, TableSource } from "./source.js"

/** What an Arrow vector can count. */
const mostRows = 2 ** 31 - 1

/**
 * Several files as one table, their rows in the order of the files; `path` is what the user named. A column is read from each in turn. Folders named
 * `country=DE` give a column `country`: of whole numbers where all name one, else of strings.
 */
export async function openParts(
  path: string,
  parts: readonly (OpenFile & Pick<Part, "partitions">)[],
  options: ReadOptions,
  read: OpenSource,
): Promise<TableSource> {
  const opened: OpenPart[] = []
  try {
    for (const part of parts) {
      // Where the first file has no line of names, the others have none either.
      const alike = opened.at(0)?.source.headless === true && options.header === undefined
      opened.push({ ...part, source: await read(part, alike ? { ...options, header: "none" } : options) })
    }
    return partsSource(path, opened)
  } catch (error) {
    for (const { source } of opened) source.close()
    throw error
  }
}

function partsSource(path: string, parts: readonly OpenPart[]): TableSource {
  const rows = parts.reduce((sum, { source }) => sum + source.rows, 0)
  if (rows > mostRows) throw new InputError(`${path}: ${rows} rows; at most ${mostRows} are read`)
  const joint = joinColumns(parts)
  const partitions = partitionColumns(parts, joint.columns)
  let open = true
  const readWhole = (index: number) => {
    if (!open) throw new InputError(`${path}: the files were closed`)
    return index < joint.columns.length
      ? readColumn(path, joint.columns[index], parts)
      : partitionColumn(partitions.names[index - joint.columns.length], parts, rows)
  }
  return {
    format: parts[0].source.format,
    // One part without types makes all of them guesses.
    typed: parts.every(({ source }) => source.typed),
    readsByColumn: parts.every(({ source }) => source.readsByColumn),
    sparse: parts.every(({ source }) => source.sparse === true),
    ownsBuffers: parts.every(({ source }) => source.ownsBuffers === true),
    rows,
    columns: [...joint.columns.map(({ info }) => info), ...partitions.names.map((name) => partitionInfo(name, parts))],
    warnings: [...partitions.warnings, ...joint.warnings, ...warningsOf(parts)],
    readColumn: readWhole,
    sampleLists: (index) => joinLists(joint.columns[index].places, parts),
    peekColumn(index) {
      const first = parts.find(({ source }) => source.rows > 0) ?? parts[0]
      const place = index < joint.columns.length ? joint.columns[index].places[parts.indexOf(first)] : null
      if (place === null) return readWhole(index)
      return first.source.peekColumn?.(place) ?? first.source.readColumn(place)
    },
    ...(parts.some(({ source }) => source.fetchColumns !== undefined) && {
      async fetchColumns(indexes: readonly number[]) {
        const places = (i: number) => indexes.flatMap((index) => joint.columns.at(index)?.places[i] ?? [])
        await Promise.all(parts.map(async ({ source }, i) => source.fetchColumns?.(places(i))))
      },
    }),
    close() {
      if (open) for (const { source } of parts) source.close()
      open = false
    },
  }
}

function readColumn(path: string, { info, places }: JointColumn, parts: readonly OpenPart[]): Vector {
  const vectors = parts.map(({ source }, i) => {
    const place = places[i]
    return place === null ? allMissing(source.rows) : source.readColumn(place)
  })
  try {
    return joinVectors(vectors, info)
  } catch (error) {
    throw located(error, `${path}: column ${JSON.stringify(info.name)}`)
  }
}

/** Some of the lists of all parts. */
function joinLists(places: readonly (number | null)[], parts: readonly OpenPart[]): ListSample {
  const none: ListSample = { rows: new Int32Array(0), lists: [], of: 0 }
  return joinSamples(
    parts.map(({ source }, i) => {
      const place = places[i]
      const holds = place !== null && source.columns[place].numberLists === true
      return { sample: holds ? (source.sampleLists?.(place) ?? none) : none, rows: source.rows }
    }),
  )
}

/** Names that the folders of all parts give to columns. */
function partitionColumns(parts: readonly OpenPart[], columns: readonly JointColumn[]) {
  const names = [...parts[0].partitions.keys()]
  const other = parts.find(({ partitions }) => [...partitions.keys()].join("/") !== names.join("/"))
  if (other !== undefined)
    throw new InputError(`${other.path} and ${parts[0].path} lie in folders that name different columns`, {
      hint: "Every file needs the same folders on its way, such as country=DE/year=2026.",
    })
  const inFile = new Set(columns.map(({ info }) => info.name))
  return {
    names: names.filter((name) => !inFile.has(name)),
    warnings: names
      .filter((name) => inFile.has(name))
      .map(
        (name) =>
          `column ${JSON.stringify(name)} is in the files and named by their folders; that of the files was read`,
      ),
  }
}

/** Whole numbers where all folders name one, as pyarrow has it; else strings. */
function partitionInfo(name: string, parts: readonly OpenPart[]): ColumnInfo {
  const isWhole = wholes(name, parts) !== null
  return isWhole
    ? { name, storageType: "int64", kind: "number", integer: true }
    : { name, storageType: "string", kind: "string", integer: false }
}

/** The whole number that each part's folder names, null where it names none; null where one names something else, or all name none. */
function wholes(name: string, parts: readonly OpenPart[]): (number | null)[] | null {
  const values = parts.map(({ partitions }) => partitions.get(name) ?? null)
  const isWhole = (value: string) => /^[+-]?\d{1,15}$/.test(value)
  if (!values.some((value) => value !== null) || !values.every((value) => value === null || isWhole(value))) return null
  return values.map((value) => (value === null ? null : Number(value)))
}

function partitionColumn(name: string, parts: readonly OpenPart[], rows: number): Vector {
  const numbers = wholes(name, parts)
  return numbers === null ? partitionTexts(name, parts, rows) : partitionNumbers(numbers, parts, rows)
}

function partitionNumbers(numbers: readonly (number | null)[], parts: readonly OpenPart[], rows: number): Vector {
  const values = new BigInt64Array(rows)
  const validity = allPresent()
  let row = 0
  for (const [i, { source }] of parts.entries()) {
    const end = row + source.rows
    const value = numbers[i]
    if (value === null) for (let at = row; at < end; at++) markMissing(validity, at, rows)
    else values.fill(BigInt(value), row, end)
    row = end
  }
  const frame = { length: rows, nullCount: validity.nullCount, nullBitmap: validity.bitmap }
  return makeVector(makeData({ type: new Int64(), ...frame, data: values }))
}

function partitionTexts(name: string, parts: readonly OpenPart[], rows: number): Vector {
  const entries = dictionaryBuilder()
  const codes = new Int32Array(rows)
  const validity = allPresent()
  let row = 0
  for (const { partitions, source } of parts) {
    const end = row + source.rows
    const value = partitions.get(name) ?? null
    if (value === null) for (let i = row; i < end; i++) markMissing(validity, i, rows)
    else if (end > row) codes.fill(codeOf(value), row, end)
    row = end
  }
  function codeOf(value: string): number {
    const bytes = Buffer.from(value)
    return entries.add(bytes, 0, bytes.length)
  }
  return codedVector(codes, validity, new Utf8(), entries.entries())
}

/** What was said of several files is said once. */
function warningsOf(parts: readonly OpenPart[]): string[] {
  const files = new Map<string, string[]>()
  for (const { path, source } of parts)
    for (const warning of source.warnings) files.set(warning, [...(files.get(warning) ?? []), basename(path)])
  return Array.from(files, ([warning, names]) =>
    names.length === 1 ? `${names[0]}: ${warning}` : `${names.length} files: ${warning}`,
  )
}
