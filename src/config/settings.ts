import { aList, having, requireArguments } from "../arguments.js"
import { fileSettings, settings } from "../options/all-settings.js"
import type { LoadedConfig } from "./load.js"
import type { Path } from "./mistake.js"
import { parents, type Config } from "./schema.js"

/** A flag of the command line that says what a key could say. */
export interface FlagSetting {
  path: Path
  value: unknown
  /** As typed: "--drift-share". */
  flag: string
}

/** What holds for a run, and who said so. */
export interface Settings {
  values: Config
  /** The configuration file; null for none. */
  file: string | null
  /** "--drift-share", "driftcheck.yaml:7:3" or "default": where the value at this path comes from. */
  origin: (path: Path) => string
}

/** What holds where nobody says anything. A fresh object each time. */
export function defaultConfig(): Config {
  const values: Config = {}
  for (const { path, default: value } of fileSettings) if (value !== undefined) put(values, path, value)
  return values
}

const aConfiguration = having(["config", "at"], "a configuration", "loadConfig(path, registry) gives one")

/** Flags beat the file, the file beats the defaults; outputs one by one. */
export function mergeSettings(loaded: LoadedConfig, flags: readonly FlagSetting[]): Settings {
  requireArguments("mergeSettings", { loaded: [loaded, aConfiguration], flags: [flags, aList] })
  const dropped = new Set(flags.flatMap(({ path }) => replacedBy(path)))
  const file = withoutSides(
    Object.fromEntries(Object.entries(loaded.config).filter(([key]) => !dropped.has(key))),
    new Set(flags.map(({ path }) => path[0])),
  )
  const values = withDefaults(file)
  for (const { path, value } of flags) put(values, path, value)
  const flagFor = (path: Path) => flags.findLast((each) => each.path.every((key, i) => path[i] === key))?.flag
  return {
    values,
    file: loaded.path,
    origin: (path) => flagFor(path) ?? (holds(file, path) ? loaded.at(path) : "default"),
  }
}

/** What the file says, over the defaults; below a key that holds several settings, one by one. */
function withDefaults(file: Config): Config {
  const values: Record<string, unknown> = { ...defaultConfig() }
  for (const [key, value] of Object.entries(file))
    values[key] = Object.hasOwn(parents, key) ? { ...(values[key] as object | undefined), ...(value as object) } : value
  return values
}

/** The file's settings without what it says of single sides and a flag says of both. */
function withoutSides({ inputs, ...config }: Config, said: ReadonlySet<string | number>): Config {
  if (inputs === undefined) return config
  const kept = Object.entries(inputs).map(([side, own]) => [
    side,
    Object.fromEntries(Object.entries(own ?? {}).filter(([key]) => !said.has(key))),
  ])
  return { ...config, inputs: Object.fromEntries(kept) as NonNullable<Config["inputs"]> }
}

/** Keys of the file that a flag for this key replaces: it asks for another way to judge. */
function replacedBy([key]: Path): readonly string[] {
  return settings.find((setting) => setting.key === key)?.replaces ?? []
}

function put(values: Record<string, unknown>, [key, ...rest]: Path, value: unknown): void {
  if (rest.length === 0) values[key] = value
  else put((values[key] ??= {}) as Record<string, unknown>, rest, value)
}

function holds(value: unknown, path: Path): boolean {
  if (path.length === 0) return value !== undefined
  const [key, ...rest] = path
  if (typeof value !== "object" || value === null) return false
  const child: unknown =
    value instanceof Map
      ? value.get(key)
      : Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined
  return holds(child, rest)
}
