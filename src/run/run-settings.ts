import { relative } from "node:path"
import { failCauses, type CompareOptions, type FailCause } from "../options/options.js"
import type { Correction } from "../options/policies.js"
import { didYouMean } from "../words/suggest.js"
import { fileReporters } from "../config/formats.js"
import { findConfig } from "../config/find.js"
import { loadConfig, noConfig } from "../config/load.js"
import type { Path } from "../config/mistake.js"
import { compareOptions } from "../config/options.js"
import type { Units } from "../config/review.js"
import { settle, type FlagSetting, type Settings } from "../config/settings.js"
import { UsageError } from "../errors.js"

/** The flags of `compare` that the configuration has keys for, as the argument parser gives them. */
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
  nullValues?: string[]
  delimiter?: string
  workers?: number
  output?: string | false
  keep?: number
  keepDays?: number
  format?: string
  all?: boolean
  details?: string
  quiet?: boolean
  github?: boolean
  /** A file, or false for --no-config. */
  config?: string | false
}

/** The key that says what a flag says. */
export const flagKeys: Record<Exclude<keyof CompareFlags, "config" | "exitZero">, Path> = {
  driftShare: ["drift_share"],
  policy: ["policy"],
  correction: ["correction"],
  method: ["method"],
  measure: ["measure"],
  threshold: ["threshold"],
  minRows: ["min_rows"],
  columns: ["include"],
  exclude: ["exclude"],
  target: ["target"],
  prediction: ["prediction"],
  timestamp: ["timestamp"],
  id: ["id"],
  key: ["key"],
  segment: ["segments"],
  multivariate: ["multivariate"],
  failOn: ["fail_on"],
  nullValues: ["null_values"],
  delimiter: ["delimiter"],
  workers: ["workers"],
  output: ["outputs", "folder"],
  keep: ["outputs", "keep"],
  keepDays: ["outputs", "keep_days"],
  format: ["outputs", "format"],
  ...Object.fromEntries(Array.from(fileReporters.keys(), (id) => [id, ["outputs", id]])),
  all: ["outputs", "all"],
  details: ["outputs", "details"],
  quiet: ["outputs", "quiet"],
  github: ["github"],
}

export interface RunSettings {
  settings: Settings
  options: CompareOptions
  /** Whether the configuration file was found, not named. */
  found: boolean
}

/** Flags beat the configuration file, the file beats the defaults. The file is the one named, or found from `cwd` upwards. */
export function runSettings(flags: CompareFlags, cwd: string, units: Units): RunSettings {
  const found = flags.config === undefined ? findConfig(cwd) : null
  const path = typeof flags.config === "string" ? flags.config : found === null ? null : relative(process.cwd(), found)
  const settings = settle(path === null ? noConfig : loadConfig(path, units), flagSettings(flags))
  return { settings, options: compareOptions(settings), found: found !== null }
}

function flagSettings(flags: CompareFlags): FlagSetting[] {
  const given = Object.entries(flagKeys).flatMap(([name, path]) => {
    const value = flags[name as keyof typeof flagKeys]
    // The argument parser gives true for every --no-… that was not typed.
    return value === undefined || (name === "github" && value === true)
      ? []
      : [{ path, value: name === "failOn" ? flags.failOn?.map(knownCause) : value, flag: flagOf(name, value) }]
  })
  // With --exit-zero nothing fails the run, whatever --fail-on names; the report says so.
  const zero = flags.exitZero === true ? [{ path: ["fail_on"], value: [], flag: "--exit-zero" }] : []
  return [...given.filter(({ path }) => zero.length === 0 || path[0] !== "fail_on"), ...zero]
}

/** "driftShare" as typed: "--drift-share"; "--no-output" for a flag that says no. */
function flagOf(name: string, value: unknown): string {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return value === false ? `--no-${kebab}` : `--${kebab}`
}

function knownCause(cause: string): FailCause {
  const known = failCauses.find((candidate) => candidate === cause)
  if (known !== undefined) return known
  throw new UsageError(`--fail-on does not know ${JSON.stringify(cause)}`, {
    hint: didYouMean(cause, failCauses, `it takes ${failCauses.join(", ")}; --exit-zero never fails`),
  })
}
