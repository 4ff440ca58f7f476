import { facts } from "../alerts/figures.js"
import { knownFigures } from "../alerts/known-figures.js"
import { compileWhen } from "../alerts/when.js"
import { roleKeys } from "../options/all-settings.js"
import { list } from "../options/values.js"
import { policies } from "../options/policies.js"
import { didYouMean } from "../words/suggest.js"
import type { ColumnType, DriftMethod, Metric } from "../model.js"
import { RuleError } from "../rules/expression.js"
import { ruleMistake } from "../rules/compile-rule.js"
import { parseRule } from "../rules/parse.js"
import { compilePattern } from "../rules/pattern.js"
import type { Path } from "./mistake.js"
import type { ColumnConfig, Config } from "./schema.js"
import { spelt } from "./validate.js"

/** What there is to be named: the registry's methods, checks and metrics. */
export interface Units {
  methods: ReadonlyMap<string, DriftMethod>
  checks: ReadonlyMap<string, unknown>
  metrics: ReadonlyMap<string, Metric>
}

export interface Finding {
  path: Path
  message: string
  hint?: string | undefined
}

/** What is wrong with a configuration although every value is of its kind: names of what does not exist, values that contradict. */
export function review(config: Config, units: Units): Finding[] {
  return [
    ...reviewPolicy(config),
    ...reviewMethods(config, units),
    ...reviewRoles(config),
    ...Array.from(config.columns ?? []).flatMap(([name, column]) => reviewColumn(["columns", name], column, units)),
    ...reviewChecks(config, units),
    ...reviewMetrics(config, units),
    ...reviewSegments(config),
    ...reviewRules(config),
    ...reviewAlerts(config, units),
  ]
}

function reviewPolicy({ policy }: Config): Finding[] {
  return policy === undefined ? [] : unknown(["policy"], "policy", policy, Object.keys(policies))
}

function reviewMethods(config: Config, units: Units): Finding[] {
  const named = (key: "method" | "measure") =>
    list(config[key]).map((id, i) => ({ id, path: Array.isArray(config[key]) ? [key, i] : [key] }))
  const all = named("measure").filter(({ id }) => id !== "all")
  const methods = named("method")
  return [
    ...[...methods, ...all].flatMap(({ id, path }) => unknownMethod(path, id, units)),
    ...(config.threshold !== undefined && methods.length !== 1
      ? [{ path: ["threshold"], message: "threshold goes with exactly one method", hint: thresholdHint }]
      : methods.flatMap(({ id }) => badThreshold(["threshold"], id, config.threshold, units))),
    ...Object.entries(config.methods ?? {}).flatMap(([type, chosen]) => reviewType(type as ColumnType, chosen, units)),
  ]
}

const thresholdHint = "policies have thresholds of their own; put `method` beside it"

type TypeMethod = NonNullable<Config["methods"]>["numeric"]

function reviewType(type: ColumnType, chosen: TypeMethod, units: Units): Finding[] {
  if (chosen === undefined) return []
  const path = ["methods", type]
  const { method: id, threshold } = typeof chosen === "string" ? { method: chosen, threshold: undefined } : chosen
  const place = typeof chosen === "string" ? path : [...path, "method"]
  const method = units.methods.get(id)
  if (method === undefined) return unknownMethod(place, id, units)
  if (!method.meta.columnTypes.includes(type)) {
    const serving = Array.from(units.methods).filter(([, { meta }]) => meta.columnTypes.includes(type))
    const hint = `these do: ${serving.map(([other]) => other).join(", ")}`
    return [{ path: place, message: `${spelt(path)}: ${id} does not serve ${type} columns`, hint }]
  }
  return badThreshold([...path, "threshold"], id, threshold, units)
}

