import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"

/** Writes tables of a DuckDB file as Parquet into a temporary folder: a folder for each, by its place in the list. */
export async function parquetTables(
  duckdb: string,
  tables: readonly string[],
): Promise<{ pathOf: (table: string) => string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-parquet-"))
  const pathOf = (table: string) =>
    join(folder, tables.includes(table) ? `table${tables.indexOf(table)}.parquet` : table)
  const instance = await DuckDBInstance.fromCache(duckdb, { access_mode: "READ_ONLY" })
  const connection = await instance.connect()
  try {
    for (const table of tables)
      await connection.run(`copy "${table.replaceAll('"', '""')}" to '${pathOf(table)}' (format parquet)`)
  } finally {
    connection.closeSync()
  }
  return { pathOf, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
