/** The outside world of one run, so that a test can be the user. */
export interface Io {
  stdout: Output
  stderr: Output
  env: Readonly<Record<string, string | undefined>>
  /** The command line as typed, for the report. */
  argv: readonly string[]
  now: () => Date
}

export interface Output {
  write(text: string): void
  isTTY: boolean
  /** Columns of the terminal; undefined where there is none. */
  columns: number | undefined
}
