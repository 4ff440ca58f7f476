/** A column that was read from an engine, as something else than it is stored as: see `Reading`. */
import { numberReader, textReader } from "../columns/convert.js"
import { numberFacts } from "../columns/spellings/number-facts.js"
import { Unanswerable } from "../errors.js"
import type { ColumnInfo, How, SideEvidence } from "../model.js"
import type { Points } from "../profiles/points.js"
import type { ColumnFacts } from "./facts.js"
import { pointsOf, type ColumnRead } from "./read-column.js"

/** What is known of a column: its figures, and what was read. */
export interface Known {
  info: ColumnInfo
  facts: ColumnFacts
  read: ColumnRead
}

/** The column read so. Throws Unanswerable where its values would have to be known one by one, and are not. */
export function reread({ info, facts, read }: Known, { how, info: as }: { how: How; info: ColumnInfo }): Known {
  if (how.as === "open") return { info: as, facts, read }
  if (how.as === "missing")
    return { info: as, facts: factsOf(new Map()), read: hasOrder(as) ? valuesRead(new Map()) : nothing }
  const values = info.kind === "string" ? byText(read, how) : byNumber(read, how)
  if (as.kind === "boolean") {
    const named = new Map(Array.from(values, ([value, rows]) => [value === 1 ? "true" : "false", rows]))
    return { info: as, facts: factsOf(values), read: { ...nothing, counts: named } }
  }
  if (read.counts === null && read.points !== null)
    return { info: as, facts: factsOf(values), read: { ...read, points: converted(read.points, how), sums: null } }
  return { info: as, facts: factsOf(values), read: valuesRead(values) }
}

const hasOrder = ({ kind }: ColumnInfo) => kind === "number" || kind === "datetime" || kind === "time"

const nothing: ColumnRead = { points: null, counts: new Map(), sums: null }

function valuesRead(values: ReadonlyMap<number, number>): ColumnRead {
  const sorted = Array.from(values).sort(([a], [b]) => a - b)
  return {
    points: pointsOf(new Map(sorted)),
    counts: new Map(sorted.map(([value, rows]) => [String(value), rows])),
    sums: null,
  }
}

function byText({ counts }: ColumnRead, how: How): Map<number, number> {
  if (counts === null)
    throw new Unanswerable("This column's texts are too many to be read as something else: cast them in a query.")
  const read = textReader(how)
  return gathered(Array.from(counts, ([text, rows]) => [read(text), rows]))
}

function byNumber({ points }: ColumnRead, how: How): Map<number, number> {
  const read = numberReader(how)
  return gathered(Array.from(points?.values ?? [], (value, i) => [read(value), points?.at[i] ?? 0]))
}

function gathered(found: readonly (readonly [value: number | string, rows: number])[]): Map<number, number> {
  const values = new Map<number, number>()
  for (const [value, rows] of found)
    if (typeof value === "number" && Number.isFinite(value)) values.set(value + 0, (values.get(value + 0) ?? 0) + rows)
  return values
}

/** Points with other values in the same order; those that become one value are one. */
function converted(points: Points, how: How): Points {
  const read = numberReader(how)
  const [values, at, between]: [number[], number[], number[]] = [[], [], []]
  points.values.forEach((value, i) => {
    const as = read(value)
    if (as === values.at(-1)) at[at.length - 1] += points.between[i] + points.at[i]
    else {
      values.push(as)
      at.push(points.at[i])
      between.push(points.between[i])
    }
  })
  const [all, held, inside] = [values, at, between].map((each) => Float64Array.from(each))
  return { values: all, at: held, between: inside, step: null, slack: points.slack }
}

function factsOf(values: ReadonlyMap<number, number>): ColumnFacts {
  const all = Array.from(values)
  const rowsWhere = (is: (value: number) => boolean) =>
    all.reduce((sum, [value, rows]) => sum + (is(value) ? rows : 0), 0)
  const finite = rowsWhere(() => true)
  const range = (pick: (a: number, b: number) => number) =>
    all.length === 0 ? null : all.map(([value]) => value).reduce(pick)
  return {
    ...{ present: finite, nan: 0, finite, distinct: all.length },
    ...{ min: range((a, b) => Math.min(a, b)), max: range((a, b) => Math.max(a, b)) },
    ...{ zeros: rowsWhere((value) => value === 0), negative: rowsWhere((value) => value < 0) },
  }
}

/** What a column's reading is decided from. Of texts and numbers that are too many to be fetched nothing is said. */
export function evidenceOf({ info, read: { counts, points } }: Known): SideEvidence {
  const texts =
    info.kind === "string" && counts !== null
      ? { values: Array.from(counts.keys()), counts: Float64Array.from(counts.values()) }
      : null
  const numbers =
    info.kind === "number" && points !== null && counts !== null ? numberFacts(points.values, points.at) : null
  return { info, texts, numbers }
}

/** Whether whole numbers may be days or months by their range alone. */
export const mayBeDates = ({ min, max }: ColumnFacts): boolean => (min ?? 0) >= 190_001 && (max ?? 0) <= 21_001_231