function reviewColumn(path: Path, column: ColumnConfig, units: Units): Finding[] {
  const { method, threshold, min, max, pattern } = column
  const found: Finding[] = []
  if (method !== undefined) {
    found.push(...unknownMethod([...path, "method"], method, units))
    found.push(...badThreshold([...path, "threshold"], method, threshold, units))
  } else if (threshold !== undefined)
    found.push({
      path: [...path, "threshold"],
      message: `${spelt(path)}.threshold goes with a method`,
      hint: thresholdHint,
    })
  if (min !== undefined && max !== undefined && min > max)
    found.push({ path: [...path, "min"], message: `${spelt(path)}: min ${min} lies above max ${max}` })
  if (pattern !== undefined) found.push(...badPattern([...path, "pattern"], pattern))
  return found
}

function badPattern(path: Path, pattern: string): Finding[] {
  try {
    compilePattern(pattern, "", 0)
    return []
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return [{ path, message: `${spelt(path)}: ${error.message}`, hint: error.hint }]
  }
}

function reviewRoles(config: Config): Finding[] {
  const taken = new Map<string, string>()
  return roleKeys.flatMap((role) =>
    list(config[role]).flatMap((name, i) => {
      const other = taken.get(name)
      taken.set(name, role)
      if (other === undefined) return []
      const path = Array.isArray(config[role]) ? [role, i] : [role]
      const twice = other === role ? `is there twice` : `is named as ${other} already`
      return [{ path, message: `${role}: the column ${JSON.stringify(name)} ${twice}`, hint: "a column has one role" }]
    }),
  )
}

function reviewChecks(config: Config, { checks }: Units): Finding[] {
  return Array.from(config.checks ?? []).flatMap(([id, settings]) => {
    const path = ["checks", id]
    const found = unknown(path, "check", id, checks.keys())
    if (typeof settings === "string") return found
    const parts = [[path, settings] as const, ...columnLimits(path, settings.columns)]
    return [...found, ...parts.flatMap(([place, { warn, fail }]) => crossedLimits(place, warn, fail))]
  })
}

/** A figure of one's own has a kind, a column and a name that no metric has; what only sets limits is called as a metric. */
function reviewMetrics(config: Config, { metrics }: Units): Finding[] {
  return Array.from(config.metrics ?? []).flatMap(([id, own]): Finding[] => {
    const path = ["metrics", id]
    const { kind, column } = typeof own === "string" ? {} : own
    if (kind === undefined && column === undefined) return unknownFigure(path, id, metrics.keys())
    if (kind === undefined)
      return [{ path, message: `${spelt(path)} has a column and no kind`, hint: kindHint(metrics) }]
    const metric = metrics.get(kind)
    if (metric === undefined) return unknown([...path, "kind"], "metric", kind, ownKinds(metrics))
    if (metrics.has(id))
      return [
        { path, message: `${spelt(path)}: ${id} is a metric of driftcheck`, hint: "give the figure another name" },
      ]
    if (!("value" in metric.meta.needs))
      return [
        { path: [...path, "kind"], message: `${spelt(path)}: ${kind} is no kind of figure`, hint: kindHint(metrics) },
      ]
    if (!/^[a-z][a-z0-9_]*$/.test(id))
      return [{ path, message: `${spelt(path)} is no name of a figure`, hint: "lower case letters, digits and _" }]
    return column === undefined ? [{ path, message: `${spelt(path)} has a kind and no column` }] : []
  })
}

const ownKinds = (metrics: Units["metrics"]) =>
  Array.from(metrics).flatMap(([id, { meta }]) => ("value" in meta.needs ? [id] : []))
const kindHint = (metrics: Units["metrics"]) => `kinds: ${ownKinds(metrics).join(", ")}`

function unknownFigure(path: Path, id: string, known: Iterable<string>): Finding[] {
  const found = unknown(path, "metric", id, known)
  return found.map((each) => ({ ...each, hint: `${each.hint ?? ""}; a figure of your own has a kind and a column` }))
}

type Limits = { warn?: number | null | undefined; fail?: number | null | undefined }

function columnLimits(path: Path, columns: ReadonlyMap<string, Limits | string> | undefined): [Path, Limits][] {
  return Array.from(columns ?? []).flatMap(([name, own]) =>
    typeof own === "string" ? [] : [[[...path, "columns", name], own]],
  )
}

