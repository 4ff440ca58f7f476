import type { ColumnResult, ColumnType, Role } from "../model.js"
import type { Correction } from "./policies.js"

/** What a user may say of one column. */
export interface ColumnOptions {
  type?: ColumnType
  method?: string
  threshold?: number
  /** Whether drift of this column alone fails the run, with `critical` among the causes. */
  critical?: boolean
}

export interface CheckOptions {
  /** null: never. */
  warn?: number | null
  fail?: number | null
}

/** Drift of the data set, a failed check, and what a run may be made to fail for as well. */
export const failCauses = [
  "drift",
  "checks",
  "warnings",
  "schema",
  "multivariate",
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
  /** Replaces the threshold of the one method in `methods`. */
  threshold: number | null
  /** Rows needed on each side for any answer. */
  minRows: number
  /** Names to compare; null: all. */
  columns: readonly string[] | null
  exclude: readonly string[]
  roles: ReadonlyMap<string, Exclude<Role, "feature">>
  perColumn: ReadonlyMap<string, ColumnOptions>
  perCheck: ReadonlyMap<string, CheckOptions>
  /** Whether all columns are looked at together as well. */
  multivariate: boolean
  /** What makes the exit code 1. */
  failOn: ReadonlySet<FailCause>
}

export const defaultOptions: CompareOptions = {
  driftShare: null,
  policy: "calibrated",
  correction: null,
  methods: [],
  measure: [],
  threshold: null,
  minRows: 30,
  columns: null,
  exclude: [],
  roles: new Map(),
  perColumn: new Map(),
  perCheck: new Map(),
  multivariate: false,
  failOn: new Set(["drift", "checks"] as const),
}

/** The columns, those marked as critical in the configuration with the mark. */
export function markCritical(columns: ColumnResult[], { perColumn }: CompareOptions): ColumnResult[] {
  return columns.map((column) =>
    perColumn.get(column.name)?.critical === true ? { ...column, critical: true } : column,
  )
}
