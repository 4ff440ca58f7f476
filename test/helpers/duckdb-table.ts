import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"

/** A DuckDB file with a table for each of these files or queries, by name; `remove` deletes it. */
export async function duckdbFile(
  tables: Readonly<Record<string, string>>,
): Promise<{ path: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-duckdb-"))
  const path = join(folder, "tables.db")
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  for (const [name, from] of Object.entries(tables))
    await connection.run(
      `create table "${name.replaceAll('"', '""')}" as ${from.startsWith("select") ? from : `select * from ${reading(from)}`}`,
    )
  connection.closeSync()
  instance.closeSync()
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** What driftcheck takes for missing in a CSV file is missing in the table too. */
const reading = (file: string) =>
  file.endsWith(".csv")
    ? `read_csv('${resolve(file)}', nullstr = ['NA', ''], all_varchar = true)`
    : `'${resolve(file)}'`
