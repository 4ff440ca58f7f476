import * as v from "valibot"
import { failCauses, severities } from "../options/options.js"
import { corrections } from "../options/policies.js"
import { columnTypes, type ColumnType } from "../model.js"
import { defaultFormat, fileReporters, formats } from "./formats.js"

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const names = v.array(v.string())
const oneOrMore = v.union([v.string(), names])
const finite = v.pipe(v.number(), v.finite())
const limit = v.nullable(finite)
const threshold = v.pipe(v.number(), v.finite(), v.gtValue(0))
const count = (from: number) => v.pipe(v.number(), v.integer(), v.minValue(from))

/** Types of columns that a method can judge; the others are profiled. */
export const judgedTypes = ["numeric", "categorical", "boolean", "text"] as const satisfies readonly ColumnType[]

/** An optional key with what it says, as the JSON Schema and docs/configuration.md show it. */
function key<const S extends v.GenericSchema>(schema: S, description: string, more: Record<string, unknown> = {}) {
  return v.optional(v.pipe(schema, v.metadata({ description, ...more })))
}

/** Names that users gave are keys of maps: as fields of an object, some would be taken for what every object has. */
const byName = <const S extends v.GenericSchema>(value: S) => v.map(v.string(), value)

const method = (of: string) => ({
  method: v.pipe(v.string(), v.metadata({ description: `The method's id; \`driftcheck methods\` lists all${of}.` })),
  threshold: key(threshold, "The method's threshold (default: its own)."),
})

const limits = {
  warn: key(limit, "The largest value that passes; `null`: never warns."),
  fail: key(limit, "The largest value that does not fail; `null`: never fails."),
  severity: key(
    v.picklist(severities),
    "`off`: not looked at. `warn`: a warning at most. `fail`: what would only warn fails.",
  ),
}
const severityOrLimits = v.union([v.picklist(severities), v.strictObject(limits)])

const column = v.strictObject({
  type: key(v.picklist(columnTypes), "The column's type, where the one found is not the one meant."),
  decimal: key(v.picklist([".", ","]), "The decimal mark of the column's numbers, where its values leave it open."),
  format: key(
    v.string(),
    'How the column\'s dates are written, as strptime has it: `"%d/%m/%Y %H:%M"`, where the values leave it open.',
  ),
  method: key(v.string(), "The method that judges this column instead of the policy."),
  threshold: key(threshold, "The threshold of that method (default: the method's own)."),
  critical: key(v.boolean(), "Whether drift of this column alone fails the run, with `critical` in `fail_on`.", {
    default: false,
  }),
  weight: key(
    v.pipe(v.number(), v.finite(), v.minValue(0)),
    "How much the column counts in the weighted drift share, which is shown beside the plain one.",
    { default: 1 },
  ),
  private: key(
    v.boolean(),
    "Whether no output may show the column's values: categories are called `value 1`, `value 2` …, and smallest and largest values, quantiles, curves and examples are left out. Means, deviations, counts and shares stay.",
    { default: false },
  ),
  only_in: key(
    v.picklist(["reference", "current"]),
    "The one side that is expected to have the column, such as a label that only training data has: its absence from the other side is no finding.",
  ),
  required: key(v.boolean(), "`driftcheck check`: whether the column must be there.", { default: false }),
  min: key(finite, "`driftcheck check`: the smallest value allowed."),
  max: key(finite, "`driftcheck check`: the largest value allowed."),
  values: key(v.array(v.union([v.string(), finite, v.boolean()])), "`driftcheck check`: the values allowed."),
  unique: key(v.boolean(), "`driftcheck check`: whether every value may occur only once.", { default: false }),
  pattern: key(v.string(), "`driftcheck check`: a regular expression (RE2) that every whole text matches."),
  max_missing: key(share, "`driftcheck check`: the largest share of missing values allowed."),
})

