import type { ColumnResult, HistoryRun, NamedRole, StreamClock } from "../model.js"
import type { Origin, OptionsOf, Settings } from "./setting.js"
import { columns, type ColumnOptions, type Side } from "./settings/columns.js"
import {
  failCauses,
  findings,
  type CheckLimits,
  type CheckOptions,
  type FailCause,
  type SegmentOptions,
} from "./settings/findings.js"
import { gate } from "./settings/gate.js"
import { judging } from "./settings/judging.js"
import { labels } from "./settings/labels.js"
import { metrics, type MetricLimits, type MetricOptions, type ProxyOptions } from "./settings/metrics.js"
import { inTime, performance } from "./settings/performance.js"
import { traces } from "./settings/traces.js"

export { failCauses }
export type {
  CheckLimits,
  CheckOptions,
  ColumnOptions,
  FailCause,
  MetricLimits,
  MetricOptions,
  ProxyOptions,
  SegmentOptions,
  Side,
}

/** The rows whose values steer a comparison, by key. */
export const compareSettings = {
  ...judging,
  ...columns,
  ...findings,
  ...metrics,
  ...performance,
  ...inTime,
  ...labels,
  ...gate,
  ...traces,
}

/**
 * Everything that steers a comparison: the `field` of each setting (see settings/), and what is made of several. Maps, not objects: column
 * names are untrusted.
 */
export interface CompareOptions extends OptionsOf<typeof compareSettings> {
  /** By column. */
  roles: ReadonlyMap<string, NamedRole>
  /** When the run began, milliseconds since 1970 UTC, for checks of age; null: they have no clock. */
  now: number | null
  /** What timestamps are held to in its place, where the run is dated by the beginning of a period: its end, or the clock before that. */
  periodEnd?: number
  /** Of a window of a stream: when it was judged, and when its last record was; absent for files. */
  clock?: StreamClock
  /** Rows of current in the runs before this one, oldest first; absent: none are kept. */
  earlierRows?: readonly number[]
  /** The runs of the same kind before this one, oldest first; absent: none are kept. */
  earlier?: readonly HistoryRun[]
  /** Columns on the watchlist of the folder of runs; absent: there is none. */
  watched?: ReadonlySet<string>
  /** Where the names above were written, by their keys joined with dots ("columns.zip", "exclude.0"); for messages only. */
  origins?: ReadonlyMap<string, string>
}

/** The fields that come of single settings; null where neither a value nor a default is there. */
export function optionFields(
  values: Readonly<Record<string, unknown>>,
  origin: (path: readonly (string | number)[]) => string,
): OptionsOf<typeof compareSettings> {
  const fields = Object.entries(compareSettings as Settings).flatMap(([key, row]) => {
    if (row.field === undefined) return []
    const path = key.split(".")
    const value = valueAt(values, path) ?? row.default
    const below: Origin = (...under) => origin([...path, ...under])
    return [[row.field, row.as === undefined ? (value ?? null) : row.as(value as never, below)]]
  })
  return Object.fromEntries(fields) as OptionsOf<typeof compareSettings>
}

/** The value of a key of the configuration, or of a key below it. */
function valueAt(values: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], values)
}

export const defaultOptions: CompareOptions = { ...optionFields({}, () => "default"), roles: new Map(), now: null }

/** The columns, those marked as critical in the configuration with the mark. */
export function markCritical(columns: ColumnResult[], { perColumn }: CompareOptions): ColumnResult[] {
  return columns.map((column) =>
    perColumn.get(column.name)?.critical === true ? { ...column, critical: true } : column,
  )
}
