import { makeData, makeVector, Null, type Vector } from "apache-arrow"
import { InputError } from "../../errors.js"
import type { ColumnInfo } from "../../model.js"
import type { TableSource } from "../source.js"
import { commonType } from "./common-type.js"
import type { Part } from "./find.js"

export interface OpenPart extends Part {
  source: TableSource
}

/** A column of all parts. */
export interface JointColumn {
  info: ColumnInfo
  /** Its place in each part; null: that part has no such column. */
  places: (number | null)[]
}

const hint = "All files of one table need the same columns of the same types; a pattern can leave files out."

/** The columns of all parts in the order of the first, with types that hold the values of each. Throws InputError where they differ. */
export function joinColumns(parts: readonly OpenPart[]): { columns: JointColumn[]; warnings: string[] } {
  const names = new Set(parts.flatMap(({ source }) => source.columns.map(({ name }) => name)))
  const places = parts.map(({ source }) => new Map(source.columns.map(({ name }, i) => [name, i])))
  const columns = [...names].map((name) => joinColumn(name, parts, places))
  return { columns, warnings: columns.flatMap((column) => roundedWarning(column, parts)) }
}

function joinColumn(name: string, parts: readonly OpenPart[], places: ReadonlyMap<string, number>[]): JointColumn {
  const own = places.map((place) => place.get(name) ?? null)
  const lacking = parts.findIndex(({ source }, i) => own[i] === null && source.sparse !== true)
  const having = own.findIndex((place) => place !== null)
  const described = `column ${JSON.stringify(name)}`
  if (lacking >= 0)
    throw new InputError(`${parts[lacking].path} has no ${described}, ${parts[having].path} has it`, { hint })
  let info = parts[having].source.columns[own[having]!]
  for (const [i, part] of parts.entries()) {
    const place = own[i]
    if (place === null) continue
    const found = part.source.columns[place]
    const joint = commonType(info, found)
    if (joint === null) throw differing({ part, place }, { part: parts[having], place: own[having]! })
    info = joint
  }
  return { info, places: own }
}

/** A column in one of the parts. */
interface PartColumn {
  part: OpenPart
  place: number
}

/** Which columns differ; of a text among the numbers or dates of the other files: which text, and in which row. */
function differing(one: PartColumn, other: PartColumn): InputError {
  const [texts, plain] = infoOf(one).kind === "string" ? [one, other] : [other, one]
  const { name, storageType } = infoOf(texts)
  const message = `column ${JSON.stringify(name)} is ${storageType}, ${infoOf(plain).storageType} in ${plain.part.path}`
  const { source, path } = texts.part
  const odd = !source.typed && infoOf(texts).kind === "string" ? firstText(source, texts.place) : null
  if (odd === null) return new InputError(`${path}: ${message}`, { hint })
  const line = source.firstLine === undefined ? "" : ` line ${source.firstLine + odd.row}`
  const shown = JSON.stringify(odd.text.slice(0, longestShown))
  return new InputError(`${path}${line}: ${message}: row ${odd.row + 1} holds ${shown}`, {
    hint: `if it means a missing value: --null-values NA,${shown}`,
  })
}

const infoOf = ({ part, place }: PartColumn): ColumnInfo => part.source.columns[place]
const longestShown = 60

/** The first value that is no number and no date; null where all are. */
function firstText(source: TableSource, place: number): { row: number; text: string } | null {
  const vector = source.readColumn(place)
  for (let row = 0; row < vector.length; row++) {
    const text: unknown = vector.get(row)
    if (typeof text === "string" && !/^[\s\d.,:+-]*$/.test(text)) return { row, text }
  }
  return null
}

function roundedWarning({ info, places }: JointColumn, parts: readonly OpenPart[]): string[] {
  if (info.kind !== "number" || info.integer) return []
  const mixed = parts.some(({ source }, i) => places[i] !== null && source.columns[places[i]].integer)
  return mixed
    ? [`column ${JSON.stringify(info.name)}: whole numbers in some files, read as double as in the others`]
    : []
}

/** The values of a column that a part does not have. */
export function allMissing(rows: number): Vector {
  return makeVector(makeData({ type: new Null(), length: rows }))
}
