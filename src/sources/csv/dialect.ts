/** How a file separates its fields and its lines. */
export interface Dialect {
  delimiter: string
  /** "\n" also stands for CRLF: the carriage return is taken off each line. "\r" only where lines end in nothing else. */
  newline: "\n" | "\r"
}