function crossedLimits(path: Path, warn: Limits["warn"], fail: Limits["fail"]): Finding[] {
  if (typeof warn !== "number" || typeof fail !== "number" || warn <= fail) return []
  return [
    {
      path: [...path, "warn"],
      message: `${spelt(path)}: warn ${warn} lies above fail ${fail}`,
      hint: "what fails has warned before",
    },
  ]
}

function reviewSegments({ segments = [] }: Config): Finding[] {
  return segments.flatMap((segment, i) => {
    if (typeof segment === "string") return []
    const path = ["segments", i]
    const { bins, edges } = segment
    if (bins !== undefined && edges !== undefined)
      return [{ path: [...path, "bins"], message: `${spelt(path)} takes bins or edges, not both` }]
    const wrong = (edges ?? []).findIndex((edge, k, all) => k > 0 && edge <= all[k - 1])
    if (wrong < 0) return []
    return [{ path: [...path, "edges", wrong], message: `${spelt([...path, "edges"])} must rise from one to the next` }]
  })
}

/** Rules that cannot be read, whatever the columns are. */
function reviewRules({ rules = [] }: Config): Finding[] {
  return rules.flatMap((rule, i): Finding[] => {
    const text = typeof rule === "string" ? rule : rule.rule
    try {
      parseRule(text)
      return []
    } catch (error) {
      if (!(error instanceof RuleError)) throw error
      const path = typeof rule === "string" ? ["rules", i] : ["rules", i, "rule"]
      return [{ path, message: ruleMistake(text, error), hint: error.hint }]
    }
  })
}

/** Alert rules that cannot be read or name what is not there, and sinks that nobody has. */
function reviewAlerts({ alerts = {}, metrics, proxies }: Config, units: Units): Finding[] {
  const sinks = Array.from(alerts.sinks?.keys() ?? [])
  const known = knownFigures(units, { metrics, proxies })
  const badRoutes = (path: Path, names: readonly string[] = []) =>
    names.flatMap((name, i) => unknown([...path, i], "sink", name, sinks))
  return [
    ...(alerts.rules ?? []).flatMap((rule, i): Finding[] => [
      ...badWhen(["alerts", "rules", i, "when"], rule.when, known),
      ...badRoutes(["alerts", "rules", i, "routes"], rule.routes),
    ]),
    ...Object.entries(alerts.routes ?? {}).flatMap(([severity, names]) =>
      badRoutes(["alerts", "routes", severity], names),
    ),
  ]
}

function badWhen(path: Path, when: string, known: ReturnType<typeof knownFigures>): Finding[] {
  try {
    compileWhen(when, known, facts)
    return []
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return [{ path, message: ruleMistake(when, error), hint: error.hint }]
  }
}

function unknownMethod(path: Path, id: string, { methods }: Units): Finding[] {
  return unknown(path, "method", id, methods.keys())
}

function unknown(
  path: Path,
  kind: "policy" | "method" | "check" | "metric" | "sink",
  id: string,
  known: Iterable<string>,
): Finding[] {
  const ids = Array.from(known)
  if (ids.includes(id)) return []
  const listed: Partial<Record<typeof kind, string>> = { policy: "policies", sink: "sinks" }
  const otherwise = kind in listed ? `${listed[kind]}: ${ids.join(", ")}` : `\`driftcheck ${kind}s\` lists all`
  return [{ path, message: `unknown ${kind} ${JSON.stringify(id)}`, hint: didYouMean(id, ids, otherwise) }]
}

function badThreshold(path: Path, id: string, threshold: number | undefined, { methods }: Units): Finding[] {
  if (threshold === undefined || threshold < 1 || methods.get(id)?.meta.kind !== "test") return []
  return [
    {
      path,
      message: `${spelt(path)} ${threshold} is no threshold for ${id}`,
      hint: "a test compares a p-value, which lies between 0 and 1",
    },
  ]
}
