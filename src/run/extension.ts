import type { Extend } from "../datasets/open-dataset.js"
import { UsageError } from "../errors.js"
import type { CompareOptions } from "../options/options.js"
import type { ReadOptions } from "../sources/source.js"
import type { Io } from "./io.js"

type Environment = Readonly<Record<string, string | undefined>>

/** What the servers and models that the settings name add to each table of traces; nothing is loaded or sent without one. */
export async function extensionOf(options: CompareOptions, read: ReadOptions, io: Io): Promise<Extend> {
  const environment = io.env
  const steps: Extend[] = []
  if (options.judge !== null) steps.push(await judging(options.judge, options, read, environment))
  if (options.embedder !== null) steps.push(await grounding(options.embedder, options, environment))
  if (options.moderation !== null) steps.push(await moderating(options.moderation, options, environment))
  return async (source) => {
    let table = source
    for (const step of steps) table = await step(table)
    return table
  }
}

async function judging(
  base: string,
  options: CompareOptions,
  read: ReadOptions,
  environment: Environment,
): Promise<Extend> {
  const [{ withJudge }, { endpointOf }, { readPrompt }, { usualCacheFolder }] = await Promise.all([
    import("../traces/judge/with-judge.js"),
    import("../traces/ask/endpoint.js"),
    import("../traces/judge/prompt.js"),
    import("../traces/ask/cache.js"),
  ])
  const model = options.judgeModel
  if (model === null) throw new UsageError("--judge needs --judge-model: the model that marks answers")
  const settings = {
    endpoint: endpointOf(base, "chat/completions", "--judge", environment),
    model,
    share: options.judgeSample,
    prompt: readPrompt(options.judgePrompt),
    cacheFolder: options.judgeCache ?? usualCacheFolder(environment),
    budget: options.judgeBudget === null ? null : await budgetOf(options.judgeBudget, model, read),
    spent: { usd: 0 },
  }
  return (source) => withJudge(source, settings)
}

async function grounding(
  embedder: string,
  { embedderModel }: CompareOptions,
  environment: Environment,
): Promise<Extend> {
  const { withGroundedness } = await import("../traces/with-groundedness.js")
  const embed = await embedderOf(embedder, embedderModel, environment)
  return (source) => withGroundedness(source, embed)
}

async function embedderOf(embedder: string, model: string | null, environment: Environment) {
  if (!/^https?:/i.test(embedder)) return (await import("../traces/embed/local-embedder.js")).localEmbedder(embedder)
  const [{ endpointEmbedder }, { endpointOf }] = await Promise.all([
    import("../traces/embed/endpoint-embedder.js"),
    import("../traces/ask/endpoint.js"),
  ])
  if (model === null)
    throw new UsageError("--embedder with a server needs --embedder-model: the model that makes vectors")
  return endpointEmbedder(endpointOf(embedder, "embeddings", "--embedder", environment), model)
}

async function moderating(base: string, options: CompareOptions, environment: Environment): Promise<Extend> {
  const [{ withModeration }, { endpointOf }] = await Promise.all([
    import("../traces/with-moderation.js"),
    import("../traces/ask/endpoint.js"),
  ])
  const model = options.moderationModel
  const byChat = model !== null && /guard/i.test(model)
  const endpoint = endpointOf(base, byChat ? "chat/completions" : "moderations", "--moderation", environment)
  return (source) => withModeration(source, { endpoint, model, byChat })
}

async function budgetOf(usd: number, model: string, read: ReadOptions) {
  const { priceOf, readPrices } = await import("../traces/prices.js")
  const prices = readPrices(read.prices ?? null)
  const price = priceOf(model, prices)
  if (price !== null) return { usd, price }
  throw new UsageError(`--judge-budget cannot be kept: ${prices.source} has no price of ${JSON.stringify(model)}`, {
    hint: "--prices names a file with one",
  })
}