/** What a configuration file may say. Unknown keys are errors. */
export const configSchema = v.strictObject({
  policy: key(v.string(), "How columns are judged: `calibrated`, `classic` or `evidently`.", { default: "calibrated" }),
  correction: key(v.picklist(corrections), "How p-values are adjusted for many columns (default: the policy's)."),
  method: key(oneOrMore, "Methods that judge instead of the policy: a column takes the first that serves its type."),
  threshold: key(threshold, "The threshold of the one `method` (default: the method's own)."),
  methods: key(
    v.strictObject(
      v.entriesFromList(judgedTypes, v.optional(v.union([v.string(), v.strictObject(method(" that serve the type"))]))),
    ),
    "A method, or a method with its threshold, for every column of a type.",
  ),
  measure: key(names, "Methods to measure beside the usual ones; `all`: every one.", { default: [] }),
  multivariate: key(v.boolean(), "Whether all columns are looked at together as well.", { default: false }),
  drift_share: key(share, "The data set drifts from this share of drifted columns on (default: the policy's, 0.3)."),
  min_rows: key(count(1), "Rows needed on each side for a verdict.", { default: 30 }),
  include: key(names, "Compare only these columns: names or patterns (default: all)."),
  exclude: key(names, "Leave these columns out: names or patterns.", { default: [] }),
  target: key(oneOrMore, "The column with the label."),
  prediction: key(oneOrMore, "The column with the model's output."),
  timestamp: key(v.string(), "The column with the time of each row; not tested."),
  id: key(oneOrMore, "Columns that name rows; not tested."),
  key: key(oneOrMore, "The columns that together name a row."),
  columns: key(byName(column), "What holds for single columns, by name or pattern."),
  checks: key(
    byName(
      v.union([
        v.picklist(severities),
        v.strictObject({
          ...limits,
          columns: key(byName(severityOrLimits), "What holds for single columns instead, by name or pattern."),
        }),
      ]),
    ),
    "Limits and severities of checks, by the check's id; `driftcheck checks` lists all.",
  ),
  segments: key(
    v.array(
      v.union([
        v.string(),
        v.strictObject({
          column: v.pipe(v.string(), v.metadata({ description: "The column's name." })),
          bins: key(count(2), "So many bins with about equally many rows of the reference."),
          edges: key(v.pipe(v.array(finite), v.minLength(1)), "Inner bounds of bins, ascending."),
        }),
      ]),
    ),
    "Columns by which the rows are compared in parts as well: by category, or by bins of a number.",
    { default: [] },
  ),
  rules: key(
    v.array(
      v.union([
        v.string(),
        v.strictObject({
          rule: v.pipe(v.string(), v.metadata({ description: "The expression." })),
          severity: key(v.picklist(["warn", "fail"]), "What a row that breaks the rule means.", { default: "fail" }),
          allowed: key(share, "The share of rows that may break it.", { default: 0 }),
        }),
      ]),
    ),
    "`driftcheck check`: expressions over columns that every row must fulfil.",
    { default: [] },
  ),
  fail_on: key(v.array(v.picklist(failCauses)), "What ends in exit code 1; an empty list: nothing.", {
    default: ["drift", "checks"],
  }),
  outputs: key(
    v.strictObject({
      folder: key(
        v.union([v.string(), v.literal(false)]),
        "The folder that keeps a dated report of each run; `false`: none (default: only this run's report.html and report.json, in driftcheck-report).",
      ),
      keep: key(count(1), "How many of the newest runs stay in `folder` (default: all)."),
      keep_days: key(count(1), "How many days a run stays in `folder` (default: for good)."),
      format: key(v.picklist(formats), "What stdout carries.", { default: defaultFormat }),
      ...Object.fromEntries(
        Array.from(fileReporters, ([id, what]) => [id, key(v.string(), `A file for ${what}; \`-\` is stdout.`)]),
      ),
      all: key(v.boolean(), "Whether the table lists every column and check.", { default: false }),
      details: key(v.picklist(["all"]), "`all`: the HTML page opens every column, also beyond 60."),
      quiet: key(v.boolean(), "Whether stdout carries no table and stderr no progress.", { default: false }),
    }),
    "Where reports go. Files and folders are named from the configuration's own folder.",
  ),
  github: key(v.boolean(), "Whether a GitHub workflow is told: annotations, summary, outputs.", { default: true }),
  null_values: key(names, "CSV: texts that mean missing, beside the empty field.", { default: ["NA", "\\N"] }),
  workers: key(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(256)),
    "Threads that share the columns; 1: none but the main one (default: as many as cores).",
  ),
  delimiter: key(v.string(), "CSV: the field separator (default: detected)."),
  header: key(v.picklist(["row", "none"]), "CSV: whether the first line holds names or data (default: detected)."),
  skip: key(count(0), "CSV: lines before the header to leave out (default: detected)."),
})

export type Config = v.InferOutput<typeof configSchema>
export type ColumnConfig = v.InferOutput<typeof column>
