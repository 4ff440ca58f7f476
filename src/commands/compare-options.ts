import { defaultOptions, failCauses, type CompareOptions, type FailCause } from "../compare/options.js"
import type { Correction } from "../compare/policies.js"
import { didYouMean } from "../compare/suggest.js"
import { loadConfig } from "../config/load.js"
import type { Config } from "../config/schema.js"
import { UsageError } from "../errors.js"
import type { Role } from "../model.js"

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
    threshold: flags.threshold ?? (flags.method === undefined ? (config.threshold ?? null) : null),
    minRows: flags.minRows ?? config.min_rows ?? defaultOptions.minRows,
    columns: flags.columns ?? config.include ?? null,
    exclude: flags.exclude ?? config.exclude ?? [],
    roles: rolesOf(flags, config),
    perColumn: new Map(Object.entries(config.columns ?? {}).map(([name, settings]) => [name, defined(settings)])),
    perCheck: new Map(Object.entries(config.checks ?? {}).map(([id, limits]) => [id, defined(limits)])),
    multivariate: flags.multivariate ?? config.multivariate ?? defaultOptions.multivariate,
    failOn: failOn(flags, config),
  }
  requireOneMethod(options)
  return { options, config }
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
