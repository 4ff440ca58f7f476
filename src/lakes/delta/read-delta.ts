import { InputError } from "../../errors.js"
import type { LakeField } from "../../model.js"
import type { AskedVersion } from "../asked.js"
import type { Folder } from "../folder.js"
import type { LakeFiles } from "../lake-files.js"
import { entriesOf, type AddFile } from "./actions.js"
import { readDeletionVector } from "./deletion-vector.js"
import { readLog } from "./log.js"
import { fieldsOf, refuseUnknownFeatures } from "./schema.js"

/**
 * A Delta Lake table by its log: the files that are live in the newest version, or in the one asked for, the oldest first. Throws
 * InputError for what the log does not give and for features that are not known. Source: the Delta Transaction Log Protocol.
 */
export async function readDelta(folder: Folder, asked: AskedVersion): Promise<LakeFiles> {
  const { version, at, protocol, metaData, live } = await readLog(folder, asked)
  refuseUnknownFeatures(protocol, folder.path)
  const provider = metaData.format?.provider ?? "parquet"
  if (provider !== "parquet") throw new InputError(`${folder.path}: its data files are ${provider}, not Parquet`)
  const { fields, findBy } = fieldsOf(metaData, folder.path)
  const files = live.toSorted(byAge)
  const names = files.map(({ path }) => nameOf(path, folder))
  const partitions = partitionFields(metaData.partitionColumns ?? [], fields)
  const parts = []
  for (const [i, file] of files.entries())
    parts.push({ constants: constantsOf(file, partitions), deleted: await deletedIn(folder, file, names[i]) })
  const sizes = files.map(({ size }) => (size == null ? null : Number(size)))
  return { names, sizes, table: { format: "Delta Lake", version: String(version), at, fields, findBy, parts } }
}

/** Checkpoints have no order of their own: the same version gives the same order from a log with one and without. */
function byAge(a: AddFile, b: AddFile): number {
  const older = Number(a.modificationTime ?? 0) - Number(b.modificationTime ?? 0)
  return older !== 0 ? older : a.path < b.path ? -1 : 1
}

function nameOf(path: string, folder: Folder): string {
  const name = decoded(path)
  if (!/^[a-z][a-z0-9+.-]*:/i.test(path) && !name.startsWith("/") && !name.split("/").includes("..")) return name
  throw new InputError(`${folder.path}: its file ${name} lies outside the table`, {
    hint: "Shallow clones are not read: compare the table that they were made of, or a deep clone.",
  })
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function partitionFields(columns: readonly string[], fields: readonly LakeField[]): LakeField[] {
  return fields.filter(({ name }) => columns.includes(name))
}

/** Values of partitions are in the log alone; an empty one is missing. */
function constantsOf({ partitionValues }: AddFile, partitions: readonly LakeField[]): Map<string, string | null> {
  const values = entriesOf(partitionValues)
  return new Map(partitions.map(({ name, stored }) => [name, values.get(stored) || null]))
}

async function deletedIn(folder: Folder, { deletionVector }: AddFile, name: string): Promise<Uint32Array | null> {
  return deletionVector == null ? null : readDeletionVector(folder, deletionVector, `${folder.path}/${name}`)
}
