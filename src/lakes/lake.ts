import type { AskedVersion } from "./asked.js"
import type { Folder } from "./folder.js"
import type { LakeFiles } from "./lake-files.js"

/** A kind of table whose folder alone does not say which rows hold. */
export type Lake = "Delta Lake" | "Iceberg"

/** What kind of table lies in a folder; null for a folder of plain files. */
export async function lakeIn(folder: Folder): Promise<Lake | null> {
  if ((await folder.names("_delta_log")).length > 0) return "Delta Lake"
  const metadata = await folder.names("metadata")
  return metadata.some((name) => name.endsWith(".metadata.json")) ? "Iceberg" : null
}

/** The table in a folder: its newest version, or the one asked for. Throws InputError. */
export async function readLake(lake: Lake, folder: Folder, asked: AskedVersion): Promise<LakeFiles> {
  if (lake === "Delta Lake") return (await import("./delta/read-delta.js")).readDelta(folder, asked)
  return (await import("./iceberg/read-iceberg.js")).readIceberg(folder, asked)
}
