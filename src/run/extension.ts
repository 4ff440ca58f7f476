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

async function budgetOf(usd: number, model: string, read: ReadOptions) {
  const { priceOf, readPrices } = await import("../traces/prices.js")
  const prices = readPrices(read.prices ?? null)
  const price = priceOf(model, prices)
  if (price !== null) return { usd, price }
  throw new UsageError(`--judge-budget cannot be kept: ${prices.source} has no price of ${JSON.stringify(model)}`, {
    hint: "--prices names a file with one",
  })
}
