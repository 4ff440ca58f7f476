import * as v from "valibot"
import { chunkUnits, tasks } from "../model.js"
import type { Profile } from "./profile.js"

const kinds = ["number", "boolean", "string", "datetime", "time", "binary", "nested", "null"] as const
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const figure = v.nullable(v.number())
const wholeOrNull = v.nullable(whole)
const end = v.nullable(v.union([v.number(), v.string()]))
const valueCounts = v.array(v.object({ value: v.string(), count: whole }))

const time = v.object({
  span_days: v.number(),
  repeated: whole,
  median_gap_ms: figure,
  largest_gap_ms: figure,
  largest_gap_from: v.nullable(v.string()),
  period: v.string(),
  periods: whole,
  empty_periods: whole,
  rows_per_period: v.object({ min: v.number(), median: v.number(), max: v.number() }),
})

/** Every figure of a ColumnSummary; figures that this version does not know are left as they are. */
const summary = v.looseObject({
  rows: whole,
  missing: whole,
  nan: whole,
  infinite: whole,
  distinct: wholeOrNull,
  min: end,
  max: end,
  at_min: wholeOrNull,
  at_max: wholeOrNull,
  mean: figure,
  std: figure,
  sum: figure,
  skew: figure,
  kurtosis: figure,
  zeros: wholeOrNull,
  negative: wholeOrNull,
  quantiles: v.nullable(v.record(v.string(), v.number())),
  decimals_mean: figure,
  top: valueCounts,
  length_min: figure,
  length_max: figure,
  length_mean: figure,
  empty: wholeOrNull,
  blank: wholeOrNull,
  spaced: v.nullable(share),
  null_words: v.nullable(valueCounts),
  content_hash: v.nullable(v.string()),
  time: v.nullable(time),
})

const points = v.object({
  count: whole,
  step: v.nullable(v.pipe(v.number(), v.gtValue(0))),
  resolution: share,
  values: v.string(),
  at: v.string(),
  between: v.string(),
})

const categories = v.pipe(
  v.object({
    values: v.array(v.string()),
    counts: v.array(whole),
    other: v.object({ values: whole, rows: whole }),
  }),
  v.check(({ values, counts }) => values.length === counts.length, "as many counts as values"),
  v.check(({ values }) => new Set(values).size === values.length, "every value once"),
)

const column = v.object({
  name: v.string(),
  storage_type: v.string(),
  kind: v.picklist(kinds),
  integer: v.boolean(),
  undecided: v.optional(v.string()),
  summary,
  distinct_at_most: v.boolean(),
  points: v.nullable(points),
  categories: v.nullable(categories),
})

const knots = v.pipe(
  v.object({ at: v.array(v.number()), values: v.array(share) }),
  v.check(({ at, values }) => at.length > 0 && at.length === values.length, "as many knots as values"),
  v.check(({ at }) => at.every((each, i) => i === 0 || each > at[i - 1]), "knots that ascend"),
)

/** What estimates without labels are made of. */
const estimates = v.object({
  rows: whole,
  calibrations: v.array(v.object({ class: v.nullable(v.string()), knots: v.nullable(knots) })),
  chunks: v.object({
    by: v.nullable(v.union([v.picklist(chunkUnits), v.pipe(whole, v.minValue(1))])),
    chunks: whole,
    figures: v.record(v.string(), v.array(v.number())),
    errors: v.record(v.string(), v.number()),
  }),
})

const performance = v.object({
  measured_as: v.object({
    task: v.picklist(tasks),
    positive: v.nullable(v.string()),
    decision_threshold: figure,
    ranking_k: whole,
    quantile: figure,
  }),
  figures: v.array(
    v.object({
      id: v.string(),
      labels: v.record(v.string(), v.string()),
      value: v.number(),
      low: figure,
      high: figure,
      rows: whole,
    }),
  ),
  estimates: v.optional(estimates),
})

/** The saved form, version 1. */
export const profileSchema = v.object({
  profile_version: v.literal(1),
  driftcheck_version: v.string(),
  label: v.string(),
  rows: whole,
  typed: v.boolean(),
  row_facts: v.object({ missing_cells: whole, rows_with_missing: whole, duplicate_rows: whole }),
  duplicates_within_parts: v.boolean(),
  category_salt: v.nullable(v.string()),
  sources: v.array(v.object({ label: v.string(), rows: whole, bytes: wholeOrNull, sha256: v.nullable(v.string()) })),
  read_warnings: v.array(v.string()),
  performance: v.optional(performance),
  columns: v.pipe(
    v.array(column),
    v.check((all) => new Set(all.map(({ name }) => name)).size === all.length, "every name once"),
  ),
  periods: v.optional(
    v.object({
      timestamp: v.string(),
      timezone: v.string(),
      days: v.array(v.pipe(v.string(), v.isoDate())),
      rows: v.array(whole),
      range: v.tuple([v.pipe(v.string(), v.isoTimestamp()), v.pipe(v.string(), v.isoTimestamp())]),
      columns: v.record(v.string(), v.string()),
    }),
  ),
  content_hash: v.string(),
}) satisfies v.GenericSchema<unknown, Profile>
