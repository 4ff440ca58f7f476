import { InputError } from "../errors.js"
import type { ColumnInfo, Dataset, Reading, SideEvidence } from "../model.js"
import { decideColumn, type Declared } from "./decide.js"
import { describeReadings, type Agreed } from "./reading-notes.js"
import { isWorthALook } from "./worth-a-look.js"
import { type Found } from "./reading.js"
import { requireReadable, unreadableOf } from "./unreadable.js"

/** What the user says of single columns. */
export interface Said {
  declared: ReadonlyMap<string, Declared>
  /** Columns whose values no output may show. */
  hidden: ReadonlySet<string>
  /** Whether a declared type that does not fit is an error; a contract makes it a finding. */
  strict: boolean
}

/** Nothing is declared. */
export const nothingSaid: Said = { declared: new Map(), hidden: new Set(), strict: true }

export const namesOf = ({ columns }: Dataset): string[] => columns.map(({ name }) => name)

/** Datasets as they are compared, and how that differs from what is stored. */
export interface Agreement {
  datasets: Dataset[]
  /** By column name, for each dataset. */
  readings: Map<string, Reading>[]
  /** What a reader should know about how columns were read. */
  notes: string[]
}

/**
 * The datasets (one, or reference and current) with every column read as what its values are, decided from all of them together:
 * see `decideColumn`. `names`: the columns to look at. Throws InputError where a declared type does not fit.
 */
export async function agree(datasets: readonly Dataset[], names: Iterable<string>, said: Said): Promise<Agreement> {
  const readings = datasets.map(() => new Map<string, Reading>())
  const agreed: Agreed[] = []
  const places = datasets.map(({ columns }) => new Map(columns.map((info) => [info.name, info])))
  for (const name of names) {
    const infos = places.map((columns) => columns.get(name) ?? null)
    const column = await agreeOn(name, infos, datasets, said)
    if (column === null) continue
    column.readings.forEach((reading, side) => {
      if (reading !== null) readings[side].set(name, reading)
    })
    agreed.push({ name, ...column })
  }
  return {
    datasets: datasets.map((dataset, side) =>
      readings[side].size === 0 ? dataset : (dataset.reread?.(readings[side]) ?? dataset),
    ),
    readings,
    notes: describeReadings(agreed, said.hidden, datasets.length > 1 ? ["reference", "current"] : ["the file"]),
  }
}

type Column = Omit<Agreed, "name">

async function agreeOn(
  name: string,
  infos: readonly (ColumnInfo | null)[],
  datasets: readonly Dataset[],
  said: Said,
): Promise<Column | null> {
  const declared = said.declared.get(name)
  const there = datasets.flatMap((dataset, side) => {
    const info = infos[side]
    return info === null ? [] : [{ dataset, side, info }]
  })
  try {
    const needed = declared?.type != null || differ(there.map(({ info }) => info)) || (await anyWorthALook(there))
    if (!needed) return null
    const sides = await Promise.all(there.map((each) => evidenceOf(each, false)))
    const found = decideColumn(sides.map(someOf), name, declared) ?? singles(sides)
    if (declared !== undefined && said.strict) await requireReadable(name, declared, sides, found, there)
    return found === null ? null : toColumn(found, sides, there, datasets.length)
  } catch (error) {
    // A column that cannot be read says so itself when it is measured.
    if (error instanceof InputError && declared?.type == null) return null
    throw error
  }
}

/** Texts that a decision is taken from; the others are read by it, and counted where they cannot be. */
const mostTexts = 10_000

/** The same side with so many texts, evenly spaced in the order first met. */
function someOf(side: SideEvidence): SideEvidence {
  const { texts } = side
  if (texts === null || texts.values.length <= mostTexts) return side
  const at = Array.from({ length: mostTexts }, (_, i) => Math.floor((i * texts.values.length) / mostTexts))
  const counts = Float64Array.from(at, (place) => texts.counts[place])
  return { ...side, texts: { values: at.map((place) => texts.values[place]), counts } }
}

interface There {
  dataset: Dataset
  side: number
  info: ColumnInfo
}

/** A saved profile has no values to look at: what it holds was decided when it was made. */
async function evidenceOf({ dataset, info }: There, peek: boolean): Promise<SideEvidence> {
  return (await dataset.evidence?.(info.name, peek)) ?? { info, texts: null, numbers: null }
}

async function anyWorthALook(there: readonly There[]): Promise<boolean> {
  for (const each of there) if (mayBeMore(each.info) && isWorthALook(await evidenceOf(each, true))) return true
  return false
}

/** Texts may be anything; whole numbers may be instants. */
const mayBeMore = ({ kind, integer, name }: ColumnInfo) =>
  kind === "string" || (kind === "number" && (integer || /date|time|stamp|epoch|_at$|ts$/i.test(name)))

function differ(infos: readonly ColumnInfo[]): boolean {
  return infos.some(({ kind }) => kind !== infos[0].kind) || infos.some(isSingle) !== infos.every(isSingle)
}

const isSingle = ({ storageType }: ColumnInfo) => storageType === "float" || storageType === "halffloat"

/** Singles against doubles: both are compared as singles. */
function singles(sides: readonly SideEvidence[]): Found | null {
  if (sides.length < 2 || !sides.every(({ info }) => info.kind === "number" && !info.integer)) return null
  if (!sides.some(({ info }) => info.storageType === "float") || sides.every(({ info }) => isSingle(info))) return null
  const readings = sides.map(({ info }) => (isSingle(info) ? null : { how: { as: "singles" as const }, info }))
  return { readings, note: "compared at single precision, as one side holds no more" }
}

function toColumn(found: Found, sides: readonly SideEvidence[], there: readonly There[], count: number): Column {
  const all = (readings: readonly (Reading | null)[]) =>
    Array.from({ length: count }, (_, side) => readings[there.findIndex((each) => each.side === side)] ?? null)
  if ("open" in found) {
    const open = sides.map(({ info }) => ({
      how: { as: "open" as const },
      info: { ...info, undecided: found.open },
    }))
    return { readings: all(open), note: `hold ${found.open}` }
  }
  const readings = found.readings.map((reading, i) => {
    const unreadable = reading === null ? null : unreadableOf(sides[i], reading.how)
    return reading === null || unreadable === null ? reading : { ...reading, info: { ...reading.info, unreadable } }
  })
  return { readings: all(readings), note: found.note }
}
