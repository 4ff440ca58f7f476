import type { Dataset, DriftMethod, MeasuredColumn, Reading } from "../model.js"
import { named, partColumn, segmentSummary, type SegmentSide } from "../evidence/segment-column.js"
import { answersFrom, ColumnEvidence } from "../evidence/evidence.js"
import { untestedReason } from "../judge/untested.js"
import type { CompareOptions } from "../options/options.js"
import type { Policy } from "../options/policies.js"
import { judgingMethods, takeMeasurements } from "./measure.js"

/** How the rows of both sides are parted into segments. */
export interface Split {
  /** The segment of each row, by place. */
  segments: { reference: Int32Array; current: Int32Array }
  /** Rows of each segment. */
  sizes: { reference: Float64Array; current: Float64Array }
  /** The segments that are compared. */
  wanted: ReadonlySet<number>
}

interface Judging {
  methods: ReadonlyMap<string, DriftMethod>
  policy: Policy
  options: CompareOptions
}

/** Everything that measuring columns segment by segment needs. */
export interface PartWork extends Judging {
  /** As measured over all rows. */
  columns: readonly MeasuredColumn[]
  reference: Dataset
  current: Dataset
  /** How columns of each side are read otherwise than stored: the datasets are read so already. */
  readings: { reference: ReadonlyMap<string, Reading>; current: ReadonlyMap<string, Reading> }
  split: Split
}

/** A column in each segment that both sides have rows of, by the segment's place. */
export type Parts = ReadonlyMap<number, MeasuredColumn>

/** Measures all columns segment by segment, in whatever order and place, and gives them in their order. */
export type PartAll = (work: PartWork) => Promise<Parts[]>

/** One column after the other, in this thread. */
export const partInTurn: PartAll = async (work) => {
  const parts: Parts[] = []
  for (const index of work.columns.keys()) parts.push(await partOne(work, index))
  return parts
}

/** Column number `index` of the work, measured in each segment from one reading of either side. */
export async function partOne(work: PartWork, index: number): Promise<Parts> {
  const column = work.columns[index]
  const { segments, sizes, wanted } = work.split
  const as = column.judgedAs === "numeric" ? "numbers" : "categories"
  const part = (side: "reference" | "current") =>
    partColumn(work[side], column.name, as, { segments: segments[side], wanted, sizes: sizes[side] })
  const sides = { reference: await part("reference"), current: await part("current") }
  const parts = new Map<number, MeasuredColumn>()
  for (const place of wanted) {
    const [reference, current] = [sides.reference.get(place), sides.current.get(place)]
    if (reference === undefined || current === undefined) continue
    const named = [reference, current].map((side) => withFlagNames(side, column))
    parts.set(place, await measurePiece(column, named[0], named[1], work))
  }
  return parts
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
  { methods, policy, options }: Judging,
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
