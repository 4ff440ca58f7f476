import type {
  AlertFacts,
  BandedCourse,
  Acceptance,
  AskedServer,
  CalibrationBin,
  CategoryRow,
  CategoryTable,
  Cause,
  CauseCheck,
  Change,
  CheckResult,
  CheckTitle,
  Chunk,
  ChunkValue,
  ChunkedFigure,
  ChunkedFigures,
  ColumnLocation,
  ColumnPeriod,
  ColumnResult,
  ColumnSummary,
  CorrelationPair,
  Correlations,
  CourseFacts,
  CourseLine,
  CourseUsual,
  DatasetFacts,
  DriftFacts,
  Effect,
  ErrorChange,
  FeedbackLink,
  GateFacts,
  GradualDrift,
  Histogram,
  LabelBias,
  LabelDelay,
  LabelFacts,
  LabelShift,
  LastingChange,
  LakeVersion,
  LlmFacts,
  LossShift,
  Measurement,
  MethodTitle,
  MetricResult,
  MissingTest,
  MovedText,
  MovedTexts,
  MovedWord,
  MultivariateResult,
  OffsetRange,
  PerformancePeriod,
  PerformanceReport,
  PerformanceSide,
  PeriodFacts,
  ProxyFacts,
  ProxyResult,
  RenderOptions,
  Report,
  Reporter,
  SchemaChange,
  SegmentColumn,
  SegmentResult,
  Segmentation,
  Setup,
  ShiftFacts,
  Since,
  SinceItem,
  Spending,
  SpendingRow,
  TestedColumn,
  ThresholdPoint,
  TimeSummary,
  Trend,
  TrendColumn,
  TrendMetric,
  TrendRun,
  ValueCount,
  Verdict,
  WordShift,
  WorstAnswer,
  WindowFacts,
  Traffic,
} from "../model.js"
import { inReadingOrder } from "../report/context.js"
import { openedColumns } from "../report/opened-columns.js"

/** The fields of a type in the order they are written: true, or the fields of what the field holds or lists. */
type Fields<T> = Record<keyof T, Shape>
type Shape = true | { [field: string]: Shape }

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

const valueCount: Fields<ValueCount> = { value: true, count: true }

const missingTest: Fields<MissingTest> = {
  reference_share: true,
  current_share: true,
  statistic: true,
  p_value: true,
  distance: true,
  period_limit: true,
  changed: true,
}

const timeSummary: Fields<TimeSummary> = {
  span_days: true,
  repeated: true,
  median_gap_ms: true,
  largest_gap_ms: true,
  largest_gap_from: true,
  period: true,
  periods: true,
  empty_periods: true,
  rows_per_period: { min: true, median: true, max: true },
}

const summary: Fields<ColumnSummary> = {
  rows: true,
  missing: true,
  nan: true,
  infinite: true,
  distinct: true,
  min: true,
  max: true,
  at_min: true,
  at_max: true,
  mean: true,
  std: true,
  sum: true,
  skew: true,
  kurtosis: true,
  zeros: true,
  negative: true,
  quantiles: true,
  decimals_mean: true,
  top: valueCount,
  length_min: true,
  length_max: true,
  length_mean: true,
  empty: true,
  blank: true,
  spaced: true,
  null_words: valueCount,
  content_hash: true,
  time: timeSummary,
}

const effect: Fields<Effect> = { method: true, drift_score: true, threshold: true }

const measurement: Fields<Measurement> = {
  method: true,
  drift_score: true,
  statistic: true,
  p_value: true,
  threshold: true,
  drifted: true,
  noise_floor: true,
  reason: true,
}

const categoryRow: Fields<CategoryRow> = { value: true, reference: true, current: true, state: true }

/** Of both kinds of distribution: each has its own part of these fields. */
const distribution: Fields<Omit<Histogram, "kind"> & CategoryTable> = {
  kind: true,
  edges: true,
  reference: true,
  current: true,
  time: true,
  discrete: true,
  reference_outside: true,
  current_outside: true,
  reference_quantiles: true,
  current_quantiles: true,
  gap: { at: true, reference: true, current: true } satisfies Fields<NonNullable<Histogram["gap"]>>,
  rows: categoryRow,
  others: { values: true, reference: true, current: true } satisfies Fields<NonNullable<CategoryTable["others"]>>,
  reference_distinct: true,
  current_distinct: true,
  new_rows: true,
  new_values: true,
  gone_rows: true,
  gone_values: true,
}

const columnPeriod: Fields<ColumnPeriod> = {
  method: true,
  distance: true,
  limit: true,
  unusual_limit: true,
  clipped: { distance: true, limit: true } satisfies Fields<NonNullable<ColumnPeriod["clipped"]>>,
  beyond: true,
  unusual: true,
  ordinary: { low: true, middle: true, high: true, largest: true } satisfies Fields<
    NonNullable<ColumnPeriod["ordinary"]>
  >,
  periods: true,
  same_weekday: true,
  moved: true,
  decides: true,
  locations: { value: true, moved: true, bound: true } satisfies Fields<ColumnLocation>,
}

