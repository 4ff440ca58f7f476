import type { AlertPlan, AlertRule, Severity, Silence, SinkSettings } from "../model.js"
import { severities, silenceDays } from "../model.js"
import { implicitRule } from "./preset.js"

/** The key `alerts` of a configuration, as far as it is written. */
export interface AlertsConfig {
  report_url?: string | undefined
  rules?: readonly WrittenRule[] | undefined
  sinks?: ReadonlyMap<string, WrittenSink> | undefined
  routes?: { [S in Severity]?: string[] | undefined } | undefined
  silences?: readonly WrittenSilence[] | undefined
}

type Optional<T> = { [K in keyof T]?: T[K] | undefined }
type WrittenRule = Pick<AlertRule, "name" | "when"> & {
  for?: number | string | undefined
} & Optional<{ [K in Exclude<keyof AlertRule, "name" | "when" | "for">]: NonNullable<AlertRule[K]> }>
type WrittenSink = Optional<SinkSettings> & { kind: string }
interface WrittenSilence {
  rules?: string[] | undefined
  columns?: string[] | undefined
  from?: string | undefined
  until?: string | undefined
  weekdays?: readonly (typeof silenceDays)[number][] | undefined
  reason: string
}

/** Seconds that a sink may take unless it says otherwise. */
const usualTimeout = 10
/** Kinds of sink that a severity goes to unless routes say otherwise; critical goes to all. */
const usualKinds: Record<Severity, ReadonlySet<string> | null> = {
  info: new Set(["log"]),
  warning: new Set(["slack", "email", "webhook", "alertmanager", "command", "log"]),
  critical: null,
}

/** What the configuration says of alerts with the defaults; without rules there are none. `dataset`: what the data set is called. */
export function alertPlan(config: AlertsConfig, dataset: string): AlertPlan {
  const sinks = new Map(Array.from(config.sinks ?? [], ([name, sink]) => [name, sinkOf(sink)]))
  return {
    dataset,
    report_url: config.report_url?.replace(/\/+$/, "") ?? null,
    rules: withImplicit((config.rules ?? []).map(ruleOf)),
    sinks,
    routes: Object.fromEntries(
      severities.map((severity) => [severity, config.routes?.[severity] ?? usualSinks(severity, sinks)]),
    ) as Record<Severity, string[]>,
    silences: (config.silences ?? []).map(silenceOf),
  }
}

const withImplicit = (rules: AlertRule[]) =>
  rules.length === 0 || rules.some(({ name }) => name === implicitRule.name) ? rules : [...rules, implicitRule]

function sinkOf({ kind, timeout = usualTimeout, ...rest }: WrittenSink): SinkSettings {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  return { kind, timeout, ...(Object.fromEntries(given) as Partial<SinkSettings>) }
}

function usualSinks(severity: Severity, sinks: ReadonlyMap<string, SinkSettings>): string[] {
  const kinds = usualKinds[severity]
  return Array.from(sinks).flatMap(([name, { kind }]) => (kinds === null || kinds.has(kind) ? [name] : []))
}

function ruleOf({ name, when, for: runs = 1, severity = "warning", ...rest }: WrittenRule): AlertRule {
  return {
    name,
    when,
    for: typeof runs === "number" ? runs : Number.parseInt(runs, 10),
    severity,
    runbook: rest.runbook ?? null,
    first_action: rest.first_action ?? null,
    owner: rest.owner ?? null,
    routes: rest.routes ?? null,
    action: rest.action ?? null,
  }
}

/** A silence as it is written. */
export function silenceOf({
  rules = [],
  columns = [],
  from,
  until,
  weekdays: days = [],
  reason,
}: WrittenSilence): Silence {
  return {
    rules,
    subjects: columns,
    from: from === undefined ? null : instantOf(from),
    until: until === undefined ? null : instantOf(until),
    weekdays: days.map((day) => silenceDays.indexOf(day)),
    reason,
  }
}

/** "2026-11-30" or "2026-11-30 08:00", UTC, as an instant. */
const instantOf = (written: string) =>
  new Date(`${written.replace(" ", "T").replace(/Z$/, "")}${written.length > 10 ? "Z" : "T00:00Z"}`).toISOString()
