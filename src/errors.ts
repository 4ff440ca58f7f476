/** Asked for something that does not exist: an unknown flag, method, check, column. Exit code 2. */
export class UsageError extends Error {
  override name = "UsageError"
  /** What would work; printed on a line of its own. */
  readonly hint: string | undefined

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.hint = options.hint
  }
}

/** A file that cannot be opened, read or compared. Exit code 2. */
export class InputError extends Error {
  override name = "InputError"
  readonly hint: string | undefined

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.hint = options.hint
  }
}
