/** Roles: what a column is for beyond being a feature. A new role is one row. */

/** How a column's values are stored, as far as a role found by name asks. */
export type RoleKind = "number" | "boolean" | "string" | "datetime"

export interface RoleRow {
  /** What `--help` and docs/configuration.md say of it. */
  help: string
  /** Whether several columns may have it. */
  several: boolean
  /** Names that say it surely, and names that may mean it; what is sure is used by metrics without being named. */
  sure: RegExp | null
  maybe: RegExp | null
  /** Names that say it surely in a table of traces of LLM applications. */
  inTraces?: RegExp
  /** Storage that a column found by its name must have. */
  kinds: readonly RoleKind[]
}

export const roleTable = {
  target: {
    help: "column with the label",
    several: true,
    sure: /^(target|label|ground_truth|y_true)$/i,
    maybe: /^(y|class|outcome|is_(fraud|churn|default|click)|churn(ed)?|default(ed)?)$/i,
    kinds: ["number", "boolean", "string"],
  },
  prediction: {
    help: "column with the model's output",
    several: true,
    sure: /^(prediction|predicted|y_pred|y_hat|y_score)$/i,
    maybe: /^(pred|score|proba|probability|p_hat|(pred|predicted)_\w+|\w+_(pred|prediction|score|proba))$/i,
    kinds: ["number", "boolean", "string"],
  },
  timestamp: {
    help: "column with the time of each row; not tested",
    several: false,
    sure: null,
    maybe: null,
    kinds: ["datetime"],
  },
  id: {
    help: "column that names rows; not tested",
    several: true,
    sure: null,
    maybe: null,
    kinds: ["number", "string"],
  },
  model_version: {
    help: "column with the version of the model that served the row",
    several: false,
    sure: /^model_?version$/i,
    maybe: /^(model_ver|model_tag|deployment)$/i,
    kinds: ["number", "string"],
  },
  query: {
    help: "column with the query that a row was offered for, in a ranking; not tested",
    several: false,
    sure: null,
    maybe: /^(query_?id|qid|query)$/i,
    kinds: ["number", "string"],
  },
  latency: {
    help: "column with the time an answer took, in milliseconds",
    several: false,
    sure: /^(latency|duration|response_time|elapsed)_?ms$/i,
    maybe: /^(latency|duration|response_time|elapsed)$/i,
    kinds: ["number"],
  },
  error: {
    help: "column that says whether the request failed",
    several: false,
    sure: /^(is_error|has_error|errored)$/i,
    maybe: /^(error|failed|is_failed)$/i,
    inTraces: /^(error|failed|is_failed)$/i,
    kinds: ["boolean", "number"],
  },
  gpu_oom: {
    help: "column that says whether the request failed for want of GPU memory",
    several: false,
    sure: /^(gpu_oom|is_oom|cuda_oom)$/i,
    maybe: /^oom$/i,
    kinds: ["boolean", "number"],
  },
  gpu_utilization: {
    help: "column with how busy the GPU was",
    several: false,
    sure: /^gpu(_|\.)(util|utili[sz]ation)((_|\.)(pct|percent|share))?$/i,
    maybe: null,
    kinds: ["number"],
  },
  gpu_memory: {
    help: "column with how much memory of the GPU was in use",
    several: false,
    sure: /^gpu(_|\.)(mem|memory)((_|\.)(used|utili[sz]ation))?((_|\.)(mb|mib|gb|gib|bytes|pct|percent|share))?$/i,
    maybe: null,
    kinds: ["number"],
  },
} as const satisfies Record<string, RoleRow>

export type NamedRole = keyof typeof roleTable
export type Role = "feature" | NamedRole
export const namedRoles = Object.keys(roleTable) as NamedRole[]
export const roles = ["feature", ...namedRoles] as const
