/** The part of JSON Schema that schema/report.json uses; scripts/report-schema.ts writes no other. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  anyOf?: JsonSchema[]
  items?: JsonSchema | JsonSchema[]
  minItems?: number
  maxItems?: number
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema
  required?: string[]
  definitions?: Record<string, JsonSchema>
}

/** A place in a JSON value ("columns[3].effect.score", "" for the whole) and what is wrong with it ("is "x", not a number"). */
export interface Mismatch {
  at: string
  what: string
}

/** Everything in a value parsed from JSON that its schema does not allow, in the schema's order; fields that it does not name are let be. */
export function mismatches(value: unknown, schema: JsonSchema): Mismatch[] {
  return check(value, schema, "", schema.definitions ?? {})
}

type Definitions = Readonly<Record<string, JsonSchema>>

function check(value: unknown, schema: JsonSchema, at: string, named: Definitions): Mismatch[] {
  if (schema.$ref !== undefined) return check(value, named[schema.$ref.replace("#/definitions/", "")], at, named)
  if (schema.anyOf !== undefined) return fewest(schema.anyOf.map((one) => check(value, one, at, named)))
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [{ at, what: `is ${shown(value)}, not ${oneOf(schema.enum.map(shown))}` }]
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.some((type) => isOfType(value, type)))
    return [{ at, what: `is ${shown(value)}, not ${oneOf(types.map((type) => words[type] ?? type))}` }]
  if (Array.isArray(value)) return checkItems(value, schema, at, named)
  return typeof value === "object" && value !== null ? checkFields(value, schema, at, named) : []
}

function checkItems(values: unknown[], schema: JsonSchema, at: string, named: Definitions): Mismatch[] {
  const { items = {}, minItems = 0, maxItems = Infinity } = schema
  if (values.length < minItems || values.length > maxItems)
    return [{ at, what: `has ${values.length} entries, not ${values.length < minItems ? minItems : maxItems}` }]
  return values.flatMap((value, i) => check(value, Array.isArray(items) ? items[i] : items, `${at}[${i}]`, named))
}

function checkFields(value: object, schema: JsonSchema, at: string, named: Definitions): Mismatch[] {
  const { properties = {}, required = [], additionalProperties } = schema
  const place = (key: string) =>
    /^[a-z_]\w*$/i.test(key) ? `${at === "" ? "" : `${at}.`}${key}` : `${at}[${JSON.stringify(key)}]`
  const missing = required
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ at: place(key), what: "is missing" }))
  const wrong = Object.entries(value).flatMap(([key, item]) => {
    const expected = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
    return expected === undefined ? [] : check(item, expected, place(key), named)
  })
  return [...missing, ...wrong]
}

/** Of several forms, the one that the value was most likely meant to have. */
const fewest = (found: Mismatch[][]) => found.reduce((best, one) => (one.length < best.length ? one : best))

const words: Readonly<Record<string, string>> = {
  null: "null",
  boolean: "true or false",
  number: "a number",
  integer: "a whole number",
  string: "a string",
  array: "a list",
  object: "an object",
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null
  if (type === "array") return Array.isArray(value)
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value)
  if (type === "integer") return Number.isSafeInteger(value)
  // JSON may write a number beyond all doubles (1e999), which none of ours is.
  return type === "number" ? Number.isFinite(value) : typeof value === type
}

const longest = 40

function shown(value: unknown): string {
  if (typeof value === "number") return String(value)
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object" && value !== null) return "an object"
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…"` : text
}

function oneOf(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join("") : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1) ?? ""}`
}
