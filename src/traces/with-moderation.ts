import { traceRoleTable } from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import { first, lookup } from "../sources/traces/lookup.js"
import { wordsOf } from "../sources/traces/messages.js"
import type { TableSource } from "../sources/source.js"
import { hostOf, type Endpoint } from "./ask/endpoint.js"
import { inParallel } from "./ask/in-parallel.js"
import { post, usualPost, type Answer, type PostOptions } from "./ask/post.js"
import { columnValues, numberColumn, withColumn } from "./columns.js"
import { stringsOf } from "./sample.js"

export interface ModerationSettings {
  endpoint: Endpoint
  /** Null: the server's own. */
  model: string | null
  /** By chat, as Llama Guard answers ("safe", "unsafe" and its categories); otherwise by /moderations. */
  byChat: boolean
  post?: PostOptions
}

/** Requests at once. */
const most = 4

/**
 * A table of traces with what a safety classifier flags among its answers, where it has answers and no such column; any other as it is.
 * Answers that the server did not judge have no flag, and a warning counts them.
 */
export async function withModeration<Source extends TableSource>(
  source: Source,
  settings: ModerationSettings,
): Promise<Source> {
  const roles = traceColumnsIn(source.columns)
  if (!roles.has("response") || roles.has("safety_flag")) return source
  const responses = stringsOf(columnValues(source, roles.get("response")), source.rows)
  const prompts = stringsOf(columnValues(source, roles.get("prompt")), source.rows)
  const rows = responses.flatMap((response, row) =>
    response === null ? [] : [{ row, response, prompt: prompts[row] }],
  )
  const flags = await inParallel(rows, most, (each) => flagOf(each, settings))
  const values = new Float64Array(source.rows).fill(NaN)
  for (const [i, { row }] of rows.entries()) values[row] = flags[i] ?? NaN
  const without = flags.filter((flag) => flag == null).length
  const sent = `Moderation: ${rows.length} answers were sent to ${hostOf(settings.endpoint)}${without === 0 ? "" : `; ${without} came back without a flag that could be read`}.`
  return {
    ...withColumn(source, numberColumn(traceRoleTable.safety_flag.column, values)),
    readsByColumn: false,
    warnings: [...source.warnings, sent],
  }
}

interface Asked {
  response: string
  prompt: string | null
}

/** 1 where the answer is flagged, 0 where not; null where the server did not say. */
async function flagOf(
  { response, prompt }: Asked,
  { endpoint, model, byChat, ...rest }: ModerationSettings,
): Promise<number | null> {
  const options = rest.post ?? usualPost
  const named = model === null ? {} : { model }
  if (!byChat) return flagged(await post(endpoint, { ...named, input: response }, options))
  const messages = [
    { role: "user", content: prompt ?? "(not recorded)" },
    { role: "assistant", content: response },
  ]
  return unsafe(await post(endpoint, { ...named, temperature: 0, messages }, options))
}

function flagged({ json }: Answer): number | null {
  const flag = lookup(json, "results.0.flagged")
  return typeof flag === "boolean" ? Number(flag) : null
}

function unsafe({ json }: Answer): number | null {
  const word = wordsOf(first(json, "choices.0.message.content"))?.trim().split(/\s/)[0].toLowerCase()
  return word === "unsafe" ? 1 : word === "safe" ? 0 : null
}
