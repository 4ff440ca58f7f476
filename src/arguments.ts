/** What callers of the library may hand over, who may have no types to tell them. */
import { UsageError } from "./errors.js"

/** What an argument must be. */
export interface Wanted {
  /** "a function". */
  what: string
  /** What would work. */
  hint?: string
  fits: (value: unknown) => boolean
  /** What it lacks, where that says more than what it is: "an object without columns". */
  lack?: (value: unknown) => string | null
}

/** Throws UsageError for the first value that is not what it must be: which one, what it was, and what would work. */
export function requireArguments(caller: string, given: Readonly<Record<string, readonly [unknown, Wanted]>>): void {
  for (const [name, [value, { what, hint, fits, lack }]] of Object.entries(given))
    if (!fits(value))
      throw new UsageError(`${caller}: ${name} must be ${what}, not ${lack?.(value) ?? shown(value)}`, { hint })
}

export const aPath: Wanted = { what: "a path", hint: 'for example "ref.parquet"', fits: isPath }
export const aFunction: Wanted = { what: "a function", fits: (value) => typeof value === "function" }
export const aSwitch: Wanted = { what: "true or false", fits: (value) => typeof value === "boolean" }
export const aList: Wanted = { what: "a list", fits: Array.isArray }
export const aText: Wanted = { what: "text", fits: (value) => typeof value === "string" }
export const aTextOrNull: Wanted = {
  what: "text or null",
  fits: (value) => value === null || typeof value === "string",
}
export const someOptions: Wanted = { what: "an object", hint: "{} where there is nothing to say", fits: isObject }

export const aCount: Wanted = {
  what: "a whole number of at least 1",
  fits: (value) => Number.isInteger(value) && Number(value) >= 1,
}

/** The same, or left out. */
export const optional = (wanted: Wanted): Wanted => ({
  ...wanted,
  fits: (value) => value === undefined || wanted.fits(value),
})

export const either = (one: Wanted, other: Wanted): Wanted => ({
  what: `${one.what} or ${other.what}`,
  ...(one.hint === undefined ? {} : { hint: one.hint }),
  fits: (value) => one.fits(value) || other.fits(value),
})

/** An object that has these fields, whatever its class. */
export function having(fields: readonly string[], what: string, hint?: string): Wanted {
  const missing = (value: unknown) => fields.filter((field) => !(field in (value as object)))
  const isAny = (value: unknown) => typeof value === "object" && value !== null
  return {
    what,
    ...(hint === undefined ? {} : { hint }),
    fits: (value) => isAny(value) && missing(value).length === 0,
    lack: (value) => (isObject(value) ? `an object without ${missing(value).join(", ")}` : null),
  }
}

export const aDataset = having(["columns", "rows", "summary"], "a dataset", "openDataset(path, {}) gives one")
export const aRegistry = having(
  ["methods", "checks", "multivariate", "metrics"],
  "the units",
  "await loadRegistry() gives them",
)
export const allOptions = (defaults: object) =>
  having(Object.keys(defaults), "an object with every option", "{ ...defaultOptions, … } has them")

/** An object with fields: no list, Map, Date or promise. */
function isObject(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object Object]"
}

/** An object of names and values alone, of no class. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === null || Object.getPrototypeOf(prototype) === null // Object.prototype, of whatever realm.
}

/** What made an object: "Map"; of a class of the caller's own, its name. */
function className(value: object): string {
  const { constructor: made } = value
  return isObject(value) ? made.name : Object.prototype.toString.call(value).slice(8, -1)
}

function isPath(value: unknown): boolean {
  return typeof value === "string" && value !== ""
}

const longest = 60

/** A value in a message: "7", "a list", "an instance of Map". */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > longest ? `${value.slice(0, longest - 1)}…` : value)
    case "function":
      return "a function"
    case "symbol":
      return "a symbol"
    case "bigint":
      return `${value}n`
    case "object":
      if (value === null) return "null"
      if (Array.isArray(value)) return "a list"
      return isPlain(value) ? "an object" : `an instance of ${className(value)}`
    default:
      return String(value)
  }
}
