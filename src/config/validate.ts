import * as v from "valibot"
import { nearest } from "../words/suggest.js"
import type { Mistake, Path } from "./mistake.js"
import type { Parsed } from "./parse.js"
import { configSchema, type Config } from "./schema.js"

type Issue = v.BaseIssue<unknown>
type Told = Omit<Mistake, "place"> & { at: "key" | "value" }

/** Mistakes against the schema, and what the file says where they are left out; null where nothing sound is left. */
export interface Refused {
  mistakes: Mistake[]
  rest: Config | null
}

/** What the file says, or everything that does not fit the schema. Changes the parsed value. */
export function validate(parsed: Parsed): { config: Config } | Refused {
  const { value } = parsed
  if (value === null) return { config: {} } // An empty file, or comments alone.
  const told: Told[] = []
  for (;;) {
    const result = v.safeParse(configSchema, value)
    if (result.success && told.length === 0) return { config: result.output }
    const issues = (result.issues ?? []).flatMap((issue) => toldOf(issue, []))
    // The schema names one unknown key of an object at a time: it is taken out, and the rest looked at again.
    const unknown = issues.filter(isUnknownKey)
    told.push(...(unknown.length > 0 ? unknown : issues))
    if (unknown.length === 0) break
    for (const { path } of unknown) remove(value, path)
  }
  const once = new Map(told.map((each) => [`${spelt(each.path)} ${each.message}`, each]))
  const mistakes = Array.from(once.values(), ({ at, path, message, hint }) => {
    const place = at === "key" ? parsed.keyAt(path) : parsed.valueAt(path)
    return { path, place, message, hint }
  })
  return { mistakes, rest: restOf(value, mistakes) }
}

/** The settings without those that are wrong; of a list with a wrong item nothing is left, as the others would change places. */
function restOf(value: unknown, mistakes: readonly Mistake[]): Config | null {
  for (const { path } of mistakes) {
    const inList = path.findIndex((key) => typeof key === "number")
    if (path.length > 0) removeIfThere(value, inList < 0 ? path : path.slice(0, inList))
  }
  const result = v.safeParse(configSchema, value)
  return result.success ? result.output : null
}

function removeIfThere(value: unknown, path: Path): void {
  let holder = value
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== "object" || holder === null) return
    holder = holder instanceof Map ? holder.get(key) : (holder as Record<string | number, unknown>)[key]
  }
  const last = path[path.length - 1]
  if (holder instanceof Map) holder.delete(last)
  else if (typeof holder === "object" && holder !== null) Reflect.deleteProperty(holder, last)
}

const unknownKey = "unknown key"
const isUnknownKey = ({ message }: Told) => message.startsWith(unknownKey)

function remove(value: unknown, path: Path): void {
  let holder = value
  for (const key of path.slice(0, -1))
    holder = holder instanceof Map ? holder.get(key) : (holder as Record<string | number, unknown>)[key]
  Reflect.deleteProperty(holder as object, path[path.length - 1])
}

function toldOf(issue: Issue, above: Path): Told[] {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as string | number)]
  if (issue.type === "union") {
    const deeper = (issue.issues ?? []).filter((each) => (each.path ?? []).length > 0)
    const chosen = deeper.length > 0 ? deeper : (issue.issues ?? []).filter(isOfValue)
    if (deeper.length > 0 || chosen.length === 1) return chosen.flatMap((each) => toldOf(each, path))
    return [wrong(path, issue, `must be ${anyOf((issue.issues ?? []).map(words))}`)]
  }
  // A list passes for an object, with what every list has as its fields.
  const list = (issue.path ?? []).findIndex((item) => item.type === "object" && Array.isArray(item.input))
  if (list >= 0) {
    const place = path.slice(0, above.length + list)
    return [wrong(place, { input: [] }, "must be a mapping")]
  }
  const last = issue.path?.at(-1)
  if (issue.type === "strict_object" && last !== undefined && "origin" in last && last.origin === "key") {
    if (issue.expected !== "never")
      return [
        {
          at: "key",
          path: path.slice(0, -1),
          message: `${spelt(path.slice(0, -1))}: ${JSON.stringify(last.key)} is missing`,
        },
      ]
    const name = String(last.key)
    const takes = keysAt(path.slice(0, -1))
    const guess = nearest(name, takes)
    const hint =
      guess === null
        ? `${path.length === 1 ? "keys" : "it takes"}: ${takes.join(", ")}`
        : `did you mean ${JSON.stringify(guess)}?`
    const where = path.length === 1 ? "" : ` in ${spelt(path.slice(0, -1))}`
    return [{ at: "key", path, message: `${unknownKey} ${JSON.stringify(name)}${where}`, hint }]
  }
  return [wrong(path, issue, `must be ${words(issue)}`, hintFor(issue))]
}

