import {
  defaultOptions,
  type CheckLimits,
  type CheckOptions,
  type ColumnOptions,
  type CompareOptions,
  type Severity,
  type TypeOptions,
} from "../options/options.js"
import { UsageError } from "../errors.js"
import type { ColumnType, Role } from "../model.js"
import type { ColumnConfig, Config } from "./schema.js"
import type { Settings } from "./settings.js"

/** The settings as a comparison takes them. Throws UsageError where flags and file contradict each other. */
export function compareOptions(settings: Settings): CompareOptions {
  const { values, origin } = settings
  const options: CompareOptions = {
    driftShare: values.drift_share ?? defaultOptions.driftShare,
    policy: values.policy ?? defaultOptions.policy,
    correction: values.correction ?? defaultOptions.correction,
    methods: list(values.method),
    perType: typeOptions(values.methods ?? {}),
    measure: values.measure ?? defaultOptions.measure,
    threshold: values.threshold ?? defaultOptions.threshold,
    minRows: values.min_rows ?? defaultOptions.minRows,
    columns: values.include ?? defaultOptions.columns,
    exclude: values.exclude ?? defaultOptions.exclude,
    roles: rolesOf(settings),
    key: list(values.key),
    segments: (values.segments ?? []).map((by) => (typeof by === "string" ? { column: by } : defined(by))),
    rules: (values.rules ?? []).map((rule, i) => {
      const { rule: expression, severity = "fail", allowed = 0 } = typeof rule === "string" ? { rule } : rule
      return { expression, severity, allowed, origin: origin(["rules", i]) }
    }),
    perColumn: mapValues(values.columns ?? new Map<string, ColumnConfig>(), columnOptions),
    metrics: new Map(),
    perCheck: mapValues(values.checks ?? new Map<string, CheckConfig>(), checkOptions),
    multivariate: values.multivariate ?? defaultOptions.multivariate,
    now: null,
    failOn: new Set(values.fail_on ?? defaultOptions.failOn),
    origins: originsOf(settings),
  }
  requireOneMethod(options)
  return options
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
  const named = Object.entries(methods) as [ColumnType, (typeof methods)[keyof typeof methods]][]
  return new Map(
    named.flatMap(([type, chosen]) =>
      chosen === undefined ? [] : [[type, typeof chosen === "string" ? { method: chosen } : defined(chosen)]],
    ),
  )
}

function requireOneMethod({ threshold, methods }: CompareOptions): void {
  if (threshold !== null && methods.length !== 1)
    throw new UsageError("--threshold goes with exactly one --method", {
      hint: "policies have thresholds of their own; per column: `columns: { name: { method, threshold } }` in the configuration",
    })
}

const roleKeys = ["target", "prediction", "timestamp", "id"] as const

function rolesOf({ values, origin }: Settings): CompareOptions["roles"] {
  const roles = new Map<string, Exclude<Role, "feature">>()
  for (const role of roleKeys)
    for (const name of list(values[role])) {
      const other = roles.get(name)
      if (other !== undefined)
        throw new UsageError(
          `the column ${JSON.stringify(name)} is named as ${other} (${origin([other])}) and as ${role} (${origin([role])}); it can be only one`,
        )
      roles.set(name, role)
    }
  return roles
}

/** Where each name of a column was written in the file; what flags said is left out. */
function originsOf({ values, origin, file }: Settings): Map<string, string> {
  const items = (key: "include" | "exclude" | "key" | "segments" | (typeof roleKeys)[number]) =>
    Array.isArray(values[key]) ? values[key].map((_, i) => [key, i]) : [[key]]
  const checks = Array.from(values.checks ?? []).flatMap(([id, check]) =>
    typeof check === "string" ? [] : Array.from(check.columns?.keys() ?? [], (name) => ["checks", id, "columns", name]),
  )
  const paths = [
    ...[...roleKeys, "include" as const, "exclude" as const, "key" as const, "segments" as const].flatMap(items),
    ...Array.from(values.columns?.keys() ?? [], (name) => ["columns", name]),
    ...checks,
  ]
  return new Map(
    paths.flatMap((path) => {
      const place = origin(path)
      return file !== null && place.startsWith(`${file}:`) ? [[path.join("."), place]] : []
    }),
  )
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): Map<string, To> {
  return new Map(Array.from(map, ([key, value]) => [key, to(value)]))
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value
}

/** The same object without its undefined fields. */
export function defined<T extends object>(settings: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
