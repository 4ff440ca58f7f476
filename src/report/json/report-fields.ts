import type {
  AlertFacts,
  Cause,
  CauseCheck,
  CheckTitle,
  CourseFacts,
  DatasetFacts,
  DriftFacts,
  GateFacts,
  LakeVersion,
  MethodTitle,
  OffsetRange,
  PeriodFacts,
  Report,
  Setup,
  Verdict,
  WindowFacts,
  WindowSample,
  Traffic,
} from "../../model.js"
import { column } from "./column-fields.js"
import type { Fields } from "./fields.js"
import { llm } from "./llm-fields.js"
import { performance, labels } from "./performance-fields.js"
import { schema, check, multivariate, correlations, segments, metric, proxies } from "./table-fields.js"
import { trend, since } from "./trend-fields.js"

const verdict: Fields<Verdict> = {
  status: true,
  exit_code: true,
  reasons: true,
  causes: {
    id: true,
    status: true,
    sentence: true,
    columns: true,
    checks: { id: true, column: true, status: true, rule: true } satisfies Fields<CauseCheck>,
    metrics: { id: true, labels: true },
  } satisfies Fields<Cause>,
}

const drift: Fields<DriftFacts> = {
  dataset_drift: true,
  drift_share: true,
  weighted_drift_share: true,
  drift_share_threshold: true,
  max_drifted: true,
  drifted_columns: true,
  tested_columns: true,
  policy: true,
  by_periods: { table: true },
}

const periods: Fields<PeriodFacts> = {
  timestamp: true,
  named: true,
  unit: true,
  width: true,
  timezone: true,
  periods: true,
  independent_periods: true,
  reference: true,
  current: true,
  day: true,
  weekday: true,
  false_alarm: true,
  rows_inside_current: true,
  rows_excepted: true,
  table: { score: true, limit: true, drift: true } satisfies Fields<NonNullable<PeriodFacts["table"]>>,
  standing_out: { period: true, columns: true },
}

const dataset: Fields<DatasetFacts> = {
  label: true,
  path: true,
  rows: true,
  columns: true,
  missing_cells: true,
  rows_with_missing: true,
  duplicate_rows: true,
  bytes: true,
  sha256: true,
  time_range: true,
  table: { format: true, version: true, written_at: true } satisfies Fields<LakeVersion>,
  fetched: { bytes: true, requests: true } satisfies Fields<Traffic>,
}

const method: Fields<MethodTitle> = { id: true, title: true, short_title: true, kind: true }
const checkTitle: Fields<CheckTitle> = { id: true, title: true, fail_title: true, unit: true }

const setup: Fields<Setup> = {
  config_path: true,
  config_hash: true,
  config_found: true,
  fail_on: true,
  roles: { role: true, column: true, reason: true },
  min_rows: true,
  node_version: true,
  duration_ms: true,
}

const gate: Fields<GateFacts> = {
  metric: true,
  title: true,
  test: true,
  p_value: true,
  gain: true,
  gain_low: true,
  gain_high: true,
  min_gain: true,
  max_segment_loss: true,
  rows: true,
  champion_rows: true,
  challenger_rows: true,
  shared: true,
}

const window: Fields<WindowFacts> = {
  id: true,
  source: true,
  period: true,
  time_range: true,
  records: true,
  sample: { rows: true, one_in: true, relative_error: true, note: true } satisfies Fields<WindowSample>,
  malformed: true,
  duplicates: true,
  late: true,
  future: true,
  without_time: true,
  not_sampled: true,
  out_of_order: true,
  model_versions: { version: true, records: true },
  monitor: { column: true, psi: true, limit: true },
  ranges: { part: true, from: true, to: true } satisfies Fields<OffsetRange>,
}

export const report: Fields<Report> = {
  kind: true,
  schema_version: true,
  driftcheck_version: true,
  command: true,
  created_at: true,
  dataset: true,
  reference: dataset,
  current: dataset,
  verdict,
  since,
  drift,
  periods,
  course: {
    timestamp: true,
    timezone: true,
    unit: true,
    width: true,
    starts: true,
    rows: true,
    reference_points: true,
  } satisfies Fields<CourseFacts>,
  metrics: metric,
  proxies,
  performance,
  llm,
  labels: { reference: labels, current: labels },
  window,
  gate,
  columns: column,
  schema,
  segments,
  checks: check,
  multivariate,
  correlations,
  methods: method,
  check_titles: checkTitle,
  warnings: true,
  trend,
  alerts: { episodes: true, silences: true, rules: true } satisfies Fields<AlertFacts>,
  setup,
}
