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

const mostTogether = 20

/** Throws all of them as one, so that they are mended in one round: a line each, with what would work. Nothing for none. */
export function throwTogether(errors: readonly UsageError[]): void {
  const once = Array.from(new Map(errors.map((error) => [error.message, error])).values())
  if (once.length === 0) return
  if (once.length === 1) throw once[0]
  const lines = once.slice(0, mostTogether).map(({ message, hint }) => `  ${message}${hint ? `; ${hint}` : ""}`)
  const rest = once.length - lines.length
  throw new UsageError([`${once.length} mistakes:`, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n"))
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

/** What is asked for; null where its error says why there is no answer. */
export async function unlessUnanswered<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (saysWhy(error)) return null
    throw error
  }
}

/**
 * Whether the memory is used up, of this process or of a decoder in WebAssembly, or a limit of V8 is reached that is one of memory
 * (the length of a string, the size of a map). There is no class for these; this is what V8 says.
 */
export function isOutOfMemory(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error instanceof RangeError || (error as NodeJS.ErrnoException).code === "ERR_STRING_TOO_LONG") &&
    /allocation failed|allocate memory|out of memory|invalid string length|longer than 0x|maximum (memory )?size exceeded/i.test(
      error.message,
    )
  )
}

/** What helps there. */
export const lessMemory = "Read fewer columns (--columns), with --workers 1, or run where there is more memory."
