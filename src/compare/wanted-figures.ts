/** Which figures are made: which metrics, of which columns, held to which limits. */
import type { FilledRoles } from "../evidence/metric-columns.js"
import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import type { Better, Dataset, Metric, MetricMeta, MetricRole, PredictionNeed } from "../model.js"
import { proxyLimit, proxyLinks, timedFigures } from "../judge/proxies.js"
import { findRoles, holdsTraces } from "../options/find-roles.js"
import type { CompareOptions } from "../options/options.js"
import type { MetricOptions } from "../options/settings/metrics.js"

/** What figures are made of: both sides, or current alone. */
export interface MetricWork {
  reference: Dataset | null
  current: Dataset
  metrics: ReadonlyMap<string, Metric>
  options: CompareOptions
  /** Columns whose values no output may show. */
  hidden: ReadonlySet<string>
}

/** One figure to be made: which metric, of which columns, held to which limits. */
export interface Wanted {
  id: string
  metric: Metric
  roles: FilledRoles
  options: MetricOptions
}

/** The metrics of the registry whose roles current fills, in their order, then the figures of the configuration. */
export function wantedFigures(work: MetricWork, plan: PredictionPlan | null): Wanted[] {
  const { metrics, options, current } = work
  const named = Array.from(options.metrics).flatMap(([id, own]): Wanted[] => {
    const metric = own.kind === undefined ? undefined : metrics.get(own.kind)
    if (metric === undefined || own.column === undefined || own.severity === "off") return []
    return [{ id, metric, roles: { value: { column: own.column, positive: own.positive } }, options: own }]
  })
  const roles = rolesOf(options, current)
  const inTraces = holdsTraces(current.columns)
  const known = Array.from(metrics).flatMap(([id, metric]): Wanted[] => {
    const own = { ...budgetLimit(metric.meta, options), ...options.metrics.get(id) }
    const { needs, tasks } = metric.meta
    const need = predictionNeed(needs)
    const filled =
      need === null
        ? isFilled({ metric, roles })
        : plan !== null && canGive(plan, need) && (tasks?.includes(plan.task) ?? true)
    // Of traces, what is usually held to limits is listed all the same: not measured, rather than passed over.
    const expected = inTraces && metric.meta.layer === "llm" && metric.meta.failLimit !== null
    return (filled || expected) && own.severity !== "off"
      ? [{ id, metric, roles: need === null ? only(roles, metric) : roles, options: own }]
      : []
  })
  return heldAsProxies([...known, ...named, ...columnsOfProxies(work)], work)
}

/** The mean of each column that a proxy or its later figure is, where no figure has that name. */
function columnsOfProxies({ metrics, options }: MetricWork): Wanted[] {
  const mean = metrics.get("mean")
  const names = Array.from(options.proxies).flatMap(([of, { by }]) => [...by, of])
  const others = Array.from(new Set(names)).filter((name) => !metrics.has(name) && !options.metrics.has(name))
  if (mean === undefined) return []
  return others.map((name) => ({
    id: name,
    metric: mean,
    roles: { value: { column: name } },
    options: { title: name },
  }))
}

/** The same figures, those that surely go with a later one with its limit unless they have one that warns. */
function heldAsProxies(wanted: readonly Wanted[], { options, metrics }: MetricWork): Wanted[] {
  const links = proxyLinks(options.proxies, timedFigures(options.earlier ?? []))
  const betterOf = (id: string): Better =>
    options.metrics.get(id)?.better ?? metrics.get(options.metrics.get(id)?.kind ?? id)?.meta.better ?? "higher"
  return wanted.map((each) => {
    const limits = links.filter(({ id }) => id === each.id).map((link) => proxyLimit(link, betterOf(link.of)))
    const warn = limits.find((limit) => limit !== null)
    return warn === undefined ? each : { ...each, options: { warn, ...each.options } }
  })
}

/** The roles that the metric needs. */
function only(roles: FilledRoles, { meta }: Metric): FilledRoles {
  return Object.fromEntries(Object.entries(roles).filter(([role]) => role in meta.needs))
}

/** Whether every role has its column. Predictions are planned for apart: see `canGive`. */
export const isFilled = ({ metric, roles }: Pick<Wanted, "metric" | "roles">) =>
  Object.keys(metric.meta.needs).every((role) => role === "predictions" || role in roles)

/** What a metric asks of predictions; null where it asks for columns. */
export function predictionNeed({ predictions }: MetricMeta["needs"]): PredictionNeed | null {
  return predictions === undefined ? null : (predictions as PredictionNeed)
}

/** The failing limit that the budget sets this figure. */
function budgetLimit({ budget: part }: MetricMeta, { budget }: CompareOptions): MetricOptions {
  const limit = part === undefined ? undefined : budget?.[part]
  return limit === undefined ? {} : { fail: { side: "above", by: limit, from: "zero" } }
}

/** The columns of current that have a role, by role; of several, the first. Late labels fill theirs where some were joined. */
function rolesOf({ roles, clock }: CompareOptions, { columns, labels }: Dataset): FilledRoles {
  const filled: Partial<Record<MetricRole, { column: string }>> =
    labels === undefined ? {} : { late_labels: { column: labels.facts.target } }
  if (clock !== undefined) filled.clock = { column: "" }
  for (const { role, column } of findRoles(columns, roles)) filled[role] ??= { column }
  return filled
}
