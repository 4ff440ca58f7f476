/** A regular file, open for reading, that holds at least one byte. Plain data, so that another thread can read it as well. */
export interface OpenFile {
  /** What messages call it. */
  readonly path: string
  readonly fd: number
  /** Bytes, when it was opened. */
  readonly size: number
  /** When it had last been written to: nanoseconds since 1970. */
  readonly written: bigint
  /** Of a file that lies elsewhere: `fd` is then a file in the temporary folder, with those of its bytes that were fetched. */
  readonly remote?: RemoteFile
}

/** Where a file lies that is not on this machine, and which of its bytes are here. Plain data, as the file is. */
export interface RemoteFile {
  readonly address: RemoteAddress
  /** What names this state of the file: every byte is of it. Null: not known yet, or the server has none. */
  etag: string | null
  /** A bit for every block of 4096 bytes: whether it is here. All threads share it. */
  readonly here: SharedArrayBuffer
  /** Set when the file was closed: what still comes of it is not written. */
  closed?: true
  readonly traffic: SharedArrayBuffer
}

export type RemoteAddress =
  | { readonly kind: "https"; readonly url: string }
  | { readonly kind: "s3"; readonly bucket: string; readonly key: string; readonly endpoint: string | null }

/** What was fetched from a store for an input. */
export interface Traffic {
  bytes: number
  requests: number
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
  /** Of files that lie elsewhere: bytes fetched and requests made, two 64-bit integers that all threads share. */
  readonly traffic?: SharedArrayBuffer
  /** Set where another thread opened the files and closes them. */
  readonly borrowed?: true
  /** Set where nobody wants the hash of the files here, which is all their bytes read once more. */
  readonly unhashed?: true
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
  /** What files without ids call it; absent: what `stored` says. */
  readonly names?: readonly string[]
  /** What rows of files hold that were written before the field was added, as text; absent: nothing. */
  readonly initial?: string
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
  /** Hexadecimal. Of a file in a store: of its size and ETag; null where it has none. */
  sha256: string | null
  /** Of a Delta Lake or Iceberg table: which version of it was read. */
  table?: LakeVersion
  /** Of what lies in a store: what was fetched of it. */
  fetched?: Traffic
}

/** A version of a table as a report names it. */
export interface LakeVersion {
  format: LakeTable["format"]
  /** Delta Lake's version, or Iceberg's snapshot id, as text: ids exceed 2^53. */
  version: string
  /** When it was written, ISO 8601 UTC; null: not said. */
  written_at: string | null
}
