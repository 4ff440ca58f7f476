import type {
  BandedCourse,
  GradualDrift,
  LastingChange,
  Since,
  SinceItem,
  Trend,
  TrendColumn,
  TrendMetric,
  TrendRun,
} from "../../model.js"
import type { Fields } from "./fields.js"

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

export const trend: Fields<Trend> = {
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

export const since: Fields<Since> = { run: true, created_at: true, new: sinceItem, lasting: sinceItem, back: sinceItem }
