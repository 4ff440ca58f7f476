import { dirname, isAbsolute, join } from "node:path"
import { aPath, having, requireArguments } from "../arguments.js"
import { UsageError } from "../errors.js"
import { readWhole } from "../files/open-file.js"
import { fileSettings } from "../options/all-settings.js"
import { placeText, refuse, type Mistake, type Path } from "./mistake.js"
import { parseText, type Parsed } from "./parse.js"
import { review, type Units } from "./review.js"
import type { Config } from "./schema.js"
import { validate, type Refused } from "./validate.js"

/** A configuration that was read and found right. */
export interface LoadedConfig {
  /** As named by the user, or found; null for none. */
  path: string | null
  config: Config
  /** "driftcheck.yaml:7:3": where the key at this path stands. */
  at: (path: Path) => string
}

export const noConfig: LoadedConfig = { path: null, config: {}, at: () => "default" }

const someUnits = having(["methods", "checks", "metrics"], "the units", "await loadRegistry() gives them")

/** The settings in a YAML or JSON file; UsageError that lists every mistake with its line and column, and what would work. */
export function loadConfig(path: string, units: Units): LoadedConfig {
  requireArguments("loadConfig", { path: [path, aPath], units: [units, someUnits] })
  const loaded = configOf(path, readText(path), units)
  return { ...loaded, config: withPaths(loaded.config, dirname(path)) }
}

/** The settings in a YAML or JSON text that messages call `name`. Paths stay as they are written. */
export function configOf(name: string, text: string, units: Units): LoadedConfig {
  const parsed = parseText(text, holdsNames)
  refuse(name, parsed.mistakes)
  const result = validate({ ...parsed, value: withoutEmptyParts(parsed.value) })
  if ("mistakes" in result) return refuseAll(name, [...result.mistakes, ...mistakesLeft(result, parsed, units)])
  refuse(name, review(result.config, units).map(placed(parsed)))
  return { path: name, config: result.config, at: (keys) => placeText(name, parsed.keyAt(keys)) }
}

/** Mistakes in what is left of a file, but for places where something is wrong already: they may come of it. */
function mistakesLeft({ mistakes, rest }: Refused, parsed: Parsed, units: Units): Mistake[] {
  if (rest === null) return []
  const wrong = mistakes.map(({ path }) => placeOf(path))
  return review(rest, units)
    .filter(({ path }) => !wrong.includes(placeOf(path)))
    .map(placed(parsed))
}

/** Settings that bear on each other: those of one column or check, those that choose how columns are judged. */
const placeOf = ([first, second]: Path): string =>
  judging.has(String(first)) ? "judging" : mapped.has(String(first)) ? `${first} ${second}` : String(first)

const judging: ReadonlySet<string> = new Set(["policy", "method", "methods", "threshold", "correction"])
const mapped: ReadonlySet<string> = new Set(["columns", "checks", "metrics"])

function refuseAll(path: string, mistakes: readonly Mistake[]): never {
  refuse(path, mistakes)
  throw new Error("a configuration without mistakes was refused")
}

/** A wrong name of a check or metric stands in its key, everything else in a value. */
function placed({ keyAt, valueAt }: Parsed): (found: Omit<Mistake, "place">) => Mistake {
  return (found) => {
    const isKey = (found.path[0] === "checks" || found.path[0] === "metrics") && found.path.length === 2
    return { ...found, place: (isKey ? keyAt : valueAt)(found.path) }
  }
}

/** Where keys are names that a user chose: columns, checks, metrics, sinks, a check's columns and a metric's labels. */
function holdsNames(path: Path): boolean {
  const [first, , third] = path
  if (path.length === 3)
    return (first === "checks" && third === "columns") || (first === "metrics" && third === "labels")
  return fileSettings.some(({ key, takes }) => key === path.join(".") && takes.mapping === "names")
}

/** Keys that hold a mapping. */
const mayBeEmpty = fileSettings.flatMap(({ path, takes }) =>
  path.length > 1 || takes.mapping !== undefined ? [path[0]] : [],
)

/** `columns:` with all that it held commented out says nothing, and so does `zip:` under it. */
function withoutEmptyParts(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  const settings = value as Record<string, unknown>
  for (const key of mayBeEmpty) if (settings[key] === null) Reflect.deleteProperty(settings, key)
  if (settings.columns instanceof Map)
    for (const [name, column] of settings.columns) if (column === null) settings.columns.set(name, {})
  return settings
}

/** Files and folders, named from where the command runs: the file names them from its own folder. */
function withPaths(config: Config, folder: string): Config {
  if (folder === ".") return config
  const paths = fileSettings.flatMap(({ takes, path }) => (takes.isPath === true && path.length > 1 ? [path] : []))
  const values: Record<string, unknown> = { ...config }
  for (const [above, key] of paths) {
    const inside = values[above] as Record<string, unknown> | undefined
    const value = inside?.[key]
    if (typeof value === "string" && value !== "-" && !isAbsolute(value) && !isAddress(value))
      values[above] = { ...inside, [key]: join(folder, value) }
  }
  return values
}

/** Whether a file is named by where it is in a store or an engine: s3://…, https://…, duckdb:… */
const isAddress = (path: string) => /^[a-z][a-z0-9+.-]+:/i.test(path)

function readText(path: string): string {
  const bytes = readWhole(path, `the configuration ${path}`)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes) // Without the byte order mark, if there is one.
  } catch (error) {
    throw new UsageError(`${path} is not UTF-8 text`, { hint: "save it again as UTF-8", cause: error })
  }
}
