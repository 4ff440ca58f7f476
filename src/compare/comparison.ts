import type { Report, SchemaChange } from "../model.js"
import { noCorrelations } from "./correlations.js"

/** What a run found: the report without how the run was made. */
export type Comparison = Pick<Report["setup"], "roles"> &
  Pick<
    Report,
    | "reference"
    | "current"
    | "verdict"
    | "since"
    | "drift"
    | "periods"
    | "course"
    | "columns"
    | "schema"
    | "segments"
    | "metrics"
    | "proxies"
    | "performance"
    | "labels"
    | "gate"
    | "llm"
    | "window"
    | "checks"
    | "multivariate"
    | "correlations"
    | "methods"
    | "check_titles"
    | "warnings"
  >

export const noSchemaChange: SchemaChange = { added: [], removed: [], type_changed: [], renamed: [] }

/** A comparison that found nothing, for a run that ended before anything was measured. */
export function emptyComparison(
  facts: Pick<Comparison, "reference" | "current" | "verdict" | "drift"> & Partial<Comparison>,
): Comparison {
  return {
    roles: [],
    metrics: [],
    columns: [],
    schema: noSchemaChange,
    checks: [],
    multivariate: [],
    correlations: noCorrelations,
    methods: [],
    check_titles: [],
    warnings: [],
    ...facts,
  }
}
