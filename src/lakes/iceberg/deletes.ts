import { InputError } from "../../errors.js"
import type { Folder } from "../folder.js"
import { rowsOfParquet } from "../parquet-rows.js"
import { deletedRows } from "../roaring.js"
import type { LiveFile, NameOf } from "./manifests.js"

/** Which rows of which data files are deleted, by position. */
export interface Deletes {
  of: (file: LiveFile) => Uint32Array | null
}

interface Positions {
  sequence: bigint
  rows: number[]
}

/**
 * What the delete files of a snapshot delete. Throws InputError for deletes by value and for files that cannot be read. Source: the
 * Iceberg specification, "Scan Planning": a deletion vector replaces all position deletes of its file.
 */
export async function readDeletes(folder: Folder, files: readonly LiveFile[], nameOf: NameOf): Promise<Deletes> {
  const vectors = new Map<string, Uint32Array>()
  const positions = new Map<string, Positions[]>()
  for (const file of files) {
    refuseUnknown(file, folder.path)
    if (file.format === "PUFFIN") vectors.set(file.of!, await readVector(folder, file))
    else for (const [name, rows] of await readPositions(folder, file, nameOf)) add(positions, name, rows, file.sequence)
  }
  return {
    of({ name, sequence }) {
      const vector = vectors.get(name)
      if (vector !== undefined) return vector
      const rows = (positions.get(name) ?? []).filter((each) => each.sequence >= sequence).flatMap((each) => each.rows)
      return rows.length === 0 ? null : Uint32Array.from(new Set(rows)).sort()
    },
  }
}

function refuseUnknown({ content, format, name, of }: LiveFile, path: string): void {
  const hint = "Compact the table first (rewrite_data_files), then compare its newest snapshot."
  if (content !== 1) throw new InputError(`${path} holds equality deletes (${name}), which are not supported`, { hint })
  if (format !== "PARQUET" && (format !== "PUFFIN" || of === null))
    throw new InputError(`${path} holds deletes in ${format} files (${name}), which are not supported`, { hint })
}

function add(positions: Map<string, Positions[]>, name: string, rows: number[], sequence: bigint): void {
  positions.set(name, [...(positions.get(name) ?? []), { sequence, rows }])
}

async function readPositions(folder: Folder, { name }: LiveFile, nameOf: NameOf): Promise<Map<string, number[]>> {
  const columns = ["file_path", "pos"]
  const found = await rowsOfParquet(await folder.read(name), `${folder.path}/${name}`, columns)
  const rows = new Map<string, number[]>()
  for (const { file_path: address, pos } of found as { file_path: string; pos: bigint }[]) {
    const of = rows.get(address)
    if (of === undefined) rows.set(address, [Number(pos)])
    else of.push(Number(pos))
  }
  return new Map(Array.from(rows, ([address, of]) => [nameOf(address), of]))
}

/** A Puffin blob: its length, a bitmap, its checksum. */
async function readVector(folder: Folder, { name, of, offset, size, records }: LiveFile): Promise<Uint32Array> {
  try {
    const blob = (await folder.read(name)).subarray(offset, offset + size)
    const rows = deletedRows(blob.subarray(4, 4 + blob.readUInt32BE(0)))
    if (BigInt(rows.length) !== records) throw new Error(`it deletes ${rows.length} rows, its manifest says ${records}`)
    return rows
  } catch (cause) {
    if (cause instanceof InputError) throw cause
    throw new InputError(
      `${folder.path}/${of}: its deletion vector in ${name} cannot be read: ${(cause as Error).message}`,
      {
        hint: "Without it rows that were deleted would be read.",
        cause,
      },
    )
  }
}
