import type { ColumnResult, ColumnType, NamedRole } from "../model.js"
import type { MetricOptions } from "./metrics.js"
import type { Correction } from "./policies.js"

/** What a user may say of one column. */
export interface ColumnOptions extends ColumnContract {
  type?: ColumnType
  /** The decimal mark of its numbers, and how its dates are written (as strptime has it), where the values do not say. */
  decimal?: "." | ","
  format?: string
  method?: string
  threshold?: number
  /** Whether drift of this column alone fails the run, with `critical` among the causes. */
  critical?: boolean
  /** How much it counts in the weighted drift share, at least 0; 1 where nothing is said. */
  weight?: number
  /** Whether no output may show its values. */
  private?: boolean
  /** The one side that is expected to have it: its absence from the other is no finding. */
  onlyIn?: Side
}

export type Side = "reference" | "current"

/** What a column's values must be, whatever the reference holds; `driftcheck check` asks for it. */
export interface ColumnContract {
  /** Whether the column must be there. */
  required?: boolean
  /** Bounds of a number, both allowed. */
  min?: number
  max?: number
  /** The values it may hold. */
  values?: readonly (string | number | boolean)[]
  /** Whether every value may occur only once. */
  unique?: boolean
  /** A regular expression that every whole text matches. */
  pattern?: string
  /** The largest share of missing values, in [0, 1]. */
  maxMissing?: number
}

/** One method for every column of a type. */
export interface TypeOptions {
  method: string
  threshold?: number
}

export const severities = ["off", "warn", "fail"] as const
/** `off`: not looked at. `warn`: a warning at most. `fail`: what would only warn fails. */
export type Severity = (typeof severities)[number]

export interface CheckLimits {
  /** null: never. */
  warn?: number | null
  fail?: number | null
  severity?: Severity
}

export interface CheckOptions extends CheckLimits {
  /** What holds for single columns instead. */
  perColumn?: ReadonlyMap<string, CheckLimits>
}

/** A rule over columns, as text. */
export interface RuleOptions {
  expression: string
  severity: "warn" | "fail"
  /** The share of rows that may break it, in [0, 1]. */
  allowed: number
  /** Where it was written: "driftcheck.yaml:12:5". */
  origin: string
}

/** A column whose values part the rows into segments: each of its categories, or bins of a number. */
export interface SegmentOptions {
  column: string
  /** So many bins with about equally many rows of the reference. */
  bins?: number
  /** Inner bounds, ascending: [18, 65] makes three bins. */
  edges?: readonly number[]
}

/** Drift of the data set, a failed check, and what a run may be made to fail for as well. */
export const failCauses = [
  "drift",
  "checks",
  "metrics",
  "warnings",
  "schema",
  "multivariate",
  "segments",
  "prediction",
  "target",
  "critical",
] as const
export type FailCause = (typeof failCauses)[number]

/** Everything that steers a comparison. Maps, not objects: column names are untrusted. */
export interface CompareOptions {
  /** Dataset drift from this share of drifted columns on, in [0, 1]; null: the policy's. */
  driftShare: number | null
  /** A policy's id. */
  policy: string
  /** How p-values are adjusted for testing many columns; null: as the policy does. */
  correction: Correction | null
  /** Ids of methods that replace the policy: a column takes the first that serves its type. Empty: the policy decides. */
  methods: readonly string[]
  /** Ids of methods to be measured beside the usual ones; "all": every one. */
  measure: readonly string[]
  /** A method for every column of a type; more particular than `methods`, less than a column's own. */
  perType: ReadonlyMap<ColumnType, TypeOptions>
  /** Replaces the threshold of the one method in `methods`. */
  threshold: number | null
  /** Rows needed on each side for any answer. */
  minRows: number
  /** Names or patterns (`user_*`) to compare; null: all. */
  columns: readonly string[] | null
  /** Names or patterns to leave out. */
  exclude: readonly string[]
  roles: ReadonlyMap<string, NamedRole>
  /** The columns that together name a row; empty: none is known. */
  key: readonly string[]
  /** Columns by which the rows are compared in parts as well. */
  segments: readonly SegmentOptions[]
  rules: readonly RuleOptions[]
  /** By name or pattern. */
  perColumn: ReadonlyMap<string, ColumnOptions>
  perCheck: ReadonlyMap<string, CheckOptions>
  /** By the id of a metric, or the name of a figure of the user's own. */
  metrics: ReadonlyMap<string, MetricOptions>
  /** When the run began, milliseconds since 1970 UTC, for checks of age; null: they have no clock. */
  now: number | null
  /** Whether all columns are looked at together as well. */
  multivariate: boolean
  /** What makes the exit code 1. */
  failOn: ReadonlySet<FailCause>
  /** Where the names above were written, by their keys joined with dots ("columns.zip", "exclude.0"); for messages only. */
  origins?: ReadonlyMap<string, string>
}

export const defaultOptions: CompareOptions = {
  driftShare: null,
  policy: "calibrated",
  correction: null,
  methods: [],
  perType: new Map(),
  measure: [],
  threshold: null,
  minRows: 30,
  columns: null,
  exclude: [],
  roles: new Map(),
  key: [],
  segments: [],
  rules: [],
  perColumn: new Map(),
  perCheck: new Map(),
  metrics: new Map(),
  now: null,
  multivariate: false,
  failOn: new Set(["drift", "checks", "metrics"] as const),
}

/** The columns, those marked as critical in the configuration with the mark. */
export function markCritical(columns: ColumnResult[], { perColumn }: CompareOptions): ColumnResult[] {
  return columns.map((column) =>
    perColumn.get(column.name)?.critical === true ? { ...column, critical: true } : column,
  )
}
