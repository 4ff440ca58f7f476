import type { Extend } from "../datasets/open-dataset.js"
import { UsageError } from "../errors.js"
import type { CompareOptions } from "../options/options.js"
import { fetchAll, type ReadOptions } from "../sources/source.js"
import type { Tally } from "../traces/ask/tally.js"
import type { Embed } from "../traces/groundedness/similarity.js"
import type { Price } from "../traces/price.js"
import type { Io } from "./io.js"

/** What all that asks a server needs: where keys come from, where answers are kept, what models cost. */
interface Shared {
  options: CompareOptions
  read: ReadOptions
  environment: Readonly<Record<string, string | undefined>>
}

/** What the servers and models that the settings name add to each table of traces; nothing is loaded or sent without one. */
export async function extensionOf(options: CompareOptions, read: ReadOptions, io: Io): Promise<Extend> {
  const shared = { options, read, environment: io.env }
  const steps: Extend[] = []
  if (options.judge !== null) steps.push(await judging(options.judge, shared))
  if (options.embedder !== null) steps.push(await embedding(options.embedder, shared))
  if (options.moderation !== null) steps.push(await moderating(options.moderation, shared))
  return async (source) => {
    if (steps.length > 0) await fetchAll(source)
    let table = source
    for (const step of steps) table = await step(table)
    return table
  }
}

async function judging(base: string, shared: Shared): Promise<Extend> {
  const [{ withJudge }, { endpointOf }, { readPrompt }] = await Promise.all([
    import("../traces/judge/with-judge.js"),
    import("../traces/ask/endpoint.js"),
    import("../traces/judge/prompt.js"),
  ])
  const { options, environment } = shared
  const model = options.judgeModel
  if (model === null) throw new UsageError("--judge needs --judge-model: the model that marks answers")
  const settings = {
    endpoint: endpointOf(base, "chat/completions", "--judge", environment),
    model,
    share: options.judgeSample,
    prompt: readPrompt(options.judgePrompt),
    cacheFolder: await cacheFolder(shared),
    price: await judgePrice(model, shared),
    budget: options.judgeBudget,
    spent: { usd: 0 },
  }
  return (source) => withJudge(source, settings)
}

/** The judge's price; throws UsageError where there is none and a budget is to be kept. */
async function judgePrice(model: string, shared: Shared): Promise<Price | null> {
  const { price, source } = await priceIn(model, shared)
  if (price !== null || shared.options.judgeBudget === null) return price
  throw new UsageError(`--judge-budget cannot be kept: ${source} has no price of ${JSON.stringify(model)}`, {
    hint: "--prices names a file with one",
  })
}

/** Groundedness and vectors of texts. */
async function embedding(embedder: string, shared: Shared): Promise<Extend> {
  const [{ withGroundedness }, { withVectors }, { withAsked }] = await Promise.all([
    import("../traces/with-groundedness.js"),
    import("../traces/with-vectors.js"),
    import("../traces/columns.js"),
  ])
  const forTable = /^https?:/i.test(embedder) ? await embeddingAt(embedder, shared) : await embeddingHere(embedder)
  return async (source) => {
    const { embed, tally } = forTable()
    const looked = tally?.rows
    const table = await withVectors(await withGroundedness(source, embed, looked), embed, looked)
    return tally === null || tally.rows.size === 0 ? table : withAsked(table, tally.use())
  }
}

/** What embeds the texts of one table, and counts what leaves the machine. */
type ForTable = () => { embed: Embed; tally: Tally | null }

async function embeddingHere(folder: string): Promise<ForTable> {
  const { localEmbedder } = await import("../traces/embed/local-embedder.js")
  const embed = await localEmbedder(folder)
  return () => ({ embed, tally: null })
}

async function embeddingAt(base: string, shared: Shared): Promise<ForTable> {
  const [{ endpointEmbedder }, { endpointOf }, { Tally }] = await Promise.all([
    import("../traces/embed/endpoint-embedder.js"),
    import("../traces/ask/endpoint.js"),
    import("../traces/ask/tally.js"),
  ])
  const { options, environment } = shared
  const model = options.embedderModel
  if (model === null)
    throw new UsageError("--embedder with a server needs --embedder-model: the model that makes vectors")
  const endpoint = endpointOf(base, "embeddings", "--embedder", environment)
  const { price } = await priceIn(model, shared)
  const folder = await cacheFolder(shared)
  return () => {
    const tally = new Tally({ purpose: "embedder", endpoint, model, price })
    return { embed: endpointEmbedder({ endpoint, model, cacheFolder: folder }, tally), tally }
  }
}

async function moderating(base: string, shared: Shared): Promise<Extend> {
  const [{ withModeration }, { endpointOf }] = await Promise.all([
    import("../traces/with-moderation.js"),
    import("../traces/ask/endpoint.js"),
  ])
  const model = shared.options.moderationModel
  const byChat = model !== null && /guard/i.test(model)
  const settings = {
    endpoint: endpointOf(base, byChat ? "chat/completions" : "moderations", "--moderation", shared.environment),
    model,
    byChat,
    cacheFolder: await cacheFolder(shared),
    price: model === null ? null : (await priceIn(model, shared)).price,
  }
  return (source) => withModeration(source, settings)
}

async function cacheFolder({ options, environment }: Shared): Promise<string> {
  const { usualCacheFolder } = await import("../traces/ask/cache.js")
  return options.llmCache ?? usualCacheFolder(environment)
}

/** What a model costs, null where it is not known, and where the prices are from. */
async function priceIn(model: string, { read }: Shared): Promise<{ price: Price | null; source: string }> {
  const { priceOf, readPrices } = await import("../traces/prices.js")
  const prices = readPrices(read.prices ?? null)
  return { price: priceOf(model, prices), source: prices.source }
}
