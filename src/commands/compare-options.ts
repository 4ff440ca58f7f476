import {
  defaultOptions,
  failCauses,
  type CheckLimits,
  type CheckOptions,
  type ColumnOptions,
  type CompareOptions,
  type FailCause,
  type Severity,
  type TypeOptions,
} from "../compare/options.js"
import type { Correction } from "../compare/policies.js"
import { didYouMean } from "../compare/suggest.js"
import { loadConfig } from "../config/load.js"
import type { ColumnConfig, Config } from "../config/schema.js"
import { UsageError } from "../errors.js"
import type { ColumnType, Role } from "../model.js"

/** The flags of `compare` that steer the comparison, as the argument parser gives them. */
export interface CompareFlags {
  driftShare?: number
  policy?: string
  correction?: Correction
  method?: string[]
  measure?: string[]
  threshold?: number
  minRows?: number
  columns?: string[]
  exclude?: string[]
  target?: string[]
  prediction?: string[]
  timestamp?: string
  id?: string[]
  key?: string[]
  segment?: string[]
  multivariate?: boolean
  failOn?: string[]
  exitZero?: boolean
  config?: string
}

/** Flags beat the configuration file, the file beats the defaults. */
export function compareOptions(flags: CompareFlags): { options: CompareOptions; config: Config } {
  const config = flags.config === undefined ? {} : loadConfig(flags.config)
  const options: CompareOptions = {
    driftShare: flags.driftShare ?? config.drift_share ?? defaultOptions.driftShare,
    correction: flags.correction ?? config.correction ?? defaultOptions.correction,
    policy: flags.policy ?? config.policy ?? defaultOptions.policy,
    methods: flags.method ?? (flags.policy === undefined ? list(config.method) : []),
    measure: flags.measure ?? config.measure ?? defaultOptions.measure,
    perType: flags.policy === undefined && flags.method === undefined ? typeOptions(config.methods ?? {}) : new Map(),
    threshold: flags.threshold ?? (flags.method === undefined ? (config.threshold ?? null) : null),
    now: null,
    minRows: flags.minRows ?? config.min_rows ?? defaultOptions.minRows,
    columns: flags.columns ?? config.include ?? null,
    exclude: flags.exclude ?? config.exclude ?? [],
    roles: rolesOf(flags, config),
    key: flags.key ?? list(config.key),
    segments: (flags.segment ?? config.segments ?? []).map((by) =>
      typeof by === "string" ? { column: by } : defined(by),
    ),
    rules: (config.rules ?? []).map((rule, i) => ({
      ...(typeof rule === "string" ? { expression: rule } : { expression: rule.rule }),
      severity: typeof rule === "string" ? "fail" : (rule.severity ?? "fail"),
      origin: `${flags.config ?? "configuration"}: rules[${i}]`,
    })),
    perColumn: mapValues(config.columns ?? new Map<string, ColumnConfig>(), columnOptions),
    perCheck: mapValues(config.checks ?? new Map<string, CheckConfig>(), checkOptions),
    multivariate: flags.multivariate ?? config.multivariate ?? defaultOptions.multivariate,
    failOn: failOn(flags, config),
  }
  requireOneMethod(options)
  return { options, config }
}

type CheckConfig = NonNullable<Config["checks"]> extends Map<string, infer Each> ? Each : never
type LimitsConfig = Exclude<CheckConfig, Severity>

function columnOptions({ only_in, max_missing, ...settings }: ColumnConfig): ColumnOptions {
  return defined({ ...settings, onlyIn: only_in, maxMissing: max_missing })
}

function checkOptions(settings: CheckConfig): CheckOptions {
  if (typeof settings === "string") return { severity: settings }
  const { columns, ...limits } = settings
  return { ...checkLimits(limits), ...(columns === undefined ? {} : { perColumn: mapValues(columns, checkLimits) }) }
}

function checkLimits(settings: Severity | Omit<LimitsConfig, "columns">): CheckLimits {
  return typeof settings === "string" ? { severity: settings } : defined(settings)
}

function typeOptions(methods: NonNullable<Config["methods"]>): Map<ColumnType, TypeOptions> {
  const named = Object.entries(methods) as [ColumnType, (typeof methods)[ColumnType]][]
  return new Map(
    named.flatMap(([type, chosen]) =>
      chosen === undefined ? [] : [[type, typeof chosen === "string" ? { method: chosen } : defined(chosen)]],
    ),
  )
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): Map<string, To> {
  return new Map(Array.from(map, ([key, value]) => [key, to(value)]))
}

function requireOneMethod({ threshold, methods }: CompareOptions): void {
  if (threshold !== null && methods.length !== 1)
    throw new UsageError("--threshold goes with exactly one --method", {
      hint: "policies have thresholds of their own; per column: `columns: { name: { method, threshold } }` in the configuration",
    })
}

function rolesOf(flags: CompareFlags, config: Config): CompareOptions["roles"] {
  const roles = new Map<string, Exclude<Role, "feature">>()
  const named: [Exclude<Role, "feature">, string[]][] = [
    ["target", flags.target ?? list(config.target)],
    ["prediction", flags.prediction ?? list(config.prediction)],
    ["timestamp", list(flags.timestamp ?? config.timestamp)],
    ["id", flags.id ?? list(config.id)],
  ]
  for (const [role, names] of named)
    for (const name of names) {
      const other = roles.get(name)
      if (other !== undefined)
        throw new UsageError(
          `the column ${JSON.stringify(name)} is named as ${other} and as ${role}; it can be only one`,
        )
      roles.set(name, role)
    }
  return roles
}

/** With --exit-zero nothing fails the run; its report says so. */
function failOn(flags: CompareFlags, config: Config): ReadonlySet<FailCause> {
  const causes = flags.failOn?.map(knownCause) ?? config.fail_on ?? defaultOptions.failOn
  return new Set(flags.exitZero === true ? [] : causes)
}

function knownCause(cause: string): FailCause {
  const known = failCauses.find((candidate) => candidate === cause)
  if (known !== undefined) return known
  throw new UsageError(`--fail-on does not know ${JSON.stringify(cause)}`, {
    hint: didYouMean(cause, failCauses, `it takes ${failCauses.join(", ")}; --exit-zero never fails`),
  })
}

function list(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** The same object without its undefined fields. */
function defined<T extends object>(settings: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
