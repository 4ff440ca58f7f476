import { InputError } from "../../errors.js"
import type { LakeField } from "../../model.js"
import type { AskedVersion } from "../asked.js"
import type { Folder } from "../folder.js"
import type { LakeFiles } from "../lake-files.js"
import { arrowType } from "../types.js"
import { readDeletes } from "./deletes.js"
import { liveFiles, type LiveFile, type NameOf } from "./manifests.js"
import {
  partitionFieldsOf,
  readMetadata,
  schemaOf,
  wantedSnapshot,
  type IcebergField,
  type IcebergType,
  type Metadata,
} from "./metadata.js"
import { partitionText } from "./partition-text.js"

/**
 * An Iceberg table by its metadata: the data files of the current snapshot, or of the one asked for, the oldest first. Throws InputError
 * for what is missing and for what is not supported. Source: the Iceberg Table Spec, versions 1 to 3.
 */
export async function readIceberg(folder: Folder, asked: AskedVersion): Promise<LakeFiles> {
  const metadata = await readMetadata(folder)
  if ((metadata["encryption-keys"]?.length ?? 0) > 0)
    throw new InputError(`${folder.path} is an encrypted Iceberg table, which is not supported`)
  const snapshot = wantedSnapshot(metadata, asked, folder.path)
  const schema = schemaOf(metadata, snapshot)?.fields ?? []
  const fields = withNames(schema.map(fieldOf), metadata, folder.path).map((field, i) =>
    withInitial(field, schema[i], folder.path),
  )
  const nameOf = namesBelow(metadata.location, folder.path)
  const files = await liveFiles(folder, snapshot, nameOf)
  const data = files.filter(({ content }) => content === 0).sort(byAge)
  data.forEach((file) => refuseOtherFormats(file, folder.path))
  const deletes = await readDeletes(
    folder,
    files.filter(({ content }) => content !== 0),
    nameOf,
  )
  const parts = data.map((file) => ({ constants: constantsOf(file, metadata, fields), deleted: deletes.of(file) }))
  return {
    names: data.map(({ name }) => name),
    sizes: data.map(({ bytes }) => bytes),
    table: {
      format: "Iceberg",
      version: String(snapshot["snapshot-id"]),
      at: snapshot["timestamp-ms"],
      fields,
      findBy: "id",
      parts,
    },
  }
}

function byAge(a: LiveFile, b: LiveFile): number {
  if (a.sequence !== b.sequence) return a.sequence < b.sequence ? -1 : 1
  return a.name < b.name ? -1 : 1
}

/** Addresses are absolute, and the folder may have been moved since: what counts is what follows the table's own. */
function namesBelow(location: string, path: string): NameOf {
  const start = `${withoutScheme(location).replace(/\/+$/, "")}/`
  return (address) => {
    const place = withoutScheme(address)
    const name = place.slice(start.length)
    if (place.startsWith(start) && !name.split("/").includes("..")) return name
    throw new InputError(`${path}: its file ${address} lies outside the table`, {
      hint: `Only files below ${location} are read.`,
    })
  }
}

/** Writers write "file:/lake" and "file:///lake", "s3://" and "s3a://" alike. */
const withoutScheme = (address: string) => address.replace(/^[a-z][a-z0-9+.-]*:\/*/i, "/")

function refuseOtherFormats({ format, name }: LiveFile, path: string): void {
  if (format === "PARQUET") return
  throw new InputError(`${path}: its file ${name} is ${format}; tables of Parquet files are read`, {
    hint: "Rewrite the table with write.format.default = parquet, or export the version to compare.",
  })
}

function fieldOf({ id, name, type }: IcebergField): LakeField {
  const isPlain = typeof type === "string"
  return { name, stored: name, id, type: isPlain ? arrowType("iceberg", type) : "nested", fields: partsOf(type) }
}

function partsOf(type: IcebergType): LakeField[] {
  if (typeof type === "string") return []
  if (type.type === "struct") return type.fields.map(fieldOf)
  if (type.type === "list") return [fieldOf({ id: type["element-id"], name: "element", type: type.element })]
  return [
    fieldOf({ id: type["key-id"], name: "key", type: type.key }),
    fieldOf({ id: type["value-id"], name: "value", type: type.value }),
  ]
}

/** With what files without ids call each field, as the table's property says; one that it leaves out is in none of them. */
function withNames(fields: readonly LakeField[], { properties }: Metadata, path: string): readonly LakeField[] {
  const said = properties?.["schema.name-mapping.default"]
  if (said === undefined) return fields
  try {
    return named(fields, JSON.parse(said) as NameMapping)
  } catch (cause) {
    throw new InputError(`${path}: the table's schema.name-mapping.default is damaged`, { cause })
  }
}

type NameMapping = readonly { "field-id"?: number; names: readonly string[]; fields?: NameMapping }[]

function named(fields: readonly LakeField[], mapping: NameMapping): LakeField[] {
  return fields.map((field) => {
    const entry = mapping.find(({ "field-id": id }) => id === field.id)
    return { ...field, names: entry?.names ?? [], fields: named(field.fields, entry?.fields ?? []) }
  })
}

/** With what rows hold that were written before the column was added. Throws InputError for what is not read so. */
function withInitial(field: LakeField, described: IcebergField, path: string): LakeField {
  const inside = innerFields(described.type).find((each) => each["initial-default"] != null)
  const value = described["initial-default"]
  const isOpaque = value != null && /binary|nested/.test(field.type)
  if (isOpaque || inside !== undefined)
    throw new InputError(
      `${path}: ${(inside ?? field).name} has an initial-default, which is not supported for its type`,
    )
  return value == null ? field : { ...field, initial: initialText(textOf(value), field.type) }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value))

function innerFields(type: IcebergType): IcebergField[] {
  if (typeof type === "string") return []
  if (type.type === "struct") return type.fields.flatMap((field) => [field, ...innerFields(field.type)])
  return type.type === "list" ? innerFields(type.element) : [...innerFields(type.key), ...innerFields(type.value)]
}

/** Times of day stand as microseconds in the files. */
function initialText(value: string, type: string): string {
  if (type !== "time64[us]") return value
  const [, hours, minutes, seconds = "0", fraction = ""] = /^(\d+):(\d+)(?::(\d+)(?:\.(\d{1,6}))?)?/.exec(value) ?? []
  return `${(Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)}${fraction.padEnd(6, "0")}`
}

/** Values that a file's rows all share, for columns that it may lack: those parted by the value itself. */
function constantsOf({ specId, partition }: LiveFile, metadata: Metadata, fields: readonly LakeField[]) {
  const identities = partitionFieldsOf(metadata, specId).filter(({ transform }) => transform === "identity")
  const entries = identities.flatMap(({ name, "source-id": id }): [string, string | null][] => {
    const field = fields.find((each) => each.id === id)
    return field === undefined || !(name in partition) ? [] : [[field.name, partitionText(partition[name], field.type)]]
  })
  return new Map(entries)
}
