import type { Dialect, EngineClient } from "./engine.js"

/** Different values that are fetched one by one: of a column with an order, and of texts. */
export interface Caps {
  values: number
  categories: number
}

export const usualCaps: Caps = { values: 50_000, categories: 10_000 }

/** Where a table is and how it is asked. */
export interface Asked {
  client: EngineClient
  dialect: Dialect
  relation: string
  caps: Caps
}
