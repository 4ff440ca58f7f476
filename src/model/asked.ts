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

/** Vectors of length 1 of a column's texts, for some of its rows. */
export interface TextVectors {
  /** Row numbers from 0, ascending; then the text and the vector of each. */
  rows: Int32Array
  texts: readonly string[]
  vectors: readonly Float32Array[]
}
