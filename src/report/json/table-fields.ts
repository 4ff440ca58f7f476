import type {
  CheckResult,
  CorrelationPair,
  Correlations,
  MetricResult,
  MultivariateResult,
  ProxyFacts,
  ProxyResult,
  SchemaChange,
  SegmentColumn,
  SegmentResult,
  Segmentation,
} from "../../model.js"
import { effect } from "./column-fields.js"
import type { Fields } from "./fields.js"

export const schema: Fields<SchemaChange> = {
  added: true,
  removed: true,
  type_changed: { column: true, reference: true, current: true, comparable: true },
  renamed: { reference: true, current: true, reason: true },
  reordered: true,
}

export const check: Fields<CheckResult> = {
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

export const multivariate: Fields<MultivariateResult> = {
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

export const correlations: Fields<Correlations> = {
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

export const segments: Fields<Segmentation> = {
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

export const metric: Fields<MetricResult> = {
  id: true,
  title: true,
  layer: true,
  labels: true,
  value: true,
  low: true,
  high: true,
  rows: true,
  relative_error: true,
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

export const proxies: Fields<ProxyFacts> = {
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