const movedWord: Fields<MovedWord> = { word: true, reference: true, current: true }

const column: Fields<TestedColumn> = {
  name: true,
  type: true,
  type_reason: true,
  role: true,
  critical: true,
  watched: true,
  accepted: { until: true, why: true, owner: true } satisfies Fields<Acceptance>,
  status: true,
  reason: true,
  method: true,
  drift_score: true,
  threshold: true,
  p_value: true,
  p_value_adjusted: true,
  effect,
  effects: effect,
  ratio: true,
  period: columnPeriod,
  storage: { reference: true, current: true },
  measurements: measurement,
  reference: summary,
  current: summary,
  new_categories: valueCount,
  missing_categories: valueCount,
  n_new_categories: true,
  n_missing_categories: true,
  outside_range: { below: true, above: true },
  outside_fences: { low: true, high: true, reference: true, current: true },
  respelled_categories: { value: true, count: true, like: true },
  missing_test: missingTest,
  distribution,
  course: {
    of: true,
    value: true,
    values: true,
    usual: { middle: true, low: true, high: true } satisfies Fields<CourseUsual>,
  } satisfies Fields<CourseLine>,
  word_shift: {
    more: movedWord,
    fewer: movedWord,
    typical_reference: true,
    typical_current: true,
  } satisfies Fields<WordShift>,
  what_changed: { text: true, note: true } satisfies Fields<Change>,
}

const schema: Fields<SchemaChange> = {
  added: true,
  removed: true,
  type_changed: { column: true, reference: true, current: true, comparable: true },
  renamed: { reference: true, current: true, reason: true },
  reordered: true,
}

const check: Fields<CheckResult> = {
  id: true,
  column: true,
  status: true,
  value: true,
  reference_value: true,
  warn_limit: true,
  fail_limit: true,
  message: true,
  rule: true,
}

const multivariate: Fields<MultivariateResult> = {
  method: true,
  title: true,
  description: true,
  status: true,
  reason: true,
  score: true,
  threshold: true,
  p_value: true,
  significance: true,
  reference_rows: true,
  current_rows: true,
  seed: true,
  columns: { name: true, share: true },
  shares_of: true,
}

const correlations: Fields<Correlations> = {
  reason: true,
  pairs_total: true,
  reference_rows: true,
  current_rows: true,
  seed: true,
  pairs: {
    first: true,
    second: true,
    method: true,
    reference: true,
    current: true,
    change: true,
    reference_rows: true,
    current_rows: true,
    noise: true,
    beyond_chance: true,
  } satisfies Fields<CorrelationPair>,
}

const method: Fields<MethodTitle> = { id: true, title: true, short_title: true, kind: true }
const checkTitle: Fields<CheckTitle> = { id: true, title: true, fail_title: true, unit: true }

const trendRun: Fields<TrendRun> = {
  run: true,
  created_at: true,
  status: true,
  drift_share: true,
  drift_share_threshold: true,
  config_hash: true,
  share_band: true,
}

const gradual: Fields<GradualDrift> = {
  column: true,
  direction: true,
  runs: true,
  references: true,
  p_value: true,
  p_value_adjusted: true,
  slope: true,
  from: true,
  to: true,
  runs_to_threshold: true,
  drifted: true,
}

const trend: Fields<Trend> = {
  runs: trendRun,
  total_runs: true,
  columns: { name: true, ratios: true, mark: true } satisfies Fields<TrendColumn>,
  metrics: { id: true, labels: true, values: true, bands: true, outside: true } satisfies Fields<TrendMetric>,
  gradual,
  lasting: {
    column: true,
    value: true,
    moved: true,
    bound: true,
    since: true,
    nights: true,
  } satisfies Fields<LastingChange>,
  unusual: { name: true, subject: true, values: true, bands: true, outside: true } satisfies Fields<BandedCourse>,
  beside_runs: { runs: true, unusual: { column: true, distance: true, limit: true }, as_before: true },
}

const sinceItem: Fields<SinceItem> = {
  kind: true,
  id: true,
  column: true,
  rule: true,
  labels: true,
  runs: true,
  since: true,
}

const since: Fields<Since> = { run: true, created_at: true, new: sinceItem, lasting: sinceItem, back: sinceItem }

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

const segments: Fields<Segmentation> = {
  column: true,
  edges: true,
  segments_total: true,
  segments: {
    value: true,
    reference_rows: true,
    current_rows: true,
    status: true,
    drifted_columns: true,
    tested_columns: true,
    columns: {
      name: true,
      status: true,
      reason: true,
      method: true,
      drift_score: true,
      threshold: true,
      p_value: true,
      p_value_adjusted: true,
      effect,
      ratio: true,
    } satisfies Fields<SegmentColumn>,
  } satisfies Fields<SegmentResult>,
}

