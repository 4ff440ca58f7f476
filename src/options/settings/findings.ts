/** What is checked, and what comes of it. */
import type { Origin, Settings } from "../setting.js"
import { anyOf, key, onOff, readNames, share, takes, type Valibot } from "../takes.js"
import { defined, mapValues } from "../values.js"

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

/** A column whose values part the rows into segments: each of its categories, or bins of a number. */
export interface SegmentOptions {
  column: string
  /** So many bins with about equally many rows of the reference. */
  bins?: number
  /** Inner bounds, ascending: [18, 65] makes three bins. */
  edges?: readonly number[]
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
  "performance",
  "concept",
  "chunks",
  "critical",
  "any-column",
  "new",
] as const
export type FailCause = (typeof failCauses)[number]

export const findings = {
  checks: {
    takes: takes((v) => v.map(v.string(), check(v)), { mapping: "names" }),
    about: "Limits and severities of checks, by the check's id; `driftcheck checks` lists all",
    field: "perCheck",
    as: perCheck,
  },
  segments: {
    takes: takes((v) => v.array(v.union([v.string(), segment(v)])), { read: readNames }),
    flag: "--segment <a,b>",
    help: "compare in parts as well: one for each value of these columns",
    about: "Columns by which the rows are compared in parts as well: by category, or by bins of a number",
    default: [],
    field: "segments",
    as: segmentOptions,
    namesColumns: true,
  },
  rules: {
    takes: takes((v) => v.array(v.union([v.string(), rule(v)]))),
    about: "`driftcheck check`: expressions over columns that every row must fulfil",
    default: [],
    field: "rules",
    as: ruleOptions,
  },
  fail_on: {
    takes: anyOf(failCauses),
    flag: "--fail-on <a,b>",
    help: "what ends in exit code 1",
    about: "What ends in exit code 1; an empty list: nothing",
    default: ["drift", "checks", "metrics"],
    field: "failOn",
    as: causesOf,
    hint: "--exit-zero never fails",
  },
  exit_zero: {
    takes: onOff,
    flag: "--exit-zero",
    help: "end in 0 even when something was found",
    inFile: false,
    // The report says so.
    sets: { key: "fail_on", value: [] },
  },
} as const satisfies Settings

// ---------------------------------------------------------------- checks

function limits(v: Valibot) {
  const limit = v.nullable(v.pipe(v.number(), v.finite()))
  return {
    warn: key(v, limit, "The largest value that passes; `null`: never warns."),
    fail: key(v, limit, "The largest value that does not fail; `null`: never fails."),
    severity: key(
      v,
      v.picklist(severities),
      "`off`: not looked at. `warn`: a warning at most. `fail`: what would only warn fails.",
    ),
  }
}

function check(v: Valibot) {
  const ofColumn = v.union([v.picklist(severities), v.strictObject(limits(v))])
  const columns = key(v, v.map(v.string(), ofColumn), "What holds for single columns instead, by name or pattern.")
  return v.union([v.picklist(severities), v.strictObject({ ...limits(v), columns })])
}

type LimitsConfig = { [K in keyof CheckLimits]?: CheckLimits[K] | undefined }
type CheckConfig = Severity | (LimitsConfig & { columns?: ReadonlyMap<string, Severity | LimitsConfig> | undefined })

function perCheck(checks: ReadonlyMap<string, CheckConfig> = new Map()): ReadonlyMap<string, CheckOptions> {
  return mapValues(checks, checkOptions)
}

function checkOptions(settings: CheckConfig): CheckOptions {
  if (typeof settings === "string") return { severity: settings }
  const { columns, ...own } = settings
  return { ...checkLimits(own), ...(columns === undefined ? {} : { perColumn: mapValues(columns, checkLimits) }) }
}

function checkLimits(settings: Severity | LimitsConfig): CheckLimits {
  return typeof settings === "string" ? { severity: settings } : defined(settings)
}

function causesOf(causes: readonly FailCause[] = []): ReadonlySet<FailCause> {
  return new Set(causes)
}

// ---------------------------------------------------------------- segments and rules

function segment(v: Valibot) {
  const edges = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(1))
  return v.strictObject({
    column: v.pipe(v.string(), v.metadata({ description: "The column's name." })),
    bins: key(
      v,
      v.pipe(v.number(), v.integer(), v.minValue(2)),
      "So many bins with about equally many rows of the reference.",
    ),
    edges: key(v, edges, "Inner bounds of bins, ascending."),
  })
}

type SegmentConfig = { column: string; bins?: number | undefined; edges?: number[] | undefined }

function segmentOptions(segments: readonly (string | SegmentConfig)[] = []): readonly SegmentOptions[] {
  return segments.map((by): SegmentOptions => (typeof by === "string" ? { column: by } : defined(by)))
}

function rule(v: Valibot) {
  return v.strictObject({
    rule: v.pipe(v.string(), v.metadata({ description: "The expression." })),
    severity: key(v, v.picklist(["warn", "fail"]), "What a row that breaks the rule means.", { default: "fail" }),
    allowed: key(v, share.schema(v), "The share of rows that may break it.", { default: 0 }),
  })
}

type RuleConfig = { rule: string } & { [K in "severity" | "allowed"]?: RuleOptions[K] | undefined }

function ruleOptions(rules: readonly (string | RuleConfig)[] = [], origin: Origin): readonly RuleOptions[] {
  return rules.map((each, i) => {
    const {
      rule: expression,
      severity = "fail",
      allowed = 0,
    }: RuleConfig = typeof each === "string" ? { rule: each } : each
    return { expression, severity, allowed, origin: origin(i) }
  })
}
