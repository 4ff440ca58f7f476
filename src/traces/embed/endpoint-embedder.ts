import { InputError } from "../../errors.js"
import { list, lookup, numberOf } from "../../sources/traces/lookup.js"
import { hostOf, type Endpoint } from "../ask/endpoint.js"
import { post, usualPost, type PostOptions } from "../ask/post.js"
import type { Embed } from "../groundedness/similarity.js"

/** Texts in one request. */
const batch = 64

/** Vectors from the /embeddings of an OpenAI-compatible server. Rejects with InputError where it does not answer with one for each text. */
export function endpointEmbedder(endpoint: Endpoint, model: string, options: PostOptions = usualPost): Embed {
  return async (texts) => {
    const vectors: Float32Array[] = []
    for (let from = 0; from < texts.length; from += batch) {
      const input = texts.slice(from, from + batch)
      const answer = await post(endpoint, { model, input }, { ...options, maxBytes: 64 * 2 ** 20 })
      if (answer.failure !== undefined)
        throw new InputError(`the embedder at ${hostOf(endpoint)} gave no vectors: ${answer.failure}`)
      vectors.push(...vectorsIn(answer.json, input.length, endpoint))
    }
    return vectors
  }
}

function vectorsIn(json: unknown, wanted: number, endpoint: Endpoint): Float32Array[] {
  const rows = list(lookup(json, "data")).map((row, i) => ({
    at: numberOf(lookup(row, "index")) ?? i,
    values: list(lookup(row, "embedding")),
  }))
  const sorted = rows.sort((a, b) => a.at - b.at)
  const isVector = ({ values }: (typeof rows)[number]) =>
    values.length > 0 && values.every((each) => Number.isFinite(each))
  if (rows.length !== wanted || !rows.every(isVector))
    throw new InputError(`the embedder at ${hostOf(endpoint)} gave no vector of numbers for each of ${wanted} texts`)
  return sorted.map(({ values }) => unit(Float32Array.from(values as number[])))
}

/** The vector at length 1; one of length 0 stays. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}
