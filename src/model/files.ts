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
  /** Of a Delta Lake or Iceberg table: which columns and rows of the files make it up. */
  readonly lake?: LakeTable
  /** Set where another thread opened the files and closes them. */
  readonly borrowed?: true
}

/** One version of a Delta Lake or Iceberg table, as its log or metadata states it. Plain data, as the input is. */
export interface LakeTable {
  readonly format: "Delta Lake" | "Iceberg"
  /** Delta Lake's version, or Iceberg's snapshot id, which exceeds 2^53. */
  readonly version: string
  /** When it was written, in milliseconds since 1970; null: not said. */
  readonly at: number | null
  readonly fields: readonly LakeField[]
  /** How the table's fields are found in a file. */
  readonly findBy: "name" | "id"
  /** As many as the input has files, in the same order. */
  readonly parts: readonly LakePart[]
}

/** A column of a table, or a field of a structure in it. */
export interface LakeField {
  readonly name: string
  /** What its files call it. */
  readonly stored: string
  readonly id: number | null
  /** In Arrow's words, as those of a file's columns; "nested" for structures, lists and maps. */
  readonly type: string
  /** The fields of a structure; the elements of a list; keys and values of a map. */
  readonly fields: readonly LakeField[]
}

/** What a table says of one of its files. */
export interface LakePart {
  /** Columns that the file does not hold, by the table's name: the one value that all of its rows have, or null. */
  readonly constants: ReadonlyMap<string, string | null>
  /** The rows that were deleted, 0-based and ascending; null for none. */
  readonly deleted: Uint32Array | null
}

/** A file as the report's setup names it. */
export interface FileFacts {
  bytes: number
  /** Hexadecimal. */
  sha256: string
}
