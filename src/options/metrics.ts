import type { Better, MetricLimit, MetricUnit } from "../model.js"
import type { Severity } from "./options.js"

/** Limits of a figure; what is not said stays as the metric has it. null: no limit. */
export interface MetricLimits {
  warn?: MetricLimit | null
  fail?: MetricLimit | null
  /** `off`: not measured. `warn`: never fails. `fail`: what would only warn fails. */
  severity?: Severity
}

/** What a user says of one figure. */
export interface MetricOptions extends MetricLimits {
  /** The metric that a figure of the user's own is made by, and the column it is made of. */
  kind?: string
  column?: string
  /** The value that counts as positive. */
  positive?: string
  title?: string
  unit?: MetricUnit
  better?: Better
  /** What holds for the rows of one label instead, by "name=value". */
  perLabel?: ReadonlyMap<string, MetricLimits>
}
