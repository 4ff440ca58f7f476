/** How a file separates its fields and its lines. */
export interface Dialect {
  delimiter: string
  /** "\n" also stands for CRLF: the carriage return is taken off each line. "\r" only where lines end in nothing else. */
  newline: "\n" | "\r"
  /** What opens and closes a field that may hold the delimiter: one ASCII character, `"` unless said; "" for none. */
  quote?: string
  /** What makes the next character one like any other, quotes and delimiters included: one ASCII character; "" for none. */
  escape?: string
  /** What begins a line that is left out: one ASCII character; "" for none. */
  comment?: string
  /** Whether spaces may stand before an opening quote. */
  padded?: boolean
  /** Whether a row may end in a delimiter too many, behind which nothing stands: no field. */
  trailing?: boolean
}

/** How a file is laid out: its dialect, and what stands before its table. */
export interface Layout {
  dialect: Dialect
  /** Bytes and lines before the header, which are left out. */
  skip: { bytes: number; lines: number }
  /** Whether the first line holds names: what the user says, or "none" where it is data without doubt; undefined: what it looks like. */
  header: "row" | "none" | undefined
  /** Whether a last row that reads like a total is one: no row above it does. */
  totals: boolean
  /** What the user should know of it. */
  warnings: string[]
}
