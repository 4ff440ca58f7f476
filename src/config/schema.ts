import * as v from "valibot"
import { failCauses } from "../compare/options.js"
import { corrections } from "../compare/policies.js"
import { columnTypes } from "../model.js"

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const names = v.array(v.string())
const oneOrMore = v.union([v.string(), names])
const limit = v.nullable(v.number())

/** What a configuration file may say. Unknown keys are errors. */
export const configSchema = v.strictObject({
  drift_share: v.optional(share),
  policy: v.optional(v.string()),
  correction: v.optional(v.picklist(corrections)),
  method: v.optional(oneOrMore),
  measure: v.optional(names),
  threshold: v.optional(v.pipe(v.number(), v.gtValue(0))),
  min_rows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  include: v.optional(names),
  exclude: v.optional(names),
  target: v.optional(oneOrMore),
  prediction: v.optional(oneOrMore),
  timestamp: v.optional(v.string()),
  id: v.optional(oneOrMore),
  null_values: v.optional(names),
  multivariate: v.optional(v.boolean()),
  fail_on: v.optional(v.array(v.picklist(failCauses))),
  columns: v.optional(
    v.record(
      v.string(),
      v.strictObject({
        type: v.optional(v.picklist(columnTypes)),
        method: v.optional(v.string()),
        threshold: v.optional(v.pipe(v.number(), v.gtValue(0))),
        critical: v.optional(v.boolean()),
      }),
    ),
  ),
  checks: v.optional(v.record(v.string(), v.strictObject({ warn: v.optional(limit), fail: v.optional(limit) }))),
})

export type Config = v.InferOutput<typeof configSchema>
