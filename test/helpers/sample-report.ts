/** Reports for every state of the verdict, over the columns of made-up loan data. */
import { noCorrelations } from "../../src/compare/correlations.js"
import { judgeMetric } from "../../src/judge/judge-metrics.js"
import { failingCauses } from "../../src/judge/causes.js"
import type {
  CheckResult,
  ColumnResult,
  CorrelationPair,
  Correlations,
  Report,
  RenderOptions,
  MetricResult,
} from "../../src/model.js"
import { trendOf } from "../../src/history/trend.js"
import { nights } from "./history.js"
import { categoricalColumn, generator, normal, numericColumn, untested } from "./sample-columns.js"
import { rows, sampleColumns } from "./sample-loans.js"

export const options: RenderOptions = { width: 100, color: false, unicode: true, all: false, reportPath: null }

// ---------------------------------------------------------------- checks

export const check = (
  id: string,
  column: string | null,
  status: CheckResult["status"],
  over: Partial<CheckResult> = {},
): CheckResult => ({
  id,
  column,
  status,
  value: 0,
  reference_value: null,
  warn_limit: null,
  fail_limit: null,
  message: "",
  ...over,
})

function sampleChecks(): CheckResult[] {
  const passed = sampleColumns().flatMap(({ name }) => [
    check("missing", name, "pass"),
    check("blank", name, "not_applicable"),
  ])
  return [
    ...passed,
    check("missing", "months_since_delinquency", "fail", {
      value: 0.697,
      reference_value: 0.527,
      warn_limit: 0.547,
      fail_limit: 0.627,
      message: "69.7% of rows are missing in current, 52.7% in reference: 17.0 points more.",
    }),
    check("out-of-range", "branch_distance_km", "fail", {
      value: 0.003,
      warn_limit: 0,
      fail_limit: 0.002,
      message: "24 values below 0.21, the reference's smallest; the smallest is −1.",
    }),
    check("constant", "kyc_passed", "warn", {
      value: 1,
      reference_value: 0,
      warn_limit: 0,
      message: 'Only "true" is left; reference holds 2 values.',
    }),
    check("new-categories", "purpose", "warn", {
      value: 0.121,
      warn_limit: 0.05,
      fail_limit: 0.5,
      message: "green_energy (9.0%), tuition (3.1%) never appear in reference.",
    }),
    check("row-count", null, "warn", {
      value: 1.25,
      reference_value: 1,
      warn_limit: 1.2,
      fail_limit: 5,
      message: "8,000 rows, 10,000 in reference.",
    }),
  ]
}

const checkTitles: Report["check_titles"] = [
  { id: "missing", title: "Missing values did not rise", fail_title: "More values are missing", unit: "share" },
  {
    id: "out-of-range",
    title: "Values stay in the reference's range",
    fail_title: "Values outside the reference's range",
    unit: "share",
  },
  { id: "constant", title: "Columns vary", fail_title: "Column became constant", unit: "count" },
  { id: "new-categories", title: "No new categories", fail_title: "New categories", unit: "share" },
  { id: "row-count", title: "As many rows as before", fail_title: "Row count changed", unit: "factor" },
  { id: "blank", title: "No blank strings", fail_title: "Blank strings", unit: "share" },
]

const methods: Report["methods"] = [
  { id: "ks", title: "Kolmogorov–Smirnov test", short_title: "KS", kind: "test" },
  { id: "wasserstein", title: "Wasserstein distance (normalised)", short_title: "Wasserstein", kind: "distance" },
  { id: "psi", title: "Population stability index", short_title: "PSI", kind: "distance" },
  { id: "jensen-shannon", title: "Jensen–Shannon distance", short_title: "Jensen–Shannon", kind: "distance" },
  { id: "chi-square", title: "Chi-square test", short_title: "Chi-square", kind: "test" },
]

// ---------------------------------------------------------------- pairs of columns

type PairFigures = [string, string, CorrelationPair["method"], number, number, number | null, boolean | null]

const pairFigures: PairFigures[] = [
  ["interest_rate", "credit_score", "spearman", -0.62, -0.31, 0.03, true],
  ["purpose", "home_ownership", "cramers-v", 0.48, 0.29, 0.05, true],
  ["annual_income", "loan_amount", "spearman", 0.48, 0.3, 0.03, true],
  ["annual_income", "employment", "correlation-ratio", 0.21, 0.35, 0.17, false],
  ["age", "bank_balance", "spearman", 0.09, -0.02, 0.06, false],
  ["age", "annual_income", "spearman", 0.26, 0.22, 0.06, false],
  ["channel", "region", "cramers-v", 0.01, 0.01, null, null],
]

const correlations: Correlations = {
  reason: null,
  pairs_total: 406,
  reference_rows: rows[0],
  current_rows: rows[1],
  seed: 20_261_124,
  pairs: pairFigures.map(([first, second, method, reference, current, noise, beyond_chance]) => ({
    ...{ first, second, method, reference, current, change: current - reference },
    ...{ reference_rows: rows[0], current_rows: rows[1], noise, beyond_chance },
  })),
}

