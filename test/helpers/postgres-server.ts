import { execFileSync, spawn, spawnSync } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import pg from "pg"
import { freePort } from "./free-port.js"

/** The folder with initdb and postgres; null where PostgreSQL is not installed. */
export function postgresPrograms(): string | null {
  const debian = "/usr/lib/postgresql"
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, "bin")) : []
  const found = spawnSync("sh", ["-c", "command -v initdb"], { encoding: "utf8" }).stdout.trim()
  return (
    [...versions, ...(found === "" ? [] : [dirname(found)])].find((each) => existsSync(join(each, "initdb"))) ?? null
  )
}

export interface PostgresServer {
  port: number
  pid: number
  /** postgres://…/postgres */
  address: string
  /** Gives the first column of what the last statement gives. */
  run: (sql: string) => Promise<unknown[]>
  /** Ends the server at once, with all connections. */
  kill: () => void
  stop: () => Promise<void>
}

/** A server of its own on a free port of this machine, with its data in a temporary folder. Root is refused: it runs as nobody. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-postgres-"))
  const isRoot = process.getuid?.() === 0
  const user = isRoot
    ? { uid: Number(execFileSync("id", ["-u", "nobody"])), gid: Number(execFileSync("id", ["-g", "nobody"])) }
    : {}
  if (isRoot) chmodSync(folder, 0o777)
  const data = join(folder, "data")
  execFileSync(
    join(programs, "initdb"),
    ["-A", "trust", "-U", "driftcheck", "-E", "UTF8", "--locale", "C", "-N", "-D", data],
    {
      ...user,
      stdio: "ignore",
      cwd: folder,
    },
  )
  const port = await freePort()
  const args = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-k", folder, "-c", "fsync=off"]
  const server = spawn(join(programs, "postgres"), args, { ...user, stdio: "ignore", cwd: folder })
  const ended = new Promise((resolve) => server.once("exit", resolve))
  const address = `postgres://driftcheck@127.0.0.1:${port}/postgres`
  await untilAnswering(address)
  return {
    port,
    pid: server.pid ?? 0,
    address,
    run: async (sql) => {
      const client = new pg.Client(address)
      await client.connect()
      const answers = [
        await client.query<unknown[]>({ text: sql, rowMode: "array" }).finally(() => client.end()),
      ].flat()
      return answers[answers.length - 1].rows.map(([first]) => first)
    },
    kill: () => server.kill("SIGQUIT"),
    stop: async () => {
      server.kill("SIGINT")
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswering(address: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(address)
    try {
      await client.connect()
      await client.query("select 1")
      return
    } catch (error) {
      if (tries === 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

const types: Readonly<Record<string, string>> = {
  TINYINT: "smallint",
  UTINYINT: "smallint",
  USMALLINT: "integer",
  UINTEGER: "bigint",
  UBIGINT: "numeric(20,0)",
  HUGEINT: "numeric(38,0)",
  FLOAT: "real",
  DOUBLE: "double precision",
  VARCHAR: "text",
  BLOB: "bytea",
  "TIMESTAMP WITH TIME ZONE": "timestamptz",
}

/** Copies a table of a DuckDB file into the server; columns of lists and structures are left out. */
export async function copyTable(server: PostgresServer, duckdb: string, table: string): Promise<void> {
  const instance = await DuckDBInstance.fromCache(duckdb, { access_mode: "READ_ONLY" })
  const connection = await instance.connect()
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-copy-"))
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
  chmodSync(folder, 0o755)
  try {
    const described = (await connection.runAndReadAll(`describe ${quote(table)}`)).getRows()
    const columns = described
      .map(([name, type]) => ({ name: String(name), type: String(type) }))
      .filter(({ type }) => !/\[\]$|^STRUCT|^MAP/.test(type))
    const quoted = columns.map(({ name }) => quote(name))
    const file = join(folder, "rows.csv")
    await connection.run(
      `set timezone = 'UTC'; copy (select ${quoted.join(", ")} from ${quote(table)}) to '${file}' (format csv, header false, nullstr '\\N', force_quote (${quoted.join(", ")}))`,
    )
    const typed = columns.map(
      ({ name, type }) => `${quote(name)} ${type.startsWith("ENUM") ? "text" : (types[type] ?? type)}`,
    )
    await server.run(
      `create table ${quote(table)} (${typed.join(", ")}); copy ${quote(table)} from '${file}' (format csv, null '\\N')`,
    )
  } finally {
    connection.closeSync()
    rmSync(folder, { recursive: true, force: true })
  }
}
