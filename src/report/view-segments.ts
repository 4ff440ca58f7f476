import type { Segmentation, SegmentColumn, SegmentResult } from "../model.js"
import type { Context } from "./context.js"
import { cutEnd, nameHtml } from "../words/escape.js"
import { count, plural, times } from "../words/format.js"
import { chip, type ChipView } from "./view-columns.js"
import { howFar } from "../words/ratio.js"

export interface SegmentsView {
  note: string
  groups: SegmentGroupView[]
}

export interface SegmentGroupView {
  id: string
  name_html: string
  summary: string
  segments: SegmentRowView[]
  /** Columns by segments: those that drift in any of them, the furthest first. Null where none drifts. */
  grid: { heads: string[]; rows: GridRow[]; more: string | null } | null
}

export interface SegmentRowView {
  chip: ChipView
  value_html: string
  reference: string
  current: string
  drifted: { id: string | null; name_html: string; text: string; alone: boolean }[]
  /** Instead of columns. */
  reason: string | null
}

interface GridRow {
  id: string | null
  name_html: string
  whole: string
  cells: { text: string; tone: string }[]
}

/** Columns that the grid and a row name at most. */
const mostRows = 30
const mostNamed = 8

/** Null where nobody asked for segments. */
export function segmentsView(context: Context): SegmentsView | null {
  const { segments = [] } = context.report
  if (segments.length === 0) return null
  return { note: segmentsNote, groups: segments.map((group, i) => groupView(group, i, context)) }
}

const segmentsNote =
  "The same comparison within each part of the rows. P-values are adjusted over all columns of all segments together. The verdict is that of the whole, unless --fail-on names segments."

function groupView(group: Segmentation, index: number, context: Context): SegmentGroupView {
  return {
    id: `segments-${index + 1}`,
    name_html: nameHtml(group.column),
    summary: segmentsSentence(group, context.report.columns),
    segments: group.segments.map((segment) => rowView(segment, context)),
    grid: gridView(group, context),
  }
}

/** "2 of 4 compared segments have drifted columns; 1 of them although the whole does not drift there. 1 has too few rows …" */
export function segmentsSentence(group: Segmentation, columns: Context["report"]["columns"]): string {
  const n = (status: SegmentResult["status"]) => group.segments.filter((segment) => segment.status === status).length
  const compared = n("compared")
  const drifted = group.segments.filter((segment) => segment.drifted_columns > 0)
  const hidden = drifted.filter((segment) => hiddenIn(segment, columns).length > 0).length
  const others = [
    ...(n("too_few_rows") > 0 ? [`${count(n("too_few_rows"))} with too few rows`] : []),
    ...(n("new") > 0 ? [`${count(n("new"))} only in current`] : []),
    ...(n("gone") > 0 ? [`${count(n("gone"))} only in reference`] : []),
    ...(group.segments_total > group.segments.length
      ? [`${count(group.segments_total - group.segments.length)} smaller ones not listed`]
      : []),
  ]
  const rest = others.length === 0 ? "" : ` Not compared: ${others.join(", ")}.`
  if (compared === 0) return `No segment could be compared.${rest}`
  const all = plural(compared, "compared segment")
  if (drifted.length === 0) return `No column drifts in any of the ${all}.${rest}`
  const alone = hidden === 0 ? "" : `, ${count(hidden)} of them in a column that does not drift as a whole`
  return `${count(drifted.length)} of ${all} ${drifted.length === 1 ? "has" : "have"} drifted columns${alone}.${rest}`
}

/** Columns that drift in the segment and not as a whole. */
export function hiddenIn(segment: SegmentResult, columns: Context["report"]["columns"]): SegmentColumn[] {
  const whole = new Set(columns.filter(({ status }) => status === "drift").map(({ name }) => name))
  return driftedIn(segment).filter(({ name }) => !whole.has(name))
}

/** Columns that drift in the segment, the furthest first. */
export const driftedIn = (segment: SegmentResult): SegmentColumn[] =>
  segment.columns.filter(({ status }) => status === "drift").sort((a, b) => howFar(b) - howFar(a))

/** The value of a segment in words. */
export const segmentName = (value: string | null): string => (value === null ? "missing" : value === "" ? '""' : value)

const reasons: Record<SegmentResult["status"], string | null> = {
  compared: null,
  too_few_rows: "Too few rows to compare.",
  new: "Only in current.",
  gone: "Only in reference.",
}

function rowView(segment: SegmentResult, context: Context): SegmentRowView {
  const drifted = driftedIn(segment)
  const hidden = new Set(hiddenIn(segment, context.report.columns))
  const shown = drifted.slice(0, mostNamed)
  const more = drifted.length - shown.length
  return {
    chip:
      segment.status !== "compared"
        ? chip("quiet", "none", "Not compared")
        : drifted.length > 0
          ? chip("drift", "drift", "Drift")
          : chip("quiet", "dot", "No drift"),
    value_html: segment.value === null ? "missing" : nameHtml(segment.value),
    reference: count(segment.reference_rows),
    current: count(segment.current_rows),
    drifted: shown.map((column) => ({
      id: context.ids.get(column.name) ?? null,
      name_html: nameHtml(column.name),
      text: times(column.ratio),
      alone: hidden.has(column),
    })),
    reason:
      reasons[segment.status] ??
      (drifted.length === 0
        ? `None of ${plural(segment.tested_columns, "column")}.`
        : more > 0
          ? `and ${count(more)} more`
          : null),
  }
}

function gridView(group: Segmentation, { report, ids }: Context): SegmentGroupView["grid"] {
  const compared = group.segments.filter(({ status }) => status === "compared")
  const furthest = new Map<string, number>()
  for (const segment of compared)
    for (const { name, ratio } of driftedIn(segment)) furthest.set(name, Math.max(furthest.get(name) ?? 0, ratio ?? 0))
  const names = Array.from(furthest.keys()).sort((a, b) => (furthest.get(b) ?? 0) - (furthest.get(a) ?? 0))
  if (names.length === 0) return null
  const whole = new Map(report.columns.map((column) => [column.name, column]))
  const more = names.length - mostRows
  return {
    heads: compared.map(({ value }) => cutEnd(segmentName(value), 24)),
    rows: names.slice(0, mostRows).map((name) => ({
      id: ids.get(name) ?? null,
      name_html: nameHtml(name),
      whole: times(whole.get(name)?.ratio ?? null),
      cells: compared.map((segment) => cellOf(segment.columns.find((column) => column.name === name))),
    })),
    more: more > 0 ? `${plural(more, "more column")} drift in a segment; report.json has all.` : null,
  }
}

function cellOf(column: SegmentColumn | undefined): { text: string; tone: string } {
  if (column?.ratio === null || column === undefined) return { text: "–", tone: "" }
  return { text: times(column.ratio), tone: column.status === "drift" ? "drift" : "" }
}