// ---------------------------------------------------------------- reports

/** The report with the causes that follow from what it found and from its `fail_on`. */
export const withCauses = (report: Report): Report => ({
  ...report,
  verdict: { ...report.verdict, causes: failingCauses(report, report.setup.fail_on) },
})

/** A report over these columns; its drift figures follow from them. */
export function reportOf(columns: ColumnResult[], over: Partial<Report> = {}): Report {
  const drifted = columns.filter(({ status }) => status === "drift").length
  const tested = columns.filter(({ status }) => status === "drift" || status === "ok").length
  const share = tested === 0 ? 0 : drifted / tested
  const facts = {
    columns: columns.length,
    missing_cells: 0,
    rows_with_missing: 0,
    duplicate_rows: 0,
    bytes: null,
    sha256: null,
    time_range: null,
  }
  return withCauses({
    kind: "comparison",
    schema_version: 2,
    driftcheck_version: "0.1.0",
    command: "driftcheck compare ref.parquet cur.parquet",
    created_at: "2026-11-23T02:15:00.000Z",
    reference: { label: "ref.parquet", path: "ref.parquet", rows: rows[0], ...facts },
    current: { label: "cur.parquet", path: "cur.parquet", rows: rows[1], ...facts },
    verdict: { status: share >= 0.3 ? "drift" : "no_drift", exit_code: share >= 0.3 ? 1 : 0, reasons: [], causes: [] },
    drift: {
      dataset_drift: share >= 0.3,
      drift_share: share,
      weighted_drift_share: null,
      drift_share_threshold: 0.3,
      drifted_columns: drifted,
      tested_columns: tested,
      policy: "calibrated",
    },
    metrics: [],
    columns,
    schema: { added: [], removed: [], type_changed: [], renamed: [] },
    checks: [],
    multivariate: [],
    correlations: noCorrelations,
    methods,
    check_titles: checkTitles,
    warnings: [],
    trend: null,
    setup: {
      config_path: null,
      config_hash: "5b1f0c7d2a94e638",
      config_found: false,
      fail_on: ["drift", "checks"],
      roles: [],
      min_rows: 30,
      node_version: "v20.20.2",
      duration_ms: 1900,
    },
    ...over,
  })
}

/** 32 columns of loan data, ten of them drifted, with failed checks and a changed schema. */
export function sampleReport(over: Partial<Report> = {}): Report {
  const report = reportOf(sampleColumns())
  return withCauses({
    ...report,
    command: "driftcheck compare ref.parquet cur.parquet --config driftcheck.yaml",
    reference: {
      ...report.reference,
      columns: 31,
      missing_cells: 8_370,
      rows_with_missing: 5_260,
      bytes: 3_100_000,
      sha256: "6d1f".padEnd(64, "c09a"),
      time_range: ["2026-09-01T00:04:00.000Z", "2026-09-30T23:58:00.000Z"],
    },
    current: {
      ...report.current,
      columns: 31,
      missing_cells: 8_184,
      rows_with_missing: 5_712,
      duplicate_rows: 16,
      bytes: 2_500_000,
      sha256: "91be".padEnd(64, "17f2"),
      time_range: ["2026-11-16T00:02:00.000Z", "2026-11-22T00:11:00.000Z"],
    },
    schema: {
      added: ["partner_id"],
      removed: ["legacy_score"],
      type_changed: [{ column: "open_accounts", reference: "int32", current: "int64", comparable: true }],
      renamed: [],
    },
    checks: sampleChecks(),
    correlations,
    setup: { ...report.setup, config_path: "driftcheck.yaml" },
    ...over,
  })
}

/** The same report about its first columns only, for tests whose time grows with the page. */
export function firstColumns(report: Report, n: number): Report {
  const columns = report.columns.slice(0, n)
  return withCauses({ ...report, columns, drift: reportOf(columns).drift, correlations: among(columns) })
}

/** The pairs of these columns. */
function among(columns: readonly ColumnResult[]): Correlations {
  const names = new Set(columns.map(({ name }) => name))
  const pairs = correlations.pairs.filter(({ first, second }) => names.has(first) && names.has(second))
  return { ...correlations, pairs, pairs_total: pairs.length }
}

/** Nothing moved: the same columns without those that drifted, and no finding. */
export function quietReport(): Report {
  const quiet = sampleReport()
  const columns = quiet.columns.filter(({ status }) => status !== "drift")
  const same = reportOf(columns)
  return withCauses({
    ...quiet,
    columns,
    verdict: same.verdict,
    drift: same.drift,
    correlations: among(columns),
    checks: quiet.checks.filter(({ status }) => status === "pass"),
  })
}

