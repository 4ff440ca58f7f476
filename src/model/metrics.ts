/** Metrics, the third kind of unit: a figure with a name, an interval and limits. */
import type { ColumnSums } from "./columns.js"
import type { LabelFacts } from "./labels.js"
import type { PredictionEvidence, Task } from "./performance.js"
import type { Role } from "./roles.js"
import type { TraceRole } from "./trace-roles.js"

/** What a figure speaks of, from the machine up to the business. */
export const layers = ["infrastructure", "data_quality", "prediction", "performance", "business", "llm"] as const
export type Layer = (typeof layers)[number]

/** The unit of a figure's value. `share`: from 0 to 1. `number`: whatever unit the column has. */
export const metricUnits = ["share", "count", "ms", "USD", "score", "per second", "number"] as const
export type MetricUnit = (typeof metricUnits)[number]

/** Which way is better; `neither`: a move in either direction may be wrong. */
export type Better = "higher" | "lower" | "neither"

/** One column's values row by row, as a metric asks for them. All lists of one call are aligned; rows that lack one of the values are left out. */
export interface ColumnValues {
  /** Finite. Booleans are 0 and 1; times are milliseconds since 1970 UTC. */
  numbers: Float64Array
  /** 1 where the value is the positive one (true, 1, yes, or what the configuration names), else 0. */
  flags: Uint8Array
  labels: LabelValues
}
/** A column's values or sums, or what several columns say together of predictions and their truth, or how late labels were joined. */
export interface MetricEvidence extends ColumnValues, ColumnSums, PredictionEvidence {
  joined: Pick<LabelFacts, "predictions" | "labelled" | "delay_hours">
  clock: StreamClock
}

/** When a window of a stream was judged, and the last event time among its records: milliseconds since 1970 UTC. */
export interface StreamClock {
  now: number
  last: number
}

export type MetricNeed = keyof MetricEvidence

/** Values as codes into `labels`, which are all different. */
export interface LabelValues {
  codes: Int32Array
  labels: readonly string[]
}

/**
 * The columns that a metric needs: a role; `value`, the column that the configuration names; or `predictions`, the target and what was
 * predicted of it, which takes a need of PredictionEvidence and stands alone; or `late_labels`, what was joined, or `clock`, of a stream, which stand alone too.
 */
export type MetricRole = Role | TraceRole | "value" | "predictions" | "late_labels" | "clock"
export type MetricNeeds = Readonly<Partial<Record<MetricRole, MetricNeed>>>

/** One side's columns as `needs` asks for them. */
export type MetricColumns<N extends MetricNeeds> = { readonly [R in keyof N]: MetricEvidence[N[R] & MetricNeed] }

/** A bound of a figure. */
export interface MetricLimit {
  /** Which values are beyond it. `worse`: those that `better` calls worse. `away`: those on either side of the reference's figure. */
  side: "below" | "above" | "worse" | "away"
  /** The bound itself, or how far from the reference's figure it lies: in the figure's unit, or as a share of that figure. */
  by: number
  from: "zero" | "reference" | "reference_share"
  /** Set where a value counts as beyond it only when its whole interval is; such a limit is no line that anybody drew, and is not shown. */
  sure?: true
}

export interface MetricMeta<N extends MetricNeeds = MetricNeeds> {
  title: string
  /** One sentence: what the figure says, and its range. */
  description: string
  layer: Layer
  unit: MetricUnit
  better: Better
  /** The columns it needs, and as what; without one of them it does not apply. */
  needs: N
  /** The tasks that it is for; absent: each that gives what it needs. */
  tasks?: readonly Task[]
  /** Limits unless the configuration sets others; null: none. */
  warnLimit: MetricLimit | null
  failLimit: MetricLimit | null
  /** Why these limits, or why none. */
  limitsReason: string
  /** Whether it grows with the rows, so that a sample of them does not tell it; absent: it does not. */
  isTotal?: true
  /** The part of the setting `budget` that sets the failing limit; absent: none. */
  budget?: "per_day" | "per_user" | "per_feature" | "per_model"
  /** The paper, book or rule behind the figure and its interval. */
  source: string
}