const metric: Fields<MetricResult> = {
  id: true,
  title: true,
  layer: true,
  labels: true,
  value: true,
  low: true,
  high: true,
  rows: true,
  reference_value: true,
  reference_low: true,
  reference_high: true,
  reference_rows: true,
  change: true,
  change_low: true,
  change_high: true,
  unit: true,
  better: true,
  baseline: true,
  warn_limit: true,
  fail_limit: true,
  beyond: true,
  status: true,
  level: true,
  unsure: true,
  message: true,
  estimated: true,
}

const performanceSide = {
  rows: true,
  labelled: true,
  confusion: true,
  thresholds: {
    threshold: true,
    true_negatives: true,
    false_positives: true,
    false_negatives: true,
    true_positives: true,
  } satisfies Fields<ThresholdPoint>,
  calibration: { rows: true, predicted: true, observed: true, low: true, high: true } satisfies Fields<CalibrationBin>,
  residuals: { edges: true, counts: true },
  periods: { start: true, rows: true, value: true, low: true, high: true } satisfies Fields<PerformancePeriod>,
} satisfies Fields<PerformanceSide>

const shift: Fields<ShiftFacts> = {
  verdict: true,
  message: true,
  reason: true,
  losses: {
    loss: true,
    reference: true,
    current: true,
    change: true,
    to_shared: true,
    to_shared_se: true,
    concept: true,
    concept_se: true,
    from_shared: true,
    from_shared_se: true,
    inputs: true,
    inputs_se: true,
  } satisfies Fields<LossShift>,
  reference_rows: true,
  current_rows: true,
  reference_effective: true,
  current_effective: true,
  auc: true,
  overlap: true,
  inputs: true,
  label_shift: { reference: true, current: true, estimated: true } satisfies Fields<LabelShift>,
}

const performance: Fields<PerformanceReport> = {
  task: true,
  target: true,
  predicted: true,
  score: true,
  probabilities: { class: true, column: true },
  classes: true,
  decision_threshold: true,
  min_labels: true,
  leading: true,
  period: true,
  reference: performanceSide,
  current: performanceSide,
  shift,
  chunks: {
    by: true,
    reference_chunks: true,
    chunks: { from: true, to: true, rows: true, labelled: true } satisfies Fields<Chunk>,
    figures: {
      id: true,
      title: true,
      low_limit: true,
      high_limit: true,
      better: true,
      worse: true,
      chance: true,
      surely_worse: true,
      values: {
        estimated: true,
        low: true,
        high: true,
        realised: true,
        alert: true,
        realised_alert: true,
      } satisfies Fields<ChunkValue>,
    } satisfies Fields<ChunkedFigure>,
  } satisfies Fields<ChunkedFigures>,
  changes: {
    detector: true,
    loss: true,
    from_row: true,
    found_row: true,
    from: true,
    found: true,
    before: true,
    before_rows: true,
    after: true,
    after_rows: true,
    message: true,
  } satisfies Fields<ErrorChange>,
}

const labels: Fields<LabelFacts> = {
  path: true,
  id: true,
  target: true,
  as_of: true,
  window_from: true,
  predictions: true,
  labelled: true,
  coverage: true,
  label_rows: true,
  superseded: true,
  orphans: true,
  late: true,
  outside: true,
  empty: true,
  before_prediction: true,
  delay_hours: { min: true, p25: true, p50: true, p75: true, p95: true, max: true } satisfies Fields<LabelDelay>,
  bias: {
    labelled_rows: true,
    unlabelled_rows: true,
    tested_columns: true,
    drifted: { column: true, ratio: true },
  } satisfies Fields<LabelBias>,
}

const llm: Fields<LlmFacts> = {
  cost: { usd: true, requests: true, unpriced: true, reference_usd: true },
  spending: {
    by: true,
    column: true,
    budget: true,
    groups: true,
    over_budget: true,
    listed: { value: true, usd: true, requests: true, reference_usd: true } satisfies Fields<SpendingRow>,
    other_usd: true,
  } satisfies Fields<Spending>,
  feedback: {
    outcome: true,
    column: true,
    correlation: true,
    low: true,
    high: true,
    p_value: true,
    p_value_adjusted: true,
    rows: true,
  } satisfies Fields<FeedbackLink>,
  worst: {
    row: true,
    id: true,
    model: true,
    score: true,
    marks: true,
    prompt: true,
    response: true,
  } satisfies Fields<WorstAnswer>,
  moved: {
    column: true,
    reference_texts: true,
    current_texts: true,
    auc: true,
    low: true,
    rows: { row: true, id: true, likelihood: true, text: true } satisfies Fields<MovedText>,
  } satisfies Fields<MovedTexts>,
  asked: {
    side: true,
    purpose: true,
    address: true,
    model: true,
    rows: true,
    sent: true,
    known: true,
    invalid: true,
    failed: true,
    input_tokens: true,
    output_tokens: true,
    usd: true,
    stopped: true,
    repeated: { rows: true, same: true, difference: true },
  } satisfies Fields<AskedServer>,
}

