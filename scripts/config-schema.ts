import { toJsonSchema } from "@valibot/to-json-schema"
import { format } from "prettier"
import type * as v from "valibot"
import { policies } from "../src/options/policies.js"
import type { Units } from "../src/config/review.js"
import { configSchema } from "../src/config/schema.js"

/** A JSON Schema as far as a configuration needs it. */
export interface Schema {
  type?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  propertyNames?: Schema
  required?: string[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  [more: string]: unknown
}

/** draft 7 of what a configuration may say, made from the schema that checks it; ids of units are listed, so that editors offer them. */
export function configJsonSchema({ methods, checks }: Units): Schema {
  const schema = converted(configSchema)
  const ids = Array.from(methods.keys())
  const { properties = {} } = schema
  for (const [type, choice] of Object.entries(properties.methods.properties ?? {})) {
    const serving = Array.from(methods).filter(([, { meta }]) => meta.columnTypes.includes(type as never))
    offer(
      choice,
      serving.map(([id]) => id),
    )
  }
  offer(properties.policy, Object.keys(policies))
  offer(properties.method, ids)
  offer(properties.measure, [...ids, "all"])
  if (typeof properties.columns.additionalProperties === "object")
    offer(properties.columns.additionalProperties.properties?.method, ids)
  properties.checks.propertyNames = { enum: Array.from(checks.keys()) }
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "urn:driftcheck:config:1",
    title: "driftcheck configuration",
    description: "driftcheck.yaml, .yml or .json: what `driftcheck compare` and `driftcheck check` are to do.",
    ...schema,
  }
}

/** As the file holds it. */
export function configSchemaText(schema: Schema): Promise<string> {
  return format(JSON.stringify(schema), { parser: "json", printWidth: 120 })
}

function converted(schema: v.GenericSchema): Schema {
  const { $schema, ...rest } = toJsonSchema(schema, {
    ignoreActions: ["finite"], // JSON knows no other numbers.
    overrideSchema: ({ valibotSchema }) => {
      if (valibotSchema.type !== "map") return undefined
      const { value } = valibotSchema as unknown as { value: v.GenericSchema }
      return { type: "object", additionalProperties: converted(value) as never }
    },
  }) as Schema
  return rest
}

/** Narrows every text in a schema to these ids. */
function offer(schema: Schema | undefined, ids: readonly string[]): void {
  if (schema === undefined) return
  if (schema.type === "string") schema.enum = [...ids]
  if (schema.properties?.method !== undefined) offer(schema.properties.method, ids)
  for (const inner of [...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items])])
    offer(inner, ids)
}
