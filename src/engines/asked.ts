import type { Dialect, EngineClient } from "./engine.js"

/** How much is fetched of a column. */
export interface Caps {
  /** Different values that are fetched one by one: of a column with an order, and of texts. */
  values: number
  categories: number
  /** Bins of the first scan where there are more values; half as many of each later one. A normal column takes one scan. */
  bins: number
}

export const usualCaps: Caps = { values: 50_000, categories: 10_000, bins: 16_384 }

/** Where a table is and how it is asked. */
export interface Asked {
  client: EngineClient
  dialect: Dialect
  relation: string
  caps: Caps
}
