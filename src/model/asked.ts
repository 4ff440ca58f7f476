/** What servers and models were asked about the texts of one table. */

/** What one server was asked. */
export interface ServerUse {
  purpose: "judge" | "embedder" | "moderation"
  /** Scheme, host and port; nothing that may be secret. */
  address: string
  model: string | null
  /** Rows of the table whose texts were looked at. */
  rows: number
  /** Texts that left the machine (a prompt with its answer counts as one), and those whose answer was known from before. */
  sent: number
  known: number
  /** Answers that could not be used, and requests without an answer. */
  invalid: number
  failed: number
  /** As the server counts them; null where it does not. */
  input_tokens: number | null
  output_tokens: number | null
  /** US dollars by the table of prices; null where it has no price of the model, or the server counts no tokens. */
  usd: number | null
  /** Whether the budget ended it before its last row. */
  stopped: boolean
  /** Of a judge: how often it gave the same marks when asked again, and by how much they differ on average; null: it was not asked again. */
  repeated: { rows: number; same: number; difference: number } | null
}

/** Texts of some rows, with a vector each, all as long as each other. */
export interface VectorSide {
  texts: readonly string[]
  vectors: readonly Float32Array[]
}

/** The same of a column, with the number of each row from 0, ascending. */
export interface TextVectors extends VectorSide {
  rows: Int32Array
}
