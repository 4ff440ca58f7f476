import { traceRoleTable } from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import { first, lookup } from "../sources/traces/lookup.js"
import { wordsOf } from "../sources/traces/messages.js"
import type { TableSource } from "../sources/source.js"
import { AnswerCache, keyOf } from "./ask/cache.js"
import type { Endpoint } from "./ask/endpoint.js"
import { inParallel } from "./ask/in-parallel.js"
import { post, usualPost, type PostOptions } from "./ask/post.js"
import { Tally } from "./ask/tally.js"
import { usageIn } from "./ask/usage.js"
import { columnValues, numberColumn, withAsked, withColumn } from "./columns.js"
import type { Price } from "./price.js"
import { stringsOf } from "./sample.js"

export interface ModerationSettings {
  endpoint: Endpoint
  /** Null: the server's own. */
  model: string | null
  /** By chat, as Llama Guard answers ("safe", "unsafe" and its categories); otherwise by /moderations. */
  byChat: boolean
  /** Where flags are kept; null: nowhere. */
  cacheFolder: string | null
  /** What the model costs; null: nothing, or not known. */
  price: Price | null
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
  const moderator = new Moderator(settings)
  const flags = await inParallel(rows, most, (each) => moderator.flagOf(each))
  const values = new Float64Array(source.rows).fill(NaN)
  for (const [i, { row }] of rows.entries()) {
    values[row] = flags[i] ?? NaN
    moderator.tally.rows.add(row)
  }
  const without = flags.filter((flag) => flag == null).length
  const flagged = withColumn(source, numberColumn(traceRoleTable.safety_flag.column, values))
  return {
    ...withAsked(flagged, moderator.tally.use()),
    warnings: [
      ...source.warnings,
      ...(without === 0 ? [] : [`Moderation: ${without} of ${rows.length} answers came back without a flag.`]),
    ],
  }
}

interface ToModerate {
  response: string
  prompt: string | null
}

/** Asks a safety classifier; what it said before is not asked again. */
class Moderator {
  readonly tally: Tally
  private readonly cache: AnswerCache<0 | 1>

  constructor(private readonly settings: ModerationSettings) {
    const { endpoint, model, price, cacheFolder } = settings
    this.tally = new Tally({ purpose: "moderation", endpoint, model, price })
    this.cache = new AnswerCache(cacheFolder, (value): value is 0 | 1 => value === 0 || value === 1)
  }

  /** 1 where the answer is flagged, 0 where not; null where the server did not say. */
  async flagOf(asked: ToModerate): Promise<0 | 1 | null> {
    const { endpoint, model, byChat, post: options = usualPost } = this.settings
    const body = { ...(model === null ? {} : { model }), ...(byChat ? asChat(asked) : { input: asked.response }) }
    const key = keyOf(endpoint.url, JSON.stringify(body))
    const kept = this.cache.get(key)
    if (kept !== null) {
      this.tally.known++
      return kept
    }
    this.tally.sent++
    const { json, failure } = await post(endpoint, body, options)
    if (failure !== undefined) {
      this.tally.failed++
      return null
    }
    this.tally.add(usageIn(json))
    const flag = byChat ? unsafe(json) : flagged(json)
    if (flag === null) this.tally.invalid++
    else this.cache.set(key, flag)
    return flag
  }
}

function asChat({ prompt, response }: ToModerate): object {
  const messages = [
    { role: "user", content: prompt ?? "(not recorded)" },
    { role: "assistant", content: response },
  ]
  return { temperature: 0, messages }
}

function flagged(json: unknown): 0 | 1 | null {
  const flag = lookup(json, "results.0.flagged")
  return typeof flag === "boolean" ? (flag ? 1 : 0) : null
}

function unsafe(json: unknown): 0 | 1 | null {
  const word = wordsOf(first(json, "choices.0.message.content"))?.trim().split(/\s/)[0].toLowerCase()
  return word === "unsafe" ? 1 : word === "safe" ? 0 : null
}
