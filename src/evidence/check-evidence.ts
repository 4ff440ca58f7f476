import { Unanswerable } from "../errors.js"
import type {
  CheckEvidence,
  ColumnInfo,
  ColumnSummary,
  ColumnType,
  Dataset,
  RowSample,
  RowValues,
  TextKinds,
  TextSide,
  TimesOfDay,
} from "../model.js"
import { codePoints } from "../stats/code-points.js"
import { countAtOrBelow } from "../stats/count-below.js"
import { countInvisible } from "../stats/invisible.js"
import { holdToForm, learnForm } from "../stats/text-form.js"
import { countKinds } from "../stats/text-kinds.js"
import { rowsByHalfHour } from "../stats/time-profile.js"
import type { ColumnEvidence } from "./evidence.js"
import type { MatchedColumn } from "./match-columns.js"

/** Different strings looked at per side; as many as the content hash takes rows. */
const mostTexts = 4096
/** Texts in a key are codes, not prose. */
const longestCode = 64
/** Clocks and time zones differ: an instant is in the future from a day ahead of now on. */
const aDay = 86_400_000

export const noEvidence: CheckEvidence = {
  singles: null,
  texts: { reference: null, current: null },
  form: null,
  oddLengths: null,
  invisible: null,
  rowCodes: null,
  times: null,
  reason: null,
}

interface Sides {
  reference: Dataset
  current: Dataset
}

/** A column of both sides as it is known so far. */
export interface KnownColumn {
  column: MatchedColumn
  type: ColumnType
  sides: Sides
  summaries: { reference: ColumnSummary | null; current: ColumnSummary | null }
  evidence: ColumnEvidence
}

/** What checks look at beyond the figures of a column: its strings, its times of day, its rare categories. */
export async function gatherCheckEvidence(
  { column, type, sides, summaries, evidence }: KnownColumn,
  rows: RowSample | null,
  now: number | null,
): Promise<CheckEvidence> {
  if (column.reference === null || column.current === null) return noEvidence
  try {
    return {
      ...noEvidence,
      rowCodes:
        rows === null || !mayBeKey(column, type, summaries.reference) ? null : await rowCodes(column.name, sides, rows),
      ...(column.current.kind === "string"
        ? await lookAtTexts(column, sides, summaries)
        : unreadTexts(column, summaries)),
      ...(type === "categorical" || type === "boolean" ? { singles: await singles(evidence) } : {}),
      ...(type === "datetime" && column.reference.kind === "datetime" && column.current.kind === "datetime"
        ? { times: await lookAtTimes(evidence, now) }
        : {}),
    }
  } catch (error) {
    if (error instanceof Unanswerable) return { ...noEvidence, reason: error.message }
    throw error
  }
}

async function lookAtTexts(
  { name, reference, current }: MatchedColumn,
  sides: Sides,
  summaries: { reference: ColumnSummary | null },
): Promise<Pick<CheckEvidence, "texts" | "form" | "oddLengths" | "invisible">> {
  const ofCurrent = await sides.current.texts(name, mostTexts)
  const ofReference = reference?.kind === "string" ? await sides.reference.texts(name, mostTexts) : null
  const texts = {
    reference:
      ofReference === null
        ? otherKind(reference?.kind, summaries.reference)
        : countKinds(ofReference.values, ofReference.counts),
    current: countKinds(ofCurrent.values, ofCurrent.counts),
  }
  const invisible = {
    reference: ofReference === null ? null : countInvisible(ofReference.values, ofReference.counts),
    current: countInvisible(ofCurrent.values, ofCurrent.counts),
  }
  if (ofReference === null || current === null) return { texts, form: null, oddLengths: null, invisible }
  const odd = oddLengths(ofCurrent, summaries.reference)
  return { texts, form: commonForm(ofReference, ofCurrent), oddLengths: odd, invisible }
}

const mostNamed = 5