/** A few columns drifted, not enough; checks failed. */
export function checksFailedReport(): Report {
  const sample = sampleReport()
  const some = sample.columns.filter(
    ({ status, name }) => status !== "drift" || name === "interest_rate" || name === "purpose",
  )
  return withCauses({
    ...sample,
    columns: some,
    correlations: among(some),
    drift: reportOf(some).drift,
    verdict: { status: "checks_failed", exit_code: 1, reasons: [], causes: [] },
  })
}

/** Exit 2 before anything was compared. */
export function noVerdictReport(): Report {
  const report = reportOf([])
  return {
    ...report,
    current: {
      ...report.current,
      rows: 12,
      columns: 31,
      missing_cells: null,
      rows_with_missing: null,
      duplicate_rows: null,
    },
    verdict: {
      status: "no_verdict",
      exit_code: 2,
      reasons: [
        "Current has 12 rows; at least 30 are needed for any test.",
        "Nothing was compared. Check that the export finished, or lower min_rows.",
      ],
      causes: [],
    },
  }
}

/** Exit 2 because a file could not be read at all. */
export function unreadableReport(): Report {
  const report = noVerdictReport()
  return {
    ...report,
    current: {
      ...report.current,
      label: "cur.parquet",
      path: "data/cur.parquet",
      rows: null,
      columns: null,
      bytes: 4096,
    },
    verdict: {
      status: "no_verdict",
      exit_code: 2,
      reasons: [
        "data/cur.parquet is not a readable Parquet file: the footer is missing.",
        "The file may be cut short: 4,096 bytes.",
      ],
      causes: [],
    },
  }
}

/** Exit 2 because one column broke; the others have their results. */
export function errorReport(): Report {
  const sample = sampleReport()
  const columns = sample.columns.map((column) =>
    column.name === "age"
      ? untested({ ...column, measurements: [] }, "error", "page 3 of column age is cut short")
      : column,
  )
  const verdict = {
    status: "no_verdict" as const,
    exit_code: 2 as const,
    reasons: ["1 column could not be tested: age."],
    causes: [],
  }
  return withCauses({ ...sample, columns, drift: reportOf(columns).drift, verdict })
}

/** Names and values that try to break out of the page. */
export const hostileNames = [
  "</script><script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "__proto__",
  "constructor",
  "{{evil}} {{{evil}}}",
  "\u001b[31mred\u0007",
  "\u202egnp.exe",
  "x".repeat(300),
  "שלום_עולם",
  "表_列_🧪",
  "",
  "line\nbreak",
  "`tick` ${dollar}",
] as const

export function hostileReport(): Report {
  const next = generator(3)
  const columns = hostileNames.map((name, i) => {
    if (i % 3 === 2)
      return categoricalColumn(name, [
        [name, 40, 10],
        ["</td></table>", 30, 60],
        ["\u0000", 0, 30],
      ])
    const draw = (mean: number) => Array.from({ length: 60 }, () => mean + normal(next))
    return numericColumn(name, draw(0), draw(i), [60, 60])
  })
  const report = reportOf(columns)
  return withCauses({
    ...report,
    command: "driftcheck compare '</code><script>alert(2)</script>'",
    reference: { ...report.reference, label: "<b>ref", path: `"/><script>alert(3)</script>.csv` },
    schema: {
      added: [...hostileNames],
      removed: [],
      type_changed: [{ column: hostileNames[0], reference: "<i>", current: "</i>", comparable: false }],
      renamed: [{ reference: hostileNames[0], current: hostileNames[6], reason: "<u>same values</u>" }],
    },
    checks: hostileNames.map((name) =>
      check("missing", name, "fail", { message: `${name} <script>alert(4)</script>` }),
    ),
    correlations: {
      ...correlations,
      pairs: hostileNames
        .slice(1)
        .map((second, i) => ({ ...correlations.pairs[i % 7], first: hostileNames[0], second })),
    },
    warnings: ["<marquee>\u202e"],
  })
}

/** Many columns; those past the first sixty have no details of their own. */
export function wideReport(n: number): Report {
  const sample = sampleColumns()
  const columns = Array.from({ length: n }, (_, i) => {
    const column = sample[i % sample.length]
    return { ...column, name: `${column.name}_${i}` }
  })
  return reportOf(columns)
}

/** The sample at the end of forty nights: some of its columns rise, one falls, one night gave no answer. */
export function trendReport(): Report {
  const sample = sampleReport()
  const names = [
    "interest_rate",
    "purpose",
    "inquiries_6m",
    "channel",
    "age",
    "loan_amount",
    "utilisation",
    "gone_since",
  ]
  return { ...sample, trend: trendOf(nights(40, names)) }
}

/** A rate of orders that fell below its limit. */
export const sampleMetric: MetricResult = judgeMetric({
  id: "conversion",
  title: "Conversion",
  layer: "business",
  unit: "share",
  better: "higher",
  labels: {},
  reference: { value: 0.1, low: 0.09, high: 0.11, rows: 10_000 },
  current: { value: 0.05, low: 0.04, high: 0.06, rows: 8_000 },
  limits: { fail: { side: "below", by: 0.08, from: "zero" } },
  baseline: null,
  estimated: false,
})
