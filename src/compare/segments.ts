import { saysWhy, Unanswerable } from "../errors.js"
import type { ColumnResult, Segmentation, SegmentColumn, SegmentResult, MeasuredColumn } from "../model.js"
import { judgeColumns } from "../judge/judge.js"
import type { SegmentOptions } from "../options/options.js"
import { countSegments, segmentRows } from "../evidence/segment-rows.js"
import type { PartAll, PartWork } from "./part-columns.js"

/** Segments of one column that are compared at most: the largest. */
export const mostSegments = 50

interface Work extends Omit<PartWork, "columns" | "split"> {
  measured: readonly MeasuredColumn[]
  /** What the whole table says of each column, by place as in `measured`. */
  results: readonly ColumnResult[]
}

/** One column in one segment, ready to be judged. */
interface Piece {
  segment: SegmentResult
  column: MeasuredColumn
}

/**
 * Every column that was tested as a whole, compared once more within each segment. P-values are adjusted over all columns of
 * all segments together. Each column is read once per side and segmentation, by `partAll`; memory holds one column at a time beside
 * four bytes per row. Segments with fewer rows than `min_rows` on a side are listed and not compared.
 */
export async function compareSegments(
  work: Work,
  partAll: PartAll,
): Promise<{ segments: Segmentation[]; notes: string[] }> {
  const segments: Segmentation[] = []
  const notes: string[] = []
  const pieces: Piece[] = []
  for (const by of work.options.segments) {
    try {
      const found = await segmentation(by, work, partAll)
      segments.push(found.segmentation)
      pieces.push(...found.pieces)
    } catch (error) {
      if (!saysWhy(error)) throw error
      notes.push(`Segments of ${by.column}: ${error.message}`)
    }
  }
  const judged = judgeColumns(
    pieces.map(({ column }) => column),
    work.policy,
    work.methods,
    work.options,
  )
  judged.forEach((result, i) => pieces[i].segment.columns.push(segmentColumn(result)))
  for (const { segments: each } of segments) for (const segment of each) count(segment)
  return { segments, notes }
}

async function segmentation(
  by: SegmentOptions,
  work: Work,
  partAll: PartAll,
): Promise<{ segmentation: Segmentation; pieces: Piece[] }> {
  const { reference, current, options } = work
  for (const side of [reference, current])
    if (!side.columns.some(({ name }) => name === by.column))
      throw new Unanswerable(`${side.label} has no such column, so that its rows cannot be parted.`)
  const rows = await segmentRows(by, reference, current)
  const sizes = {
    reference: countSegments(rows.reference, rows.labels.length),
    current: countSegments(rows.current, rows.labels.length),
  }
  const listed = largest(sizes)
  const segments = listed.map((place) =>
    emptySegment(rows.labels[place], sizes.reference[place], sizes.current[place], options.minRows),
  )
  const compared = new Map(listed.map((place, i) => [place, segments[i]] as const))
  for (const [place, { status }] of compared) if (status !== "compared") compared.delete(place)
  const columns = work.measured.filter((column, i) => column.name !== by.column && comparable(column, work.results[i]))
  const split = {
    segments: { reference: rows.reference, current: rows.current },
    sizes,
    wanted: new Set(compared.keys()),
  }
  const parts = compared.size === 0 ? [] : await partAll({ ...work, columns, split })
  return {
    segmentation: { column: by.column, edges: rows.edges, segments_total: present(sizes), segments },
    pieces: parts.flatMap((part) =>
      Array.from(compared).flatMap(([place, segment]) => {
        const column = part.get(place)
        return column === undefined ? [] : [{ segment, column }]
      }),
    ),
  }
}

type Sizes = Record<"reference" | "current", Float64Array>

const present = ({ reference, current }: Sizes) => reference.filter((n, i) => n > 0 || current[i] > 0).length

/** Places of the segments with the most rows on both sides together, the largest first; empty ones left out. */
function largest({ reference, current }: Sizes): number[] {
  return Array.from(reference, (_, place) => place)
    .filter((place) => reference[place] + current[place] > 0)
    .sort((a, b) => reference[b] + current[b] - reference[a] - current[a] || a - b)
    .slice(0, mostSegments)
}

function emptySegment(value: string | null, reference: number, current: number, fewest: number): SegmentResult {
  const status =
    reference === 0
      ? "new"
      : current === 0
        ? "gone"
        : Math.min(reference, current) < fewest
          ? "too_few_rows"
          : "compared"
  return {
    value,
    reference_rows: reference,
    current_rows: current,
    status,
    drifted_columns: 0,
    tested_columns: 0,
    columns: [],
  }
}

/** Columns that were tested as a whole; free text is not: a classifier per segment would cost more than it tells. */
function comparable({ type, reference, current }: MeasuredColumn, { status, accepted }: ColumnResult): boolean {
  if (reference === null || current === null || (status !== "ok" && status !== "drift")) return false
  if (accepted !== undefined) return false
  return type === "numeric" || type === "categorical" || type === "boolean"
}

function segmentColumn(result: ColumnResult): SegmentColumn {
  const { name, status, reason, method, drift_score, threshold, p_value, p_value_adjusted, effect, ratio } = result
  return { name, status, reason, method, drift_score, threshold, p_value, p_value_adjusted, effect, ratio }
}

function count(segment: SegmentResult): void {
  segment.tested_columns = segment.columns.filter(({ status }) => status === "ok" || status === "drift").length
  segment.drifted_columns = segment.columns.filter(({ status }) => status === "drift").length
}
