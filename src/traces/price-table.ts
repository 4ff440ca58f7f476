import type { Price, PriceTable } from "./price.js"

/** List prices of common models, as their providers published them; `--prices` replaces all of them. */
export const builtInPrices: PriceTable = {
  source: "driftcheck's own table of list prices, June 2026",
  models: new Map(
    Object.entries({
      "gpt-4o": perMillion(2.5, 10, 1.25),
      "gpt-4o-mini": perMillion(0.15, 0.6, 0.075),
      "gpt-4.1": perMillion(2, 8, 0.5),
      "gpt-4.1-mini": perMillion(0.4, 1.6, 0.1),
      "gpt-4.1-nano": perMillion(0.1, 0.4, 0.025),
      "o4-mini": perMillion(1.1, 4.4, 0.275),
      "gpt-5": perMillion(1.25, 10, 0.125),
      "gpt-5-mini": perMillion(0.25, 2, 0.025),
      "gpt-5-nano": perMillion(0.05, 0.4, 0.005),
      "claude-sonnet-4": perMillion(3, 15, 0.3),
      "claude-sonnet-4-5": perMillion(3, 15, 0.3),
      "claude-sonnet-4-6": perMillion(3, 15, 0.3),
      "claude-haiku-4-5": perMillion(1, 5, 0.1),
      "gemini-2.5-pro": { ...perMillion(1.25, 10, 0.125), tiers: [{ above: 200_000, ...perMillion(2.5, 15, 0.25) }] },
      "gemini-2.5-flash": perMillion(0.3, 2.5, 0.03),
      "gemini-2.5-flash-lite": perMillion(0.1, 0.4, 0.01),
    }),
  ),
}

/** US dollars for a million tokens of the prompt, of the answer, and read from a cache. */
function perMillion(input: number, output: number, cached: number): Price {
  return { input: input / 1e6, output: output / 1e6, cached: cached / 1e6, tiers: [] }
}
