import { traceRoleTable, type TraceRoleRow } from "../model.js"

/** The columns of a table of traces, as the readers of exports and `traces:` in the configuration call them. */
export const traceNames: readonly string[] = [
  ...Object.values<TraceRoleRow>(traceRoleTable).map(({ column }) => column),
  "latency_ms",
  "is_error",
]