/** A figure of one side. */
export interface Figure {
  /** Finite; null where the rows do not define it. */
  value: number | null
  /** Ends of the 95 % interval; null where none can be stated. */
  low: number | null
  high: number | null
  /** Rows that the figure is made of. */
  rows: number
  /** Why there is no value, as a sentence. */
  reason?: string
  /** Whether there is none because too few rows are labelled. */
  insufficient?: boolean
  /** How far the value may lie from that of all values, as a share of it, where it is of a sketch of them; absent: not at all. */
  relative_error?: number
  /** The label among the rows that the value is of: of the highest cost of a user, the user. */
  of?: string
}

/** Rows of one side in, at least one; a figure out. Pure; changes no input. */
export interface Metric<N extends MetricNeeds = MetricNeeds> {
  meta: MetricMeta<N>
  measure(columns: MetricColumns<N>): Figure
  /** The figure among those to expect of rows without labels; absent: it has no estimate. */
  estimate?: (expected: ExpectedFigures) => number | null | undefined
}

/** Figures to expect without labels; null where not defined, absent where the task has none. */
export interface ExpectedFigures {
  /** In [0, 1]. */
  accuracy?: number | null
  precision?: number | null
  recall?: number | null
  specificity?: number | null
  f1?: number | null
  rocAuc?: number | null
  averagePrecision?: number | null
  /** Of more than two classes, averages over the classes. */
  macroPrecision?: number | null
  macroRecall?: number | null
  macroF1?: number | null
  ovrAuc?: number | null
  /** In the unit of the target. */
  mae?: number | null
  rmse?: number | null
}

export type Level = "healthy" | "watch" | "alert"

/** One figure of the report: of all rows, or of those that `labels` name. */
export interface MetricResult {
  /** The metric's id, or the name that the configuration gives the figure. */
  id: string
  title: string
  layer: Layer
  /** The rows it speaks of: a segment's column and value; empty: all rows. */
  labels: Record<string, string>
  unit: MetricUnit
  better: Better
  /** Current's figure with its 95 % interval. */
  value: number | null
  low: number | null
  high: number | null
  rows: number
  /**
   * How far the value may lie from that of all values, as a share of it, where it is of a sketch of them (a window of a stream that was too
   * large to hold); its interval is wider by as much. Absent: not at all.
   */
  relative_error?: number
  /** Reference's figure; null without one. */
  reference_value: number | null
  reference_low: number | null
  reference_high: number | null
  reference_rows: number | null
  /** Current less reference, with the interval that both intervals make. */
  change: number | null
  change_low: number | null
  change_high: number | null
  /** The figure that limits against the reference are held to where the configuration states it; null: the reference's. */
  baseline: number | null
  /** What the value is held to, in its unit; null: nothing. A limit against the reference is already added to its figure. */
  warn_limit: number | null
  fail_limit: number | null
  /** Which values are beyond the limits. */
  beyond: "below" | "above" | null
  /**
   * `fail`: the interval lies wholly beyond the failing limit. `warn`: the value is beyond a limit, or, of performance without limits,
   * surely worse than the reference. `no_limit`: nothing to hold it to.
   */
  status: "pass" | "warn" | "fail" | "no_limit" | "not_applicable" | "error"
  /**
   * Where the value lies by itself, whatever its interval: `healthy` within both limits, `watch` beyond the warning one, `alert` beyond
   * the failing one. Absent for a figure without both.
   */
  level?: Level
  /** Whether an interval crosses a limit: the rows leave open on which side the figure lies. */
  unsure: boolean
  /** One sentence with the figures. */
  message: string
  /** Whether the figure is an estimate made without labels. */
  estimated: boolean
}
