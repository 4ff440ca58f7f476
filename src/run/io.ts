/** The outside world of one run, so that a test can be the user. */
export interface Io {
  stdout: Output
  stderr: Output
  env: Readonly<Record<string, string | undefined>>
  /** Where a configuration is looked for, absolute; the process's working directory where nothing is said. */
  cwd?: string
  /** The command line as typed, for the report. */
  argv: readonly string[]
  now: () => Date
  /** When the process began, where the run is the whole of it: times that are printed count from there. */
  began?: Date | undefined
}

export interface Output {
  write(text: string): void
  isTTY: boolean
  /** Columns of the terminal; undefined where there is none. */
  columns: number | undefined
}
