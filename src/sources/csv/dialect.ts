/** How a file separates its fields and its lines. */
export interface Dialect {
  delimiter: string
  /** "\n" also stands for CRLF: the carriage return is taken off each line. "\r" only where lines end in nothing else. */
  newline: "\n" | "\r"
}

/** How a file is laid out: its dialect, and what stands before its table. */
export interface Layout {
  dialect: Dialect
  /** Bytes and lines before the header, which are left out. */
  skip: { bytes: number; lines: number }
  /** What the user should know of it. */
  warnings: string[]
}
