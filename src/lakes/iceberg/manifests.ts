import { InputError } from "../../errors.js"
import type { Folder } from "../folder.js"
import { avroRecords } from "./avro.js"
import type { IcebergSnapshot } from "./metadata.js"
import type { PartitionValue } from "./partition-text.js"

/** A live file of a snapshot: of data (content 0), of deleted positions (1) or of deleted values (2). */
export interface LiveFile {
  /** Below the table's folder. */
  name: string
  content: number
  /** "PARQUET", "PUFFIN", … */
  format: string
  /** Deletes hold for files that are no younger. */
  sequence: bigint
  specId: number
  partition: Readonly<Record<string, PartitionValue>>
  records: bigint
  bytes: number | null
  /** Of a deletion vector: the file whose rows it deletes, and where in its own file it lies. */
  of: string | null
  offset: number
  size: number
}

interface Manifest {
  manifest_path: string
  partition_spec_id?: number
  sequence_number?: bigint | null
}

interface Entry {
  status: number
  sequence_number?: bigint | null
  data_file: DataFile
}

interface DataFile {
  content?: number | null
  file_path: string
  file_format: string
  partition?: Readonly<Record<string, PartitionValue>> | null
  record_count: bigint
  file_size_in_bytes?: bigint | null
  key_metadata?: Buffer | null
  referenced_data_file?: string | null
  content_offset?: bigint | null
  content_size_in_bytes?: bigint | null
}

/** Gives a name below the table's folder for an address. */
export type NameOf = (address: string) => string

/** All live files of a snapshot. Throws InputError for what is encrypted. */
export async function liveFiles(folder: Folder, snapshot: IcebergSnapshot, nameOf: NameOf): Promise<LiveFile[]> {
  const files: LiveFile[] = []
  for (const manifest of await manifestsOf(folder, snapshot, nameOf)) {
    const name = nameOf(manifest.manifest_path)
    const entries = (await avroRecords(await folder.read(name), `${folder.path}/${name}`)) as Entry[]
    for (const entry of entries)
      if (entry.status !== removed) files.push(liveFile(entry, manifest, nameOf, folder.path))
  }
  return files
}

/** An entry's status: the file was deleted in this snapshot. */
const removed = 2

async function manifestsOf(folder: Folder, snapshot: IcebergSnapshot, nameOf: NameOf): Promise<Manifest[]> {
  const list = snapshot["manifest-list"]
  if (list === undefined) return (snapshot.manifests ?? []).map((path) => ({ manifest_path: path }))
  return (await avroRecords(await folder.read(nameOf(list)), `${folder.path}/${nameOf(list)}`)) as Manifest[]
}

/** A file that was added has the sequence number of its manifest; those of version 1 have none. */
function liveFile({ sequence_number: own, data_file: file }: Entry, manifest: Manifest, nameOf: NameOf, path: string) {
  const name = nameOf(file.file_path)
  if (file.key_metadata != null) throw new InputError(`${path}: its file ${name} is encrypted, which is not supported`)
  const of = file.referenced_data_file ?? null
  return {
    name,
    content: file.content ?? 0,
    format: file.file_format.toUpperCase(),
    sequence: own ?? manifest.sequence_number ?? 0n,
    specId: manifest.partition_spec_id ?? 0,
    partition: file.partition ?? {},
    records: file.record_count,
    bytes: file.file_size_in_bytes == null ? null : Number(file.file_size_in_bytes),
    of: of === null ? null : nameOf(of),
    offset: Number(file.content_offset ?? 0n),
    size: Number(file.content_size_in_bytes ?? 0n),
  }
}
