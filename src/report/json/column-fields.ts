import type {
  Acceptance,
  CategoryRow,
  CategoryTable,
  Change,
  ColumnLocation,
  ColumnPeriod,
  ColumnSummary,
  CourseLine,
  CourseUsual,
  Effect,
  Histogram,
  Measurement,
  MissingTest,
  MovedWord,
  TestedColumn,
  TimeSummary,
  ValueCount,
  WordShift,
  ScoreRange,
} from "../../model.js"
import type { Fields } from "./fields.js"

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

export const summary: Fields<ColumnSummary> = {
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

export const effect: Fields<Effect> = { method: true, drift_score: true, threshold: true }

export const measurement: Fields<Measurement> = {
  method: true,
  drift_score: true,
  statistic: true,
  p_value: true,
  threshold: true,
  drifted: true,
  noise_floor: true,
  reason: true,
  between: { low: true, high: true, side: true } satisfies Fields<ScoreRange>,
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

export const column: Fields<TestedColumn> = {
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
  passed: true,
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
