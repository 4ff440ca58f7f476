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

/** A file that cannot be opened or read, or two that cannot be compared. Exit code 2. */
export class InputError extends Error {
  override name = "InputError"
  readonly hint: string | undefined

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.hint = options.hint
  }
}

/**
 * A question that a dataset cannot answer, although nothing is wrong with it: a profile asked for single rows. What was asked about
 * is then not tested, with the message as its reason.
 */
export class Unanswerable extends Error {
  override name = "Unanswerable"
  readonly hint: string | undefined

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.hint = options.hint
  }
}

/** Whether the error says why there is no answer: the dataset cannot know it, or its file cannot be read. Anything else is a bug. */
export function saysWhy(error: unknown): error is Unanswerable | InputError {
  return error instanceof Unanswerable || error instanceof InputError
}
