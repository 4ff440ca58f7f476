import { InputError } from "../../errors.js"

/** What a line of a Delta log, or a row of a checkpoint, says. Each holds one of these; others are of no concern to a reader. */
export interface Action {
  protocol?: Protocol | null
  metaData?: MetaData | null
  add?: AddFile | null
  remove?: Pick<AddFile, "path" | "deletionVector"> | null
  sidecar?: { path: string } | null
  commitInfo?: { timestamp?: number; inCommitTimestamp?: number } | null
}

export interface Protocol {
  minReaderVersion: number
  readerFeatures?: readonly string[] | null
}

export interface MetaData {
  schemaString: string
  partitionColumns?: readonly string[] | null
  configuration?: TextMap | null
  format?: { provider?: string } | null
}

export interface AddFile {
  /** Percent-encoded; relative to the table, or an address of its own. */
  path: string
  partitionValues?: TextMap | null
  size?: number | bigint | null
  modificationTime?: number | bigint | null
  deletionVector?: DeletionVector | null
}

export interface DeletionVector {
  /** "u": in a file named by an id; "i": inline; "p": in a file of any address. */
  storageType: string
  pathOrInlineDv: string
  offset?: number | null
  sizeInBytes: number
  cardinality: number | bigint
}

/** JSON has an object; in Parquet a map is a list of entries. */
type TextMap = Readonly<Record<string, string | null>> | readonly { key: string; value?: string | null }[]

/** The entries of a map in either form. */
export function entriesOf(map: TextMap | null | undefined): ReadonlyMap<string, string | null> {
  if (map == null) return new Map()
  return isList(map) ? new Map(map.map(({ key, value }) => [key, value ?? null])) : new Map(Object.entries(map))
}

function isList(map: TextMap): map is readonly { key: string; value?: string | null }[] {
  return Array.isArray(map)
}

/** The actions of a commit or a checkpoint in JSON, a line each. Throws InputError. */
export function actionsIn(text: string, path: string): Action[] {
  return text.split("\n").flatMap((line, i): Action[] => {
    if (line.trim() === "") return []
    try {
      return [JSON.parse(line) as Action]
    } catch (cause) {
      throw new InputError(`${path} line ${i + 1}: no JSON`, { hint: "The table's log is damaged.", cause })
    }
  })
}
