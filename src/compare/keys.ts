import { saysWhy } from "../errors.js"
import type {
  CheckedKey,
  CheckedKeys,
  ColumnSummary,
  CountedKeys,
  Dataset,
  KeyHashes,
  KeySide,
  SampledTable,
  MeasuredColumn,
} from "../model.js"
import { countAbsent, countKeys, type KeyCounts } from "../stats/count-keys.js"
import { findKey, repeatedRows, type KeyColumn } from "../stats/find-key.js"
import { inferColumnType } from "../columns/column-types.js"
import { isoTime } from "../stats/iso-time.js"
import type { MatchedColumn } from "../evidence/match-columns.js"
import type { CompareOptions } from "../options/options.js"

const mostWorst = 5
/** Texts in a key are codes, not prose. */
const longestCode = 64
/** Rows of a side up to which an identifier that nobody named is looked up on the other side. */
const coverageUpTo = 200_000

interface Sides {
  reference: Dataset
  current: Dataset
}

/** A column of both sides, as stated and as measured. */
interface SharedColumn {
  matched: MatchedColumn
  measured: MeasuredColumn & { reference: ColumnSummary; current: ColumnSummary }
}

/**
 * How often keys repeat on both sides: of the key that was named and of columns with the role id; where none is named, of the
 * identifiers that name each row of the reference, or of several columns found to do so. All rows are counted where a key was
 * named or repeats; what nobody named and does not repeat, in figures or in the sample, is not read again.
 */
export async function gatherKeys(
  matched: readonly MatchedColumn[],
  measured: readonly MeasuredColumn[],
  sides: Sides,
  sample: SampledTable | null,
  { key, roles }: Pick<CompareOptions, "key" | "roles">,
): Promise<CheckedKeys> {
  const without = [sides.reference, sides.current].find(hasNoKeys)
  if (without !== undefined)
    return { keys: [], reason: `${without.exact ? without.label : "A profile"} keeps no rows, and so no keys.` }
  const shared = matched.flatMap((column, i) => sharedColumn(column, measured[i]))
  try {
    const named = namedKeys(key, roles).filter((names) =>
      names.every((name) => shared.some(({ matched: column }) => column.name === name)),
    )
    if (named.length > 0) return { keys: await inTurn(named, (names) => namedKey(names, key, sides)), reason: null }
    const unique = shared.filter(namesRows)
    if (unique.length > 0) return { keys: await inTurn(unique, (column) => identifier(column, sides)), reason: null }
    const found = sample === null ? null : await composite(shared, sides, sample)
    if (found !== null) return { keys: [found], reason: null }
    return { keys: [], reason: "No column or columns name the rows of the reference; --key tells which do." }
  } catch (error) {
    if (saysWhy(error)) return { keys: [], reason: error.message }
    throw error
  }
}

function sharedColumn(matched: MatchedColumn, measured: MeasuredColumn): SharedColumn[] {
  const { reference, current, failure } = measured
  return reference === null || current === null || failure !== null || matched.reference?.kind === "nested"
    ? []
    : [{ matched, measured: { ...measured, reference, current } }]
}

function namedKeys(key: readonly string[], roles: CompareOptions["roles"]): (readonly string[])[] {
  const ids = Array.from(roles).flatMap(([name, role]) =>
    role === "id" && !(key.length === 1 && key[0] === name) ? [[name]] : [],
  )
  return [...(key.length > 0 ? [key] : []), ...ids]
}

/** A column with the role id names rows that may be new each time; only --key says that they return. */
async function namedKey(names: readonly string[], key: readonly string[], sides: Sides): Promise<CheckedKey> {
  const found = await counted(names, true, sides)
  return names === key ? found : { ...found, id: true }
}

async function inTurn<T>(items: readonly T[], each: (item: T) => Promise<CheckedKey>): Promise<CheckedKey[]> {
  const keys: CheckedKey[] = []
  for (const item of items) keys.push(await each(item))
  return keys
}

// ---------------------------------------------------------------- keys that nobody named

/** Whether the table of column types would call the reference's side alone an identifier. */
function namesRows({ matched, measured: { reference } }: SharedColumn): boolean {
  const info = matched.reference
  if (info === null || reference.missing > 0) return false
  const { kind, integer } = info
  const side = { name: matched.name, kind, integer, sides: [reference], distinct: reference.distinct ?? 0 }
  return inferColumnType(side).type === "identifier"
}