/** Rows of current whose length lies outside the reference's, and the most common of these texts. */
function oddLengths({ values, counts }: TextSide, reference: ColumnSummary | null): CheckEvidence["oddLengths"] {
  const { length_min: shortest = null, length_max: longest = null } = reference ?? {}
  if (shortest === null || longest === null) return null
  const odd = values.flatMap((value, i) => {
    const length = codePoints(value)
    return length < shortest || length > longest ? [{ value, rows: counts[i] }] : []
  })
  const examples = odd.sort((a, b) => b.rows - a.rows).slice(0, mostNamed)
  return { rows: odd.reduce((sum, { rows }) => sum + rows, 0), examples: examples.map(({ value }) => value) }
}

/** What could not be read beside what could, where a side was read as something else than its texts. */
function unreadTexts(
  { reference, current }: MatchedColumn,
  summaries: { reference: ColumnSummary | null; current: ColumnSummary | null },
): Partial<Pick<CheckEvidence, "texts">> {
  if (reference?.unreadable === undefined && current?.unreadable === undefined) return {}
  const side = (info: ColumnInfo | null, summary: ColumnSummary | null): TextKinds | null => {
    const read = otherKind(info?.kind, summary)
    if (read === null || info?.unreadable === undefined) return read
    const { rows, examples } = info.unreadable
    return {
      ...read,
      rows: read.rows + rows,
      text: rows,
      examples: { ...noExamples, text: examples.map(({ value }) => value) },
    }
  }
  return { texts: { reference: side(reference, summaries.reference), current: side(current, summaries.current) } }
}

/** Whether the column may name rows and is not among the sampled ones: identifiers, codes, and what changed its type. */
function mayBeKey({ reference, current }: MatchedColumn, type: ColumnType, before: ColumnSummary | null): boolean {
  if (reference?.kind === "nested" || current?.kind === "nested" || type === "nested") return false
  if (reference?.kind !== current?.kind) return true
  return type === "identifier" || (type === "text" && (before?.length_max ?? Infinity) <= longestCode)
}

async function rowCodes(name: string, sides: Sides, rows: RowSample): Promise<CheckEvidence["rowCodes"]> {
  const reference = await sides.reference.values(name, rows.reference)
  const current = await sides.current.values(name, rows.current)
  if (reference === null || current === null) return null
  const codes = (side: RowValues) => (side.kind === "codes" ? side.codes : side.values)
  return { reference: codes(reference), current: codes(current) }
}

/** Values that are not strings, as the kind of string they would be written as. */
function otherKind(kind: string | undefined, summary: ColumnSummary | null): TextKinds | null {
  if (summary === null) return null
  const rows = summary.rows - summary.missing
  const none = { rows, number: 0, date: 0, boolean: 0, text: 0, examples: noExamples }
  if (kind === "number") return { ...none, number: rows }
  if (kind === "boolean") return { ...none, boolean: rows }
  return kind === "datetime" ? { ...none, date: rows } : null
}

const noExamples = { number: [], date: [], boolean: [], text: [] }

function commonForm(reference: TextSide, current: TextSide): CheckEvidence["form"] {
  const form = learnForm(reference.values, reference.counts)
  if (form === null) return null
  const { rows, broken } = holdToForm(form, reference.values, reference.counts)
  return { ...form, reference: { rows, broken }, current: holdToForm(form, current.values, current.counts) }
}

async function singles(evidence: ColumnEvidence): Promise<number> {
  const { reference } = await evidence.categoryCounts()
  return reference.reduce((sum, rows) => sum + Number(rows === 1), 0)
}

async function lookAtTimes(evidence: ColumnEvidence, now: number | null): Promise<CheckEvidence["times"]> {
  const { reference, current } = await evidence.samples()
  const byHalfHour = (instants: Float64Array): TimesOfDay => Array.from(rowsByHalfHour(instants))
  const after = (instants: Float64Array) => instants.length - countAtOrBelow(instants, (now ?? 0) + aDay)
  return {
    reference: byHalfHour(reference),
    current: byHalfHour(current),
    afterNow: now === null ? null : { reference: after(reference), current: after(current) },
  }
}
