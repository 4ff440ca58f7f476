import type { ReadOptions } from "../source.js"
import type { Dialect, Layout } from "./dialect.js"
import { firstLines, statedDelimiter } from "./first-lines.js"
import { lacksHeader } from "./header.js"
import { refuseOtherSeparator } from "./other-separator.js"
import { checkedDelimiter, saidDialect } from "./said-dialect.js"
import { cutRows, type CutRow } from "./sample-rows.js"
import { isTotal } from "./total-row.js"

/** In order of preference where two fit equally well. */
const delimiters = [",", ";", "\t", "|", "^", "~", "\x01"]

/**
 * Layout of a file that begins with `sample`; `whole`: the sample is all of it. What stands before the table is left out: `skip`
 * lines where the user says so, else what `firstLines` finds. A delimiter is judged by the share of rows with as many fields as the
 * header; among equals the one with more fields wins. Spaces separate fields only where nothing else does and most fields are numbers.
 * Where rows disagree, quotes of another kind, spaces before quotes and escapes are tried. Throws UsageError for settings that cannot
 * serve, InputError for one column that holds another separator.
 */
export function sniffLayout(sample: string, whole: boolean, options: ReadOptions = {}, path = ""): Layout {
  const said = saidDialect(options)
  const newline = sniffNewline(sample, said.quote ?? '"')
  const { delimiter: stated = statedDelimiter(sample), ...rest } = said
  const candidates = (stated === undefined ? delimiters : [checkedDelimiter(stated)]).map((delimiter): Dialect => ({
    newline,
    delimiter,
    ...rest,
  }))
  const judge = (dialect: Dialect) => score(sample, whole, dialect, options.skip)
  const plain = bestOf(candidates.map(judge))
  const other = otherQuotes(plain, candidates, said, judge)
  const found = other ?? { score: plain, note: "" }
  const chosen = stated === undefined && found.score.share === 0 ? bySpaces(judge, newline, plain) : found.score
  if (stated === undefined && chosen.share === 0) refuseOtherSeparator(chosen.rows, path)
  const before = sample.slice(0, chosen.start)
  const cells = chosen.rows.map(({ fields }) => fields)
  return {
    dialect: chosen.dialect,
    skip: { bytes: Buffer.byteLength(before), lines: before.split(newline).length - 1 },
    header: options.header ?? (lacksHeader(cells) ? "none" : undefined),
    totals: !cells.slice(1, -1).some(([first = ""]) => isTotal(first)),
    warnings: [chosen.note, found.note].filter((note) => note !== ""),
  }
}

const bestOf = (scores: readonly Score[]): Score =>
  scores.reduce((a, b) => (b.share > a.share || (b.share === a.share && b.fields > a.fields) ? b : a))

/** How fields may be quoted or ended else; `mark`: what shows it, behind a delimiter or a line's begin where it says so. */
const quotings: readonly { way: Partial<Dialect>; mark: RegExp; note: string }[] = [
  {
    way: { padded: true },
    mark: /[,;\t|] +"/,
    note: "spaces before quotes were left out",
  },
  {
    way: { escape: "\\" },
    mark: /\\["\\,;\t|]/,
    note: "quotes are escaped by a backslash (--escape none reads it as a character)",
  },
  {
    way: { quote: "'" },
    mark: /(^|[,;\t|])'[^']*'([,;\t|]|$)/,
    note: `fields stand in single quotes, which were left out (--quote '"' keeps them)`,
  },
  {
    way: { trailing: true },
    mark: /[,;\t|^~]$/,
    note: "lines end in a delimiter behind which nothing stands, which was left out",
  },
]
/** A share of rows that leaves no doubt; `firstLines` takes a thousandth off. */
const nearlyAll = 0.998

/** The reading by another kind of quotes where it makes all rows agree that did not before, or where nearly all rows show its mark. */
function otherQuotes(
  plain: Score,
  candidates: readonly Dialect[],
  said: Partial<Dialect>,
  judge: (dialect: Dialect) => Score,
): { score: Score; note: string } | null {
  for (const { way, mark, note } of quotings) {
    if (Object.keys(way).some((key) => Object.hasOwn(said, key))) continue
    const marked = plain.rows.filter(({ text }) => mark.test(text)).length
    if (marked === 0 || (plain.share >= nearlyAll && (way.trailing === true || marked < 0.9 * plain.rows.length)))
      continue
    const best = bestOf(candidates.map((dialect) => judge({ ...dialect, ...way })))
    if (best.share >= nearlyAll && best.rows.length >= 3) return { score: best, note }
  }
  return null
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
  const { share, fields } = agreement(rows)
  // Among equals, the reading that leaves nothing out.
  return { dialect, start, note: first.note, rows, fields, share: first.rows > 0 ? 0.999 * share : share }
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
function bySpaces(judge: (dialect: Dialect) => Score, newline: Dialect["newline"], oneColumn: Score): Score {
  const spaced = judge({ newline, delimiter: " " })
  if (spaced.share < 1 || spaced.rows.length < fewestLines) return oneColumn
  const fields = spaced.rows.slice(1).flatMap(({ text }) => text.split(" "))
  const numbers = fields.filter((field) => field !== "" && Number.isFinite(Number(field)))
  return 2 * numbers.length >= fields.length ? spaced : oneColumn
}

/** The first line end outside quotes; quotes are paired without regard to fields, which is enough for a guess that is checked later. */
export function sniffNewline(sample: string, quote = '"'): "\n" | "\r" {
  let quoted = false
  for (let i = 0; i < sample.length; i++) {
    const character = sample[i]
    if (character === quote) quoted = !quoted
    else if (quoted) continue
    else if (character === "\n") return "\n"
    else if (character === "\r") return i + 1 < sample.length && sample[i + 1] !== "\n" ? "\r" : "\n"
  }
  return "\n"
}

/** The share of rows with as many fields as the first, unsound ones by half; 0 where the first has only one. */
function agreement(rows: readonly CutRow[]): { share: number; fields: number } {
  const fields = rows.length > 0 ? rows[0].fields.length : 0
  if (fields <= 1) return { share: 0, fields }
  const agreeing = rows.filter((row) => row.fields.length === fields)
  const unsound = agreeing.filter(({ sound }) => !sound)
  return { share: (agreeing.length - unsound.length / 2) / rows.length, fields }
}