async function identifier({ matched, measured }: SharedColumn, sides: Sides): Promise<CheckedKey> {
  const { reference, current } = measured
  const repeats = current.distinct !== current.rows - current.missing
  const few = (keepRows(sides) || keepKeys(sides)) && Math.max(reference.rows, current.rows) <= coverageUpTo
  if (repeats || (few && sameKind(matched))) return counted([matched.name], false, sides)
  const side = ({ rows, missing, distinct }: ColumnSummary): KeySide => ({
    rows: rows - missing,
    keys: distinct ?? 0,
    missing,
    worst: [],
  })
  return {
    columns: [matched.name],
    named: false,
    sampled: false,
    absent: null,
    reference: side(reference),
    current: side(current),
  }
}

const sameKind = ({ reference, current }: MatchedColumn) => reference?.kind === current?.kind

/** The columns that are found to name the reference's rows together, counted in the sample, and over all rows where they repeat there. */
async function composite(
  shared: readonly SharedColumn[],
  sides: Sides,
  sample: SampledTable,
): Promise<CheckedKey | null> {
  const columns = shared.flatMap((column) => {
    const values = isPart(column) ? valuesOf(column, sample) : null
    return values === null ? [] : [{ name: column.matched.name, ...values }]
  })
  const side = (names: readonly string[], of: "reference" | "current"): KeyColumn[] =>
    columns.filter(({ name }) => names.includes(name)).map((column) => ({ name: column.name, values: column[of] }))
  const all = columns.map(({ name }) => name)
  const found = findKey(side(all, "reference"))
  if (found === null) return null
  // What is the same in every row of the reference (one month, one country) may part the rows of current.
  const constant = shared
    .filter(({ measured: { reference, current } }) => reference.distinct === 1 && (current.distinct ?? 0) > 0)
    .map(({ matched }) => matched.name)
  const names = all.filter((name) => found.columns.includes(name) || constant.includes(name))
  const [inReference, inCurrent] = [repeatedRows(side(names, "reference")), repeatedRows(side(names, "current"))]
  if (inCurrent.keys < inCurrent.rows) return counted(names, false, sides)
  const missing = (rows: number, of: "reference" | "current") => sample.rows[of].length - rows
  return {
    columns: names,
    named: false,
    absent: null,
    sampled: sample.rows.reference.length < sides.reference.rows || sample.rows.current.length < sides.current.rows,
    reference: { ...inReference, missing: missing(inReference.rows, "reference"), worst: [] },
    current: { ...inCurrent, missing: missing(inCurrent.rows, "current"), worst: [] },
  }
}

/** Codes, flags, times and whole numbers may name rows; measures, prose, and what is to be predicted do not. */
function isPart({ matched, measured }: SharedColumn): boolean {
  const info = matched.reference
  if (info === null || measured.role === "target" || measured.role === "prediction") return false
  if (info.kind === "string") return (measured.reference.length_max ?? Infinity) <= longestCode
  return info.kind === "boolean" || info.kind === "datetime" || (info.kind === "number" && info.integer)
}

function valuesOf(
  { measured }: SharedColumn,
  sample: SampledTable,
): Pick<KeyColumn & { reference: ArrayLike<number>; current: ArrayLike<number> }, "reference" | "current"> | null {
  const sampled = sample.columns.get(measured.name) ?? measured.evidence.rowCodes
  return sampled === null ? null : { reference: sampled.reference, current: sampled.current }
}

// ---------------------------------------------------------------- all rows

const hasNoKeys = (side: Dataset) => !side.keepsRows && (!side.exact || side.countedKeys === undefined)
const keepKeys = ({ reference, current }: Sides) =>
  reference.absentKeys !== undefined && current.keySource !== undefined && !reference.keepsRows && !current.keepsRows
const keepRows = ({ reference, current }: Sides) => reference.keepsRows && current.keepsRows

async function counted(names: readonly string[], named: boolean, sides: Sides): Promise<CheckedKey> {
  return keepRows(sides) ? countedInRows(names, named, sides) : countedApart(names, named, sides)
}

