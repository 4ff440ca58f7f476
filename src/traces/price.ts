/** US dollars for one token. */
interface Rates {
  input: number
  output: number
  cached: number
}

export interface Price extends Rates {
  /** What holds for prompts of more tokens than `above`, ascending. */
  tiers: readonly (Rates & { above: number })[]
}

export interface PriceTable {
  /** Where the prices are from, for the report. */
  source: string
  models: ReadonlyMap<string, Price>
}
