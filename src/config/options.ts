import { fileSettings, roleKeys, settings as rows } from "../options/all-settings.js"
import { optionFields, type CompareOptions } from "../options/options.js"
import { defined, list } from "../options/values.js"
import { having, requireArguments, someOptions } from "../arguments.js"
import { UsageError } from "../errors.js"
import type { NamedRole } from "../model.js"
import type { ReadOptions, ReadSides } from "../sources/source.js"
import type { Path } from "./mistake.js"
import type { Config } from "./schema.js"
import type { Settings } from "./settings.js"

const someSettings = having(["values", "origin"], "settings", "mergeSettings gives them")

/** The settings as a comparison takes them. Throws UsageError where flags and file contradict each other. */
export function compareOptions(settings: Settings): CompareOptions {
  requireArguments("compareOptions", { settings: [settings, someSettings] })
  const options: CompareOptions = {
    ...optionFields(settings.values, settings.origin),
    roles: rolesOf(settings),
    now: null,
    origins: originsOf(settings),
  }
  requireOneMethod(options)
  return options
}

/** How each side is to be read; a single file is read as current data are. */
export function readOptions(values: Config): ReadSides {
  requireArguments("readOptions", { values: [values, someOptions] })
  const side = (name: "reference" | "current"): ReadOptions => ({
    ...fieldsOf({ ...values, ...defined(values.inputs?.[name] ?? {}) }),
    ...defined({
      version: values[`${name}_version`],
      timestamp: values[`${name}_timestamp`],
      query: values[`${name}_query`],
    }),
  })
  return { reference: side("reference"), current: side("current") }
}

function fieldsOf(values: Readonly<Record<string, unknown>>): ReadOptions {
  const fields = rows.flatMap(({ reads, key }) => {
    const value = values[key]
    return reads === undefined || value === undefined ? [] : [[reads, value] as const]
  })
  return Object.fromEntries(fields)
}

function requireOneMethod({ threshold, methods }: CompareOptions): void {
  if (threshold !== null && methods.length !== 1)
    throw new UsageError("--threshold goes with exactly one --method", {
      hint: "policies have thresholds of their own; per column: `columns: { name: { method, threshold } }` in the configuration",
    })
}

function rolesOf({ values, origin }: Settings): CompareOptions["roles"] {
  const roles = new Map<string, NamedRole>()
  for (const role of roleKeys)
    for (const name of list(values[role])) {
      const other = roles.get(name)
      if (other !== undefined)
        throw new UsageError(
          `the column ${JSON.stringify(name)} is named as ${other} (${origin([other])}) and as ${role} (${origin([role])}); it can be only one`,
        )
      roles.set(name, role)
    }
  for (const column of values.probabilities?.values() ?? []) if (!roles.has(column)) roles.set(column, "prediction")
  return roles
}

/** Where each name of a column was written in the file; what flags said is left out. */
function originsOf({ values, origin, file }: Settings): Map<string, string> {
  const named = fileSettings.filter(({ namesColumns }) => namesColumns === true)
  const items = named.flatMap(({ key }): Path[] => {
    const value = (values as Record<string, unknown>)[key]
    return Array.isArray(value) ? value.map((_, i) => [key, i]) : [[key]]
  })
  const checks = Array.from(values.checks ?? []).flatMap(([id, check]) =>
    typeof check === "string" ? [] : Array.from(check.columns?.keys() ?? [], (name) => ["checks", id, "columns", name]),
  )
  const paths = [...items, ...Array.from(values.columns?.keys() ?? [], (name) => ["columns", name]), ...checks]
  return new Map(
    paths.flatMap((path) => {
      const place = origin(path)
      return file !== null && place.startsWith(`${file}:`) ? [[path.join("."), place]] : []
    }),
  )
}
