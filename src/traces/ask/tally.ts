import type { ServerUse } from "../../model.js"
import type { Price } from "../price.js"
import { costOf, type Usage } from "../prices.js"
import { addressOf, type Endpoint } from "./endpoint.js"

/** Whom a tally is kept for. */
export interface Asked {
  purpose: ServerUse["purpose"]
  endpoint: Endpoint
  model: string | null
  /** Null: not known. */
  price: Price | null
}

/** Counts what one server is asked about one table. */
export class Tally {
  sent = 0
  known = 0
  invalid = 0
  failed = 0
  stopped = false
  repeated: ServerUse["repeated"] = null
  /** Rows of the table whose texts were looked at. */
  readonly rows = new Set<number>()
  private usage: Usage | null = null

  constructor(private readonly asked: Asked) {}

  /** Adds what one answer took; null: its server did not say. */
  add(usage: Usage | null): void {
    if (usage === null) return
    const { input, cached, output } = this.usage ?? { input: 0, cached: 0, output: 0 }
    this.usage = { input: input + usage.input, cached: cached + usage.cached, output: output + usage.output }
  }

  use(): ServerUse {
    const { asked, usage } = this
    return {
      purpose: asked.purpose,
      address: addressOf(asked.endpoint),
      model: asked.model,
      rows: this.rows.size,
      sent: this.sent,
      known: this.known,
      invalid: this.invalid,
      failed: this.failed,
      input_tokens: usage?.input ?? null,
      output_tokens: usage?.output ?? null,
      usd: usage === null || asked.price === null ? null : costOf(usage, asked.price),
      stopped: this.stopped,
      repeated: this.repeated,
    }
  }
}
