import { InputError } from "../../errors.js"
import { list, lookup, numberOf } from "../../sources/traces/lookup.js"
import { AnswerCache, keyOf } from "../ask/cache.js"
import { hostOf, type Endpoint } from "../ask/endpoint.js"
import { post, usualPost, type PostOptions } from "../ask/post.js"
import type { Tally } from "../ask/tally.js"
import { usageIn } from "../ask/usage.js"
import type { Embed } from "../groundedness/similarity.js"

/** Texts in one request. */
const batch = 64

export interface EmbedderSettings {
  endpoint: Endpoint
  model: string
  /** Where vectors are kept; null: nowhere. */
  cacheFolder: string | null
  post?: PostOptions
}

/**
 * Vectors from the /embeddings of an OpenAI-compatible server; a text is asked about once. `tally` counts what is sent. Rejects with
 * InputError where the server does not answer with a vector for each text, all as long as each other.
 */
export function endpointEmbedder(settings: EmbedderSettings, tally: Tally): Embed {
  const { endpoint, model, cacheFolder } = settings
  const cache = new AnswerCache<string>(cacheFolder, (value): value is string => typeof value === "string")
  return async (texts) => {
    const keys = texts.map((text) => keyOf(endpoint.url, model, text))
    const unknown = Array.from(new Map(keys.map((key, i) => [key, texts[i]])), ([key, text]) => ({ key, text })).filter(
      ({ key }) => cache.get(key) === null,
    )
    tally.known += texts.length - unknown.length
    for (let from = 0; from < unknown.length; from += batch) {
      const some = unknown.slice(from, from + batch)
      const input = some.map(({ text }) => text)
      for (const [i, vector] of (await ask(settings, input, tally)).entries()) cache.set(some[i].key, written(vector))
    }
    return keys.map((key) => read(cache.get(key) ?? ""))
  }
}

async function ask(
  { endpoint, model, post: options = usualPost }: EmbedderSettings,
  input: readonly string[],
  tally: Tally,
): Promise<Float32Array[]> {
  tally.sent += input.length
  const answer = await post(endpoint, { model, input }, { ...options, maxBytes: Math.max(options.maxBytes, mostBytes) })
  if (answer.failure !== undefined)
    throw new InputError(`the embedder at ${hostOf(endpoint)} gave no vectors: ${answer.failure}`)
  tally.add(usageIn(answer.json))
  return vectorsIn(answer.json, input.length, endpoint)
}

/** The most bytes of an answer: 64 vectors of some thousand numbers. */
const mostBytes = 16 * 2 ** 20

function vectorsIn(json: unknown, wanted: number, endpoint: Endpoint): Float32Array[] {
  const rows = list(lookup(json, "data")).map((row, i) => ({
    at: numberOf(lookup(row, "index")) ?? i,
    values: list(lookup(row, "embedding")),
  }))
  const sorted = rows.sort((a, b) => a.at - b.at)
  const width = sorted.at(0)?.values.length ?? 0
  const isVector = ({ values }: (typeof rows)[number]) =>
    values.length > 0 && values.length === width && values.every((each) => Number.isFinite(each))
  if (rows.length !== wanted || !rows.every(isVector))
    throw new InputError(`the embedder at ${hostOf(endpoint)} gave no vector of numbers for each of ${wanted} texts`)
  return sorted.map(({ values }) => unit(Float32Array.from(values as number[])))
}

/** A vector in a string, and back. */
const written = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64")
const read = (text: string) => new Float32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer)

/** The vector at length 1; one of length 0 stays. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}
