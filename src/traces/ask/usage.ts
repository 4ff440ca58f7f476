import { first, numberOf } from "../../sources/traces/lookup.js"
import type { Usage } from "../prices.js"

/** The tokens that an answer says it took; null where it says nothing. */
export function usageIn(json: unknown): Usage | null {
  const count = (...paths: string[]) => numberOf(first(json, ...paths))
  const input = count("usage.prompt_tokens", "usage.input_tokens", "usage.total_tokens")
  if (input === undefined) return null
  return {
    input,
    cached: count("usage.prompt_tokens_details.cached_tokens") ?? 0,
    output: count("usage.completion_tokens", "usage.output_tokens") ?? 0,
  }
}

/** Characters of a token at least, in most languages and most models. */
const charactersPerToken = 2

/** At most what a server may charge for a text and an answer of so many tokens, where it does not say itself. */
export function usageOf(text: string, output: number): Usage {
  return { input: Math.ceil(text.length / charactersPerToken), cached: 0, output }
}
