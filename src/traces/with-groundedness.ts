import { traceRoleTable } from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import type { TableSource } from "../sources/source.js"
import { columnValues, numberColumn, withColumn } from "./columns.js"
import { groundednessOf, type Embed } from "./groundedness/similarity.js"
import { stringsOf } from "./sample.js"
import { passagesOf } from "./with-text-facts.js"

/**
 * A table of traces with the share of each answer's sentences that resemble a retrieved passage, where it has passages and no such column;
 * any other as it is. `looked` collects the rows whose texts were looked at.
 */
export async function withGroundedness<Source extends TableSource>(
  source: Source,
  embed: Embed,
  looked = new Set<number>(),
): Promise<Source> {
  const roles = traceColumnsIn(source.columns)
  if (!roles.has("response") || !roles.has("context") || roles.has("groundedness")) return source
  const [responses, contexts] = (["response", "context"] as const).map((role) =>
    stringsOf(columnValues(source, roles.get(role)), source.rows),
  )
  const values = new Float64Array(source.rows).fill(NaN)
  for (const [row, response] of responses.entries()) {
    const context = contexts[row]
    if (response === null || context === null) continue
    values[row] = (await groundednessOf(response, passagesOf(context), embed)) ?? NaN
    looked.add(row)
  }
  return { ...withColumn(source, numberColumn(traceRoleTable.groundedness.column, values)), readsByColumn: false }
}
