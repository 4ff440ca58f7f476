import { InputError, isOutOfMemory, lessMemory } from "../../errors.js"

const damaged = "The file is damaged: write or download it again."

/**
 * What is wrong with the bytes, in one phrase: "the page ends before its last value".
 * Thrown by the decoders; whoever knows path, column and row group makes an InputError of it.
 */
export class Unreadable extends Error {
  override name = "Unreadable"
  /** What would work. */
  readonly hint: string

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.hint = options.hint ?? damaged
  }
}

/** A part of the format that is read by nobody here; the file may be fine. */
export function unsupported(message: string): Unreadable {
  return new Unreadable(message, {
    hint: "Write the file again with a current version of its writer and default settings.",
  })
}

/** An InputError that says where; errors that are about neither the bytes nor the memory stay what they are. */
export function located(error: unknown, where: string): unknown {
  if (error instanceof Unreadable)
    return new InputError(`${where}: ${error.message}`, { hint: error.hint, cause: error })
  if (isOutOfMemory(error))
    return new InputError(`${where}: not enough memory for its values`, { hint: lessMemory, cause: error })
  return error
}
