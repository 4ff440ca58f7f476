import { gunzipSync } from "node:zlib"
import { InputError } from "../../errors.js"
import { versionAt, type AskedVersion } from "../asked.js"
import { exactJson } from "../exact-json.js"
import type { Folder } from "../folder.js"

/** What a metadata file states, as far as it is read. Ids of snapshots are compared as text. */
export interface Metadata {
  "format-version": number
  location: string
  schema?: IcebergSchema
  schemas?: readonly IcebergSchema[]
  "current-schema-id"?: number
  "partition-spec"?: readonly PartitionField[]
  "partition-specs"?: readonly { "spec-id": number; fields: readonly PartitionField[] }[]
  "current-snapshot-id"?: Id | null
  snapshots?: readonly IcebergSnapshot[]
  "snapshot-log"?: readonly { "snapshot-id": Id; "timestamp-ms": number }[]
  refs?: Readonly<Record<string, { "snapshot-id": Id }>>
  properties?: Readonly<Record<string, string>>
  "encryption-keys"?: readonly unknown[]
}

type Id = string | number

export interface IcebergSnapshot {
  "snapshot-id": Id
  "timestamp-ms": number
  "schema-id"?: number
  "manifest-list"?: string
  /** Of tables of version 1 without a list. */
  manifests?: readonly string[]
}

export interface PartitionField {
  name: string
  transform: string
  "source-id": number
}

export interface IcebergSchema {
  "schema-id"?: number
  fields: readonly IcebergField[]
}

export interface IcebergField {
  id: number
  name: string
  type: IcebergType
  "initial-default"?: unknown
}

export type IcebergType =
  | string
  | { type: "struct"; fields: readonly IcebergField[] }
  | { type: "list"; "element-id": number; element: IcebergType }
  | { type: "map"; "key-id": number; key: IcebergType; "value-id": number; value: IcebergType }

/** What the newest metadata file states. Throws InputError where there is none, or for a table of a version that is not known. */
export async function readMetadata(folder: Folder): Promise<Metadata> {
  const name = `metadata/${await newestName(folder)}`
  const path = `${folder.path}/${name}`
  const bytes = await folder.read(name)
  const metadata = parsed(name.includes(".gz.") ? gunzipSync(bytes) : bytes, path)
  const version = metadata["format-version"]
  if (version >= 1 && version <= 3) return metadata
  throw new InputError(`${folder.path} is an Iceberg table of version ${version}; versions 1 to 3 are supported`)
}

function parsed(bytes: Buffer, path: string): Metadata {
  try {
    return exactJson(bytes.toString()) as Metadata
  } catch (cause) {
    throw new InputError(`${path} is no JSON`, { hint: "The table's metadata is damaged.", cause })
  }
}

/** What the hint of a table without a catalog names, else the highest number: a catalog alone knows better. */
async function newestName(folder: Folder): Promise<string> {
  const names = (await folder.names("metadata")).filter((name) => name.endsWith(".metadata.json"))
  const hinted = await hintedName(folder, names)
  const newest = hinted ?? names.toSorted((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1)).at(-1)
  if (newest !== undefined) return newest
  throw new InputError(`${folder.path}: no file metadata/*.metadata.json`)
}

async function hintedName(folder: Folder, names: readonly string[]): Promise<string | undefined> {
  if (!(await folder.names("metadata")).includes("version-hint.text")) return undefined
  const hint = (await folder.read("metadata/version-hint.text")).toString().trim()
  return names.find((name) => name === hint || name.replace(/(\.gz)?\.metadata\.json$/, "") === `v${hint}`)
}

/** "00006-uuid.metadata.json", "v6.metadata.json". */
const numberOf = (name: string) => Number(/^v?(\d+)/.exec(name)?.[1] ?? -1)

/** The current snapshot or the one asked for: by id, by the name of a branch or tag, or by time. Throws InputError. */
export function wantedSnapshot(
  metadata: Metadata,
  { version, timestamp }: AskedVersion,
  path: string,
): IcebergSnapshot {
  const wanted = idOf(metadata, { version, timestamp }, path)
  const snapshots = metadata.snapshots ?? []
  const found = snapshots.find((snapshot) => String(snapshot["snapshot-id"]) === wanted)
  if (found !== undefined) return found
  if (wanted === null) throw new InputError(`${path}: the table has no snapshot yet: nothing was written to it`)
  const ids = snapshots.map((snapshot) => String(snapshot["snapshot-id"]))
  const names = Object.keys(metadata.refs ?? {})
  throw new InputError(`${path} has no snapshot ${wanted}`, {
    hint: `It has ${[...ids.slice(-5), ...names].join(", ")}.`,
  })
}

function idOf(metadata: Metadata, { version, timestamp }: AskedVersion, path: string): string | null {
  const { refs = {}, snapshots = [] } = metadata
  if (version !== undefined) return Object.hasOwn(refs, version) ? String(refs[version]["snapshot-id"]) : version
  if (timestamp !== undefined) {
    const log = metadata["snapshot-log"] ?? []
    const known = (log.length > 0 ? log : snapshots).map((entry) => ({
      id: String(entry["snapshot-id"]),
      at: entry["timestamp-ms"],
    }))
    return versionAt(
      known.toSorted((a, b) => a.at - b.at),
      timestamp,
      path,
    ).id
  }
  const current = metadata["current-snapshot-id"] ?? -1
  return String(current) === "-1" ? null : String(current)
}

/** The schema that a snapshot was written with. */
export function schemaOf(metadata: Metadata, snapshot: IcebergSnapshot): IcebergSchema | undefined {
  const id = snapshot["schema-id"] ?? metadata["current-schema-id"]
  return metadata.schemas?.find((schema) => schema["schema-id"] === id) ?? metadata.schema
}

/** How the files of a partition specification are parted. */
export function partitionFieldsOf(metadata: Metadata, specId: number): readonly PartitionField[] {
  const specs = metadata["partition-specs"]
  return specs?.find((spec) => spec["spec-id"] === specId)?.fields ?? metadata["partition-spec"] ?? []
}
