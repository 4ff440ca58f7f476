import { readFileSync } from "node:fs"
import { InputError } from "../errors.js"
import type { Price, PriceTable } from "./price.js"
import { builtInPrices } from "./price-table.js"

/** The tokens of one request; those read from a cache are part of `input`. */
export interface Usage {
  input: number
  cached: number
  output: number
}

/** What a request costs, in US dollars. */
export function costOf({ input, cached, output }: Usage, price: Price): number {
  const rates = price.tiers.findLast(({ above }) => input > above) ?? price
  return (input - cached) * rates.input + cached * rates.cached + output * rates.output
}

/**
 * The price of a model: by its whole name, without its provider ("openai/gpt-4o"), without its date ("gpt-4o-2024-08-06").
 * Null where the table has none.
 */
export function priceOf(model: string, { models }: PriceTable): Price | null {
  const whole = model.trim()
  const names = [whole, whole.toLowerCase(), whole.toLowerCase().replace(/^.*\//, "")]
  for (const name of [...names, ...names.map(withoutDate)]) {
    const price = models.get(name)
    if (price !== undefined) return price
  }
  return null
}

const withoutDate = (name: string) => name.replace(/[-@]?(\d{4}-\d\d-\d\d|\d{8})$/, "").replace(/-latest$/, "")

/** The prices in a file that is laid out as LiteLLM's: an object by model. Without one, the package's own. Throws InputError. */
export function readPrices(path: string | null): PriceTable {
  if (path === null) return builtInPrices
  const models = pricesIn(parse(path), path)
  if (models.size === 0)
    throw new InputError(`${path}: no model has input_cost_per_token and output_cost_per_token`, { hint: layout })
  return { source: path, models }
}

const layout =
  'It is laid out as LiteLLM\'s: { "gpt-4o": { "input_cost_per_token": 2.5e-6, "output_cost_per_token": 1e-5, "cache_read_input_token_cost": 1.25e-6 } }.'

function parse(path: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"))
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, " ") : String(cause)
    throw new InputError(`cannot read the prices in ${path}: ${reason}`, { hint: layout, cause })
  }
  throw new InputError(`${path}: not an object of prices by model`, { hint: layout })
}

function pricesIn(table: object, path: string): Map<string, Price> {
  return new Map(
    Object.entries(table).flatMap(([model, entry]: [string, unknown]) => {
      if (typeof entry !== "object" || entry === null) return []
      const price = priceIn(entry as Record<string, unknown>, `${path}: ${model}`)
      return price === null ? [] : [[model, price] as const]
    }),
  )
}

/** Null for what is not priced by the token: images, seconds of speech. */
function priceIn(entry: Readonly<Record<string, unknown>>, place: string): Price | null {
  const at = (name: string) => cost(entry[name], `${place}: ${name}`)
  const input = at("input_cost_per_token")
  const output = at("output_cost_per_token")
  if (input === null || output === null) return null
  const cached = at("cache_read_input_token_cost") ?? input
  const tiers = Object.keys(entry)
    .flatMap((name) => {
      const match = /^input_cost_per_token_above_(\d+)k_tokens$/.exec(name)
      return match === null ? [] : [Number(match[1])]
    })
    .sort((a, b) => a - b)
    .map((thousands) => {
      const above = `above_${thousands}k_tokens`
      return {
        above: thousands * 1000,
        input: at(`input_cost_per_token_${above}`) ?? input,
        output: at(`output_cost_per_token_${above}`) ?? output,
        cached: at(`cache_read_input_token_cost_${above}`) ?? cached,
      }
    })
  return { input, output, cached, tiers }
}

function cost(value: unknown, place: string): number | null {
  if (value === undefined || value === null) return null
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value
  throw new InputError(`${place} is ${JSON.stringify(value)}, not a price of a token in US dollars`, { hint: layout })
}