/** Whether an alternative fits the kind of the value, so that what it says of it is of use. */
function isOfValue(issue: Issue): boolean {
  return !typeIssues.has(issue.type) || (issue.type === "picklist" && typeof issue.input === "string")
}

function wrong(path: Path, issue: Pick<Issue, "input">, must: string, hint?: string): Told {
  const place = path.length === 0 ? "the whole file" : spelt(path)
  return {
    at: "value",
    path,
    message: `${place} ${must}, not ${got(issue.input)}`,
    hint: hint ?? quoteHint(issue.input, must),
  }
}

const typeIssues = new Set([
  "string",
  "number",
  "boolean",
  "array",
  "map",
  "strict_object",
  "picklist",
  "null",
  "literal",
])

/** What the value must be. */
function words(issue: Issue): string {
  const { type } = issue
  const requirement = "requirement" in issue ? String(issue.requirement) : ""
  const table: Partial<Record<string, string>> = {
    string: "text",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    map: "a mapping",
    strict_object: "a mapping",
    null: "null",
    integer: "a whole number",
    min_value: `at least ${requirement}`,
    max_value: `at most ${requirement}`,
    gt_value: `above ${requirement}`,
    min_length: `at least ${requirement} long`,
    finite: "a finite number",
  }
  if (type === "picklist") return anyOf(choices(issue))
  return table[type] ?? issue.expected ?? "something else"
}

/** The words that a picklist takes: its `expected` is `("a" | "b")`. */
function choices(issue: Issue): string[] {
  return Array.from((issue.expected ?? "").matchAll(/"([^"]*)"/g), ([, choice]) => choice)
}

function hintFor(issue: Issue): string | undefined {
  if (issue.type !== "picklist" || typeof issue.input !== "string") return undefined
  const takes = choices(issue)
  const guess = nearest(issue.input, takes)
  return guess === null ? undefined : `did you mean ${JSON.stringify(guess)}?`
}

/** 2024 where text is asked for: the reader may not know that YAML takes it for a number. */
function quoteHint(input: unknown, must: string): string | undefined {
  if (input === null) return "give it a value, or take the key out"
  const plain = typeof input === "number" || typeof input === "boolean"
  return plain && must.includes("text") ? `in quotes it is text: ${JSON.stringify(String(input))}` : undefined
}

const anyOf = (parts: readonly string[]) => {
  const once = Array.from(new Set(parts))
  return once.length < 2 ? once.join("") : `${once.slice(0, -1).join(", ")} or ${once[once.length - 1]}`
}

function got(input: unknown): string {
  if (Array.isArray(input)) return "a list"
  switch (typeof input) {
    case "string":
      return JSON.stringify(input.length > 60 ? `${input.slice(0, 57)}…` : input)
    case "number":
    case "boolean":
    case "bigint":
      return String(input)
    default:
      return input === null || input === undefined ? "empty" : "a mapping"
  }
}

/** "columns.zip.type", "rules[2]"; a name with other signs is set in quotes. */
export function spelt(path: Path): string {
  const parts = path.map((key) => {
    if (typeof key === "number") return `[${key}]`
    return /^[\p{L}\p{N}_-]+$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  })
  return parts.join("").replace(/^\./, "")
}

/** The keys that an object at this path takes. */
function keysAt(path: Path): string[] {
  let found: AnySchema[] = [configSchema]
  for (const key of path) found = found.flatMap((schema) => childrenOf(schema, key))
  return Array.from(
    new Set(found.flatMap((schema) => unwrapped(schema).flatMap(({ entries }) => Object.keys(entries ?? {})))),
  )
}

/** As much of valibot's schemas as a walk through them needs. */
interface AnySchema {
  type: string
  wrapped?: AnySchema
  options?: AnySchema[]
  item?: AnySchema
  value?: AnySchema
  entries?: Record<string, AnySchema>
}

function childrenOf(schema: AnySchema, key: string | number): AnySchema[] {
  return unwrapped(schema).flatMap(({ entries, value, item }) => {
    if (entries !== undefined) return Object.hasOwn(entries, key) ? [entries[key]] : []
    return value !== undefined ? [value] : item !== undefined ? [item] : []
  })
}

function unwrapped(schema: AnySchema): AnySchema[] {
  if (schema.wrapped !== undefined) return unwrapped(schema.wrapped)
  if (schema.type === "union") return (schema.options ?? []).flatMap(unwrapped)
  return [schema]
}
