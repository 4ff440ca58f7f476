import { UsageError } from "../../errors.js"
import type { ReadOptions } from "../source.js"
import type { Dialect, Layout } from "./dialect.js"
import { firstLines, statedDelimiter } from "./first-lines.js"
import { cutRows, type CutRow } from "./sample-rows.js"

/** In order of preference where two fit equally well. */
const delimiters = [",", ";", "\t", "|", "^", "~", "\x01"]

/**
 * Layout of a file that begins with `sample`; `whole`: the sample is all of it. What stands before the table is left out: `skip`
 * lines where the user says so, else what `firstLines` finds. A delimiter is judged by the share of rows with as many fields as the
 * header; among equals the one with more fields wins. Spaces separate fields only where nothing else does and most fields are numbers.
 */
export function sniffLayout(
  sample: string,
  whole: boolean,
  { delimiter, skip }: Pick<ReadOptions, "delimiter" | "skip"> = {},
): Layout {
  const newline = sniffNewline(sample)
  const stated = delimiter ?? statedDelimiter(sample)
  const candidates = stated === undefined ? delimiters : [checkedDelimiter(stated)]
  const scores = candidates.map((candidate) => score(sample, whole, { newline, delimiter: candidate }, skip))
  const best = scores.reduce((a, b) => (b.share > a.share || (b.share === a.share && b.fields > a.fields) ? b : a))
  const chosen = stated === undefined && best.share === 0 ? bySpaces(sample, whole, newline, best) : best
  const before = sample.slice(0, chosen.start)
  return {
    dialect: chosen.dialect,
    skip: { bytes: Buffer.byteLength(before), lines: before.split(newline).length - 1 },
    warnings: chosen.note === "" ? [] : [chosen.note],
  }
}

interface Score {
  dialect: Dialect
  /** Where the header begins, and what was left out before it. */
  start: number
  note: string
  share: number
  fields: number
  rows: readonly CutRow[]
}

function score(sample: string, whole: boolean, dialect: Dialect, skip: number | undefined): Score {
  const all = cutRows(sample, dialect, whole)
  const first = skip === undefined ? firstLines(all) : { rows: 0, note: "" }
  const from = skip === undefined ? 0 : afterLines(sample, skip, dialect.newline)
  const rows = all.slice(first.rows).filter(({ start }) => start >= from)
  const start = first.rows > 0 || from > 0 ? (rows.at(0)?.start ?? from) : 0
  return { dialect, start, note: first.note, rows, ...agreement(rows) }
}

function afterLines(sample: string, lines: number, newline: string): number {
  let at = 0
  for (let i = 0; i < lines && at < sample.length; i++) {
    const end = sample.indexOf(newline, at)
    at = end < 0 ? sample.length : end + 1
  }
  return at
}

const fewestLines = 5

/** Spaces as the delimiter where each line has as many, two or more fields, and most are numbers; else the file of one column. */
function bySpaces(sample: string, whole: boolean, newline: Dialect["newline"], oneColumn: Score): Score {
  const spaced = score(sample, whole, { newline, delimiter: " " }, undefined)
  if (spaced.share < 1 || spaced.rows.length < fewestLines) return oneColumn
  const fields = spaced.rows.slice(1).flatMap(({ text }) => text.split(" "))
  const numbers = fields.filter((field) => field !== "" && Number.isFinite(Number(field)))
  return 2 * numbers.length >= fields.length ? spaced : oneColumn
}

function checkedDelimiter(delimiter: string): string {
  if (delimiter === "" || /["\r\n\uFEFF]/.test(delimiter))
    throw new UsageError(`delimiter ${JSON.stringify(delimiter)} cannot separate fields`, {
      hint: 'give a character such as "," or ";" or a tab',
    })
  return delimiter
}

/** The first line end outside quotes; quotes are paired without regard to fields, which is enough for a guess that is checked later. */
export function sniffNewline(sample: string): "\n" | "\r" {
  let quoted = false
  for (let i = 0; i < sample.length; i++) {
    const sign = sample[i]
    if (sign === '"') quoted = !quoted
    else if (quoted) continue
    else if (sign === "\n") return "\n"
    else if (sign === "\r") return i + 1 < sample.length && sample[i + 1] !== "\n" ? "\r" : "\n"
  }
  return "\n"
}

/** The share of rows with as many fields as the first, unsound ones by half; 0 where the first has only one. */
function agreement(rows: readonly CutRow[]): { share: number; fields: number } {
  const fields = rows.length > 0 ? rows[0].fields : 0
  if (fields <= 1) return { share: 0, fields }
  const agreeing = rows.filter((row) => row.fields === fields)
  const unsound = agreeing.filter(({ sound }) => !sound)
  return { share: (agreeing.length - unsound.length / 2) / rows.length, fields }
}
