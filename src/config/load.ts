import { readFileSync } from "node:fs"
import * as v from "valibot"
import { parse as parseYaml } from "yaml"
import { didYouMean } from "../compare/suggest.js"
import { UsageError } from "../errors.js"
import { configSchema, type Config } from "./schema.js"

/** The settings in a YAML or JSON file, or UsageError that names the key and what it takes. */
export function loadConfig(path: string): Config {
  const settings = parseText(path, readText(path))
  const result = v.safeParse(configSchema, withMaps(settings ?? {}))
  if (result.success) return result.output
  const issue = result.issues[0]
  const key = v.getDotPath(issue) ?? "the top level"
  const unknown = issue.type === "strict_object" && issue.expected === "never"
  if (!unknown) throw new UsageError(`${path}: ${key}: ${issue.message}`)
  throw new UsageError(`${path}: unknown key ${JSON.stringify(key)}`, {
    hint: didYouMean(key, Object.keys(configSchema.entries), `keys: ${Object.keys(configSchema.entries).join(", ")}`),
  })
}

/** The same settings with a Map wherever keys are names that a user chose. */
function withMaps(settings: unknown): unknown {
  if (!isMapping(settings)) return settings
  const checks = toMap(settings.checks, (check) =>
    isMapping(check) && "columns" in check ? { ...check, columns: toMap(check.columns) } : check,
  )
  return {
    ...settings,
    ...("columns" in settings ? { columns: toMap(settings.columns) } : {}),
    ...("checks" in settings ? { checks } : {}),
  }
}

function toMap(value: unknown, each: (item: unknown) => unknown = (item) => item): unknown {
  return isMapping(value) ? new Map(Object.entries(value).map(([name, item]) => [name, each(item)])) : value
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : (code ?? "unknown")
    throw new UsageError(`cannot read the configuration ${path}: ${why}`, { cause: error })
  }
}

/** YAML 1.2 holds JSON, so one parser reads both. */
function parseText(path: string, text: string): unknown {
  try {
    return parseYaml(text, { prettyErrors: true }) as unknown
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n")[0] : String(error)
    throw new UsageError(`${path}: ${message}`, { cause: error })
  }
}
