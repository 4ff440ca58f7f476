/** Figures of columns, and the limits of metrics. */
import { UsageError } from "../../errors.js"
import { metricUnits, type Better, type MetricLimit, type MetricUnit } from "../../model.js"
import { limitForms, parseLimit } from "../metric-limits.js"
import type { Origin, Settings } from "../setting.js"
import { aboveZero, key, milliseconds, onOff, takes, timeSpan, type Valibot } from "../takes.js"
import { defined, mapValues } from "../values.js"
import { severities, type Severity } from "./findings.js"

/** Limits of a figure; what is not said stays as the metric has it. null: no limit. */
export interface MetricLimits {
  warn?: MetricLimit | null
  fail?: MetricLimit | null
  /** `off`: not measured. `warn`: never fails. `fail`: what would only warn fails. */
  severity?: Severity
}

/** What a user says of one figure. */
export interface MetricOptions extends MetricLimits {
  /** The metric that a figure of the user's own is made by, and the column it is made of. */
  kind?: string
  column?: string
  /** The value that counts as positive. */
  positive?: string
  title?: string
  unit?: MetricUnit
  better?: Better
  /** What limits against the reference are held to instead of its figure. */
  baseline?: number
  /** What holds for the rows of one label instead, by "name=value". */
  perLabel?: ReadonlyMap<string, MetricLimits>
}

/** The early figures of a later one. */
export interface ProxyOptions {
  by: readonly string[]
  /** How much later it is in the history, in milliseconds. */
  delay: number
}

export const metrics = {
  metrics: {
    takes: takes((v) => v.map(v.string(), metric(v)), { mapping: "names" }),
    about:
      "Figures of your own, and limits of metrics by their id; `driftcheck metrics` lists all. An entry with `kind` makes a figure of a column",
    field: "metrics",
    as: metricOptions,
  },
  proxies: {
    takes: takes((v) => v.map(v.string(), proxies(v)), { mapping: "names" }),
    about:
      "Early figures that may stand for one that is known later, by the later one's name. A name is a metric, a figure of `metrics`, or a column, whose mean is taken",
    field: "proxies",
    as: proxyOptions,
  },
  budget: {
    takes: takes((v) => v.strictObject(budgetKeys(v)), { mapping: "keys" }),
    about: "LLM traces: US dollars that may be spent; a figure above fails",
    field: "budget",
  },
  show_texts: {
    takes: onOff,
    about:
      "LLM traces: whether outputs may show prompts, responses and retrieved passages, which are private otherwise",
    default: false,
    field: "showTexts",
  },
} as const satisfies Settings

function proxies(v: Valibot) {
  return v.strictObject({
    by: v.pipe(v.array(v.string()), v.minLength(1), v.metadata({ description: "The early figures." })),
    delay: key(
      v,
      timeSpan.schema(v),
      "How much later the figure is in the history than its early ones: `14d` (default: in the same run).",
    ),
  })
}

function proxyOptions(
  written: ReadonlyMap<string, { by: string[]; delay?: string | undefined }> = new Map(),
): ReadonlyMap<string, ProxyOptions> {
  return mapValues(written, ({ by, delay }) => ({ by, delay: milliseconds(delay) ?? 0 }))
}

function budgetKeys(v: Valibot) {
  const dollars = aboveZero.schema(v)
  return {
    per_day: key(v, dollars, "The most that one day (UTC) may cost."),
    per_user: key(v, dollars, "The most that one user may cost over the rows of current."),
    per_feature: key(v, dollars, "The most that one feature may cost over the rows of current."),
    per_model: key(v, dollars, "The most that one model may cost over the rows of current."),
  }
}

const betters = ["higher", "lower", "neither"] as const

function limits(v: Valibot) {
  const limit = v.nullable(v.union([v.pipe(v.number(), v.finite()), v.string()]))
  return {
    warn: key(v, limit, `Beyond this the figure warns: ${limitForms}; \`null\`: never.`),
    fail: key(v, limit, "Where the whole interval lies beyond this the figure fails; written as `warn`."),
    severity: key(
      v,
      v.picklist(severities),
      "`off`: not measured. `warn`: a warning at most. `fail`: what would only warn fails.",
    ),
  }
}

function metric(v: Valibot) {
  const ofLabel = v.union([v.picklist(severities), v.strictObject(limits(v))])
  return v.union([
    v.picklist(severities),
    v.strictObject({
      kind: key(v, v.string(), "Makes a figure of a column: `rate`, `mean`, `sum`, `count`, `distinct`."),
      column: key(v, v.string(), "The column that the figure is made of; with `kind`."),
      positive: key(
        v,
        v.union([v.string(), v.number(), v.boolean()]),
        "The value that counts in a `rate` (default: true, 1 or yes).",
      ),
      title: key(v, v.string(), "What reports call the figure (default: its name)."),
      unit: key(v, v.picklist(metricUnits), "The figure's unit (default: that of its kind)."),
      better: key(v, v.picklist(betters), "Which way is better (default: that of its kind)."),
      baseline: key(
        v,
        v.pipe(v.number(), v.finite()),
        "The figure of all rows that limits against the reference start from, in its unit (default: the reference's own).",
      ),
      ...limits(v),
      labels: key(v, v.map(v.string(), ofLabel), "What holds for one segment instead, by `column=value`."),
    }),
  ])
}

type Written = number | string | null
type LimitsConfig = { [K in "warn" | "fail"]?: Written | undefined } & { severity?: Severity | undefined }
type MetricConfig =
  | Severity
  | (LimitsConfig & {
      kind?: string | undefined
      column?: string | undefined
      positive?: string | number | boolean | undefined
      title?: string | undefined
      unit?: MetricUnit | undefined
      better?: Better | undefined
      baseline?: number | undefined
      labels?: ReadonlyMap<string, Severity | LimitsConfig> | undefined
    })

function metricOptions(
  figures: ReadonlyMap<string, MetricConfig> = new Map(),
  origin: Origin = () => "",
): ReadonlyMap<string, MetricOptions> {
  return new Map(Array.from(figures, ([id, own]) => [id, oneMetric(id, own, origin)]))
}

function oneMetric(id: string, own: MetricConfig, origin: Origin): MetricOptions {
  if (typeof own === "string") return { severity: own }
  const { labels, positive, warn, fail, severity, ...rest } = own
  const at = (...below: string[]) => origin(id, ...below)
  return {
    ...defined(rest),
    ...limitOptions({ warn, fail, severity }, at),
    ...(positive === undefined ? {} : { positive: String(positive) }),
    ...(labels === undefined
      ? {}
      : {
          perLabel: mapValues(labels, (each) =>
            typeof each === "string" ? { severity: each } : limitOptions(each, (below) => at("labels", below)),
          ),
        }),
  }
}

function limitOptions({ warn, fail, severity }: LimitsConfig, at: (key: string) => string): MetricLimits {
  return defined({ warn: limitOf(warn, () => at("warn")), fail: limitOf(fail, () => at("fail")), severity })
}

function limitOf(written: Written | undefined, place: () => string): MetricLimit | null | undefined {
  if (written === undefined || written === null) return written
  const limit = parseLimit(written)
  if (limit !== null) return limit
  throw new UsageError(`${place()}: ${JSON.stringify(written)} is no limit`, { hint: `it takes ${limitForms}` })
}
