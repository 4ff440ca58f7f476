/** A regular file, open for reading, that holds at least one byte. Plain data, so that another thread can read it as well. */
export interface OpenFile {
  /** What messages call it. */
  readonly path: string
  readonly fd: number
  /** Bytes, when it was opened. */
  readonly size: number
  /** When it had last been written to: nanoseconds since 1970. */
  readonly written: bigint
}

/** What a path stands for, every file of it opened once. Plain data: other threads read through the same descriptors. */
export interface Input {
  /** As the user named it. */
  readonly path: string
  /** At least one, in the order of their rows. */
  readonly files: readonly OpenFile[]
  /** What the folders on the way to each file state, as `country=DE` does (null: missing); null for the path of a single file. */
  readonly partitions: readonly ReadonlyMap<string, string | null>[] | null
  /** Files without a byte that were passed over. */
  readonly empty?: readonly string[]
  /** Set where another thread opened the files and closes them. */
  readonly borrowed?: true
}

/** A file as the report's setup names it. */
export interface FileFacts {
  bytes: number
  /** Hexadecimal. */
  sha256: string
}