/**
 * Of sides of which one at least hands over no rows: each is counted where it is, and those of one are looked up on the other where both
 * are tables of one engine.
 */
async function countedApart(names: readonly string[], named: boolean, sides: Sides): Promise<CheckedKey> {
  const reference = await countedSide(names, sides.reference, 0)
  const current = await countedSide(names, sides.current, mostWorst)
  const side = ({ sampled: _, ...figures }: CountedKeys): KeySide => figures
  const source = sides.current.keySource?.(names) ?? null
  const absent = source === null ? null : ((await sides.reference.absentKeys?.(names, source, mostWorst)) ?? null)
  return {
    ...{ columns: Array.from(names), named, sampled: reference.sampled || current.sampled },
    ...{ reference: side(reference), current: side(current), absent },
  }
}

async function countedSide(names: readonly string[], dataset: Dataset, most: number): Promise<CountedKeys> {
  const found = (await dataset.countedKeys?.(names, most)) ?? null
  if (found !== null) return found
  const hashes = await dataset.keyHashes(names)
  const counts = countKeys(hashes.hashes, mostWorst)
  const worst = most === 0 ? [] : await worstKeys(names, dataset, counts, hashes)
  return { ...figures(counts, hashes), worst, sampled: false }
}

async function countedInRows(names: readonly string[], named: boolean, sides: Sides): Promise<CheckedKey> {
  const before = await sides.reference.keyHashes(names)
  const inReference = countKeys(before.hashes, mostWorst)
  const after = await sides.current.keyHashes(names)
  const inCurrent = countKeys(after.hashes, mostWorst)
  const kindOf = (dataset: Dataset, name: string) => dataset.columns.find((column) => column.name === name)?.kind
  const comparable = names.every((name) => kindOf(sides.reference, name) === kindOf(sides.current, name))
  const gone = comparable ? countAbsent(before.hashes, inReference.sorted, inCurrent.sorted, mostWorst) : null
  return {
    columns: Array.from(names),
    named,
    sampled: false,
    reference: { ...figures(inReference, before), worst: [] },
    current: { ...figures(inCurrent, after), worst: await worstKeys(names, sides.current, inCurrent, after) },
    absent:
      gone === null
        ? null
        : {
            keys: gone.keys,
            examples: await keyTexts(
              names,
              sides.reference,
              gone.places.map((place) => rowAt(before, place)),
            ),
          },
  }
}

function figures({ rows, keys }: KeyCounts, { isMissing }: KeyHashes): Omit<KeySide, "worst"> {
  return { rows, keys, missing: isMissing.length - rows }
}

async function worstKeys(
  names: readonly string[],
  dataset: Dataset,
  { worst }: KeyCounts,
  hashes: KeyHashes,
): Promise<KeySide["worst"]> {
  const texts = await keyTexts(
    names,
    dataset,
    worst.map(({ place }) => rowAt(hashes, place)),
  )
  return worst.map(({ rows }, i) => ({ key: texts[i], rows }))
}

/** The row of the table that comes at this place among those without a missing part. */
function rowAt({ isMissing }: KeyHashes, place: number): number {
  let row = -1
  for (let left = place; left >= 0; left--)
    do row++
    while (isMissing[row] === 1)
  return row
}

/** The keys of these rows, in this order, as people write them: "1; US; 1833". */
async function keyTexts(names: readonly string[], dataset: Dataset, rows: readonly number[]): Promise<string[]> {
  if (rows.length === 0) return []
  const ascending = Int32Array.from(rows).sort()
  const parts: string[][] = []
  for (const name of names) {
    const kind = dataset.columns.find((column) => column.name === name)?.kind
    const values = await dataset.values(name, ascending)
    dataset.release(name)
    parts.push(
      Array.from(ascending, (_, i) => {
        if (values === null) return "?"
        if (values.kind === "codes") return values.labels[values.codes[i]] ?? ""
        return kind === "datetime" ? isoTime(values.values[i]).replace(".000Z", "Z") : String(values.values[i])
      }),
    )
  }
  return rows.map((row) => {
    const place = ascending.indexOf(row)
    return parts.map((texts) => texts[place]).join("; ")
  })
}