const proxies: Fields<ProxyFacts> = {
  state: true,
  proxies: {
    id: true,
    of: true,
    delay_hours: true,
    pairs: true,
    pearson: true,
    pearson_low: true,
    pearson_high: true,
    spearman: true,
    usable: true,
    value: true,
    reference_value: true,
    change_share: true,
    status: true,
    message: true,
  } satisfies Fields<ProxyResult>,
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

const report: Fields<Report> = {
  kind: true,
  schema_version: true,
  driftcheck_version: true,
  command: true,
  created_at: true,
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

/**
 * A value as JSON, indented by two spaces; arrays and objects of plain values stay on one line while that is short, arrays
 * of numbers always. Fields come in the order of the shape, then those that it does not name.
 */
function write(value: unknown, shape: Shape, indent: string, path: string): string {
  if (value === null || typeof value !== "object") return plain(value, path)
  const list = Array.isArray(value)
  const inner = `${indent}  `
  const parts = list
    ? value.map((item, i) => write(item, shape, inner, `${path}[${i}]`))
    : ordered(value, shape).map(
        ([key, item]) => `${JSON.stringify(key)}: ${write(item, part(shape, key), inner, `${path}.${key}`)}`,
      )
  const [open, close] = list ? ["[", "]"] : ["{", "}"]
  if (parts.length === 0) return open + close
  if (Object.values(value).every((item) => item === null || typeof item !== "object")) {
    const line = list ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`
    if (line.length + indent.length <= 120 || (list && typeof value[0] === "number")) return line
  }
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`
}

/** The same without spaces; the outermost `lines` levels have a line for each of their parts. */
function writeCompact(value: unknown, shape: Shape, lines: number, path: string): string {
  if (value === null || typeof value !== "object") return plain(value, path)
  const list = Array.isArray(value)
  const parts = list
    ? value.map((item, i) => writeCompact(item, shape, lines - 1, `${path}[${i}]`))
    : ordered(value, shape).map(
        ([key, item]) => `${JSON.stringify(key)}:${writeCompact(item, part(shape, key), lines - 1, `${path}.${key}`)}`,
      )
  const [open, close] = list ? ["[", "]"] : ["{", "}"]
  const end = lines > 0 && parts.length > 0 ? "\n" : ""
  return open + end + parts.join(`,${end}`) + end + close
}

function plain(value: unknown, path: string): string {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Error(`${path} is ${value}, which JSON cannot hold`)
  return JSON.stringify(value)
}

const part = (shape: Shape, key: string): Shape => (shape === true ? true : (shape[key] ?? true))

/** The fields of an object, those its shape names first. A field without a value is left out, as JSON does. */
function ordered(value: object, shape: Shape): [string, unknown][] {
  const own = Object.entries(value).filter(([, item]) => item !== undefined)
  if (shape === true) return own
  const items = new Map<string, unknown>(own)
  const first = Object.keys(shape).filter((key) => items.has(key))
  return [
    ...first.map((key): [string, unknown] => [key, items.get(key)]),
    ...own.filter(([key]) => !Object.hasOwn(shape, key)),
  ]
}

/** The report without the cumulative curves and courses of columns whose details the page does not show. */
function withoutUnseenCurves(report: Report, all: boolean): Report {
  const opened = openedColumns(inReadingOrder(report.columns), report.checks, all)
  return { ...report, columns: report.columns.map((column) => (opened.has(column) ? column : withoutCurves(column))) }
}

function withoutCurves(column: ColumnResult): ColumnResult {
  const { distribution } = column
  const followed = column.course === undefined ? {} : { course: [] }
  return distribution?.kind === "histogram"
    ? { ...column, ...followed, distribution: { ...distribution, reference_quantiles: [], current_quantiles: [] } }
    : { ...column, ...followed }
}

export default {
  meta: {
    title: "JSON",
    description: "The whole report as data; field names are a contract (schema_version 1).",
    file: "the JSON report",
    stdout: true,
  },
  render(result, { compact = false, allDetails = false }: Pick<RenderOptions, "compact" | "allDetails"> = {}) {
    if (!compact) return `${write(result, report, "", "report")}\n`
    return `${writeCompact(withoutUnseenCurves(result, allDetails), report, 2, "report")}\n`
  },
} satisfies Reporter
