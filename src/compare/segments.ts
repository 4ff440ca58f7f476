import { saysWhy, Unanswerable } from "../errors.js"
import type {
  ColumnResult,
  Dataset,
  DriftMethod,
  Segmentation,
  SegmentColumn,
  SegmentResult,
  MeasuredColumn,
} from "../model.js"
import { answersFrom, ColumnEvidence } from "../evidence/evidence.js"
import { judgeColumns } from "../judge/judge.js"
import { judgingMethods, takeMeasurements } from "./measure.js"
import type { CompareOptions, SegmentOptions } from "../options/options.js"
import type { Policy } from "../options/policies.js"
import { named, partColumn, segmentSummary, type SegmentSide } from "../evidence/segment-column.js"
import { countSegments, segmentRows, type SegmentedRows } from "../evidence/segment-rows.js"
import { untestedReason } from "../judge/untested.js"

/** Segments of one column that are compared at most: the largest. */
export const mostSegments = 50

interface Work {
  measured: readonly MeasuredColumn[]
  /** What the whole table says of each column, by place as in `measured`. */
  results: readonly ColumnResult[]
  reference: Dataset
  current: Dataset
  methods: ReadonlyMap<string, DriftMethod>
  policy: Policy
  options: CompareOptions
}

/** One column in one segment, ready to be judged. */
interface Piece {
  segment: SegmentResult
  column: MeasuredColumn
}

/**
 * Every column that was tested as a whole, compared once more within each segment. P-values are adjusted over all columns of
 * all segments together. Each column is read once per side and segmentation; memory holds one column at a time beside four
 * bytes per row. Segments with fewer rows than `min_rows` on a side are listed and not compared.
 */
export async function compareSegments(work: Work): Promise<{ segments: Segmentation[]; notes: string[] }> {
  const segments: Segmentation[] = []
  const notes: string[] = []
  const pieces: Piece[] = []
  for (const by of work.options.segments) {
    try {
      const found = await segmentation(by, work)
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

async function segmentation(by: SegmentOptions, work: Work): Promise<{ segmentation: Segmentation; pieces: Piece[] }> {
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
  const wanted = new Map(
    listed.flatMap((place, i) => (segments[i].status === "compared" ? [[place, segments[i]]] : [])),
  )
  const pieces: Piece[] = []
  if (wanted.size > 0)
    for (const [i, column] of work.measured.entries()) {
      if (column.name === by.column || !comparable(column, work.results[i])) continue
      if (work.results[i].accepted !== undefined) continue
      pieces.push(...(await partsOf(column, rows, sizes, wanted, work)))
    }
  return {
    segmentation: { column: by.column, edges: rows.edges, segments_total: present(sizes), segments },
    pieces,
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
function comparable({ type, reference, current }: MeasuredColumn, { status }: ColumnResult): boolean {
  if (reference === null || current === null || (status !== "ok" && status !== "drift")) return false
  return type === "numeric" || type === "categorical" || type === "boolean"
}

async function partsOf(
  column: MeasuredColumn,
  rows: SegmentedRows,
  sizes: Sizes,
  wanted: ReadonlyMap<number, SegmentResult>,
  work: Work,
): Promise<Piece[]> {
  const { name, judgedAs } = column
  const places = new Set(wanted.keys())
  const as = judgedAs === "numeric" ? "numbers" : "categories"
  const part = (side: "reference" | "current") =>
    partColumn(work[side], name, as, { segments: rows[side], wanted: places, sizes: sizes[side] })
  const parts = { reference: await part("reference"), current: await part("current") }
  const pieces: Piece[] = []
  for (const [place, segment] of wanted) {
    const [inReference, inCurrent] = [parts.reference.get(place), parts.current.get(place)]
    if (inReference === undefined || inCurrent === undefined) continue
    pieces.push({
      segment,
      column: await measurePiece(column, withFlagNames(inReference, column), withFlagNames(inCurrent, column), work),
    })
  }
  return pieces
}

/** Flags by their names, as the whole column has them. */
export function withFlagNames(side: SegmentSide, { type }: MeasuredColumn): SegmentSide {
  return type === "boolean" ? named(side) : side
}

/** The column measured between two parts of its rows: what decides on it is measured, nothing else. */
export async function measurePiece(
  whole: MeasuredColumn,
  reference: SegmentSide,
  current: SegmentSide,
  { methods, policy, options }: Pick<Work, "methods" | "policy" | "options">,
): Promise<MeasuredColumn> {
  if (whole.reference === null || whole.current === null) return whole
  const column: MeasuredColumn = {
    ...whole,
    reference: segmentSummary(whole.reference, reference),
    current: segmentSummary(whole.current, current),
    measurements: [],
    // What the policy asks of the number of categories is asked of this segment.
    n_new_categories: Array.from(current.counts.keys()).filter((value) => !reference.counts.has(value)).length,
  }
  const bothSides = { name: whole.name, role: whole.role, reference: anyNumberColumn, current: anyNumberColumn }
  const untested = untestedReason(
    column,
    bothSides,
    anyNumberColumn.kind,
    policy.tests,
    options.perColumn.get(whole.name),
  )
  if (untested !== null) return { ...column, untested }
  const sides = [reference, current].map(({ sample, counts }) => answersFrom(sample, counts))
  const evidence = new ColumnEvidence(sides[0], sides[1], whole.name, whole.judgedAs)
  const judging = judgingMethods(whole.name, whole.judgedAs, methods, policy, options)
  return {
    ...column,
    ...(await takeMeasurements(whole.name, whole.judgedAs, evidence, judging, options)),
    untested: null,
  }
}

/** Both sides have the column, and it is of one kind: the whole was tested. */
const anyNumberColumn = { name: "", storageType: "", kind: "number" as const, integer: false }

function segmentColumn(result: ColumnResult): SegmentColumn {
  const { name, status, reason, method, drift_score, threshold, p_value, p_value_adjusted, effect, ratio } = result
  return { name, status, reason, method, drift_score, threshold, p_value, p_value_adjusted, effect, ratio }
}

function count(segment: SegmentResult): void {
  segment.tested_columns = segment.columns.filter(({ status }) => status === "ok" || status === "drift").length
  segment.drifted_columns = segment.columns.filter(({ status }) => status === "drift").length
}
