import { spawn } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { TrinoQueries } from "../../src/engines/trino-rest/queries.js"
import { triesAfter } from "../../src/engines/tries.js"
import { freePort } from "../helpers/free-port.js"

export interface TrinoPrograms {
  java: string
  server: string
}

/** Where Trino and its JDK are; null where one is missing. */
export function trinoPrograms(): TrinoPrograms | null {
  const [java, server] = [process.env["TRINO_JAVA_HOME"], resolve("node_modules/.cache/trino/trino-server-core-476")]
  return java !== undefined && existsSync(server) ? { java, server } : null
}

export interface TrinoServer {
  /** trino://127.0.0.1:port */
  address: string
  pid: number
  /** A folder whose folders can be tables of Parquet files: see `copyToTrino`. */
  warehouse: string
  queries: TrinoQueries
  kill: () => void
  stop: () => Promise<void>
}

/** One node that is coordinator and worker, with tables in memory and Parquet files of a temporary folder. Up in about half a minute. */
export async function startTrino({ java, server }: TrinoPrograms, heap = "1536M"): Promise<TrinoServer> {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-trino-"))
  const port = await freePort()
  const files = filesOf(folder, port, heap)
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true })
    writeFileSync(join(folder, name), `${lines.join("\n")}\n`)
  }
  const warehouse = join(folder, "warehouse")
  mkdirSync(warehouse)
  const log = openSync(join(folder, "log"), "w")
  const launched = spawn(join(server, "bin/launcher"), ["run", "--etc-dir", join(folder, "etc")], {
    env: { ...process.env, JAVA_HOME: java, PATH: `${join(java, "bin")}:${process.env["PATH"] ?? ""}` },
    stdio: ["ignore", log, log],
  })
  const ended = new Promise((resolve) => launched.once("exit", resolve))
  const kill = () => launched.kill("SIGKILL")
  const queries = new TrinoQueries(`http://127.0.0.1:${port}`, { "X-Trino-User": "test" }, triesAfter([]))
  try {
    await untilAnswering(queries, () => launched.exitCode === null)
  } catch (error) {
    kill()
    throw new Error(`Trino did not start: ${readFileSync(join(folder, "log"), "utf8").slice(-2000)}`, { cause: error })
  }
  await queries.run("create schema hive.files")
  return {
    ...{ address: `trino://127.0.0.1:${port}`, pid: launched.pid ?? 0, warehouse, queries, kill },
    stop: async () => {
      kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const filesOf = (folder: string, port: number, heap: string): Readonly<Record<string, readonly string[]>> => ({
  "etc/node.properties": [
    ...["node.environment=test", "node.id=one", `node.data-dir=${folder}/data`],
    ...["node.internal-address=127.0.0.1", "node.bind-ip=127.0.0.1"],
  ],
  "etc/jvm.config": [
    ...["-server", `-Xmx${heap}`, "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", "-XX:ReservedCodeCacheSize=256M"],
    ...["-Djdk.attach.allowAttachSelf=true", "--enable-native-access=ALL-UNNAMED"],
    "--sun-misc-unsafe-memory-access=allow",
  ],
  "etc/config.properties": [
    ...["coordinator=true", "node-scheduler.include-coordinator=true", `http-server.http.port=${port}`],
    ...[`discovery.uri=http://127.0.0.1:${port}`, "query.max-memory=700MB", "query.max-memory-per-node=700MB"],
    ...["memory.heap-headroom-per-node=300MB", "catalog.management=static"],
  ],
  "etc/log.properties": ["io.trino=WARN"],
  "etc/catalog/tpch.properties": ["connector.name=tpch"],
  "etc/catalog/memory.properties": ["connector.name=memory", "memory.max-data-per-node=512MB"],
  "etc/catalog/hive.properties": [
    ...["connector.name=hive", "hive.metastore=file", "hive.metastore.catalog.dir=local:///metastore"],
    ...["fs.native-local.enabled=true", `local.location=${folder}/warehouse`, "hive.security=allow-all"],
    ...["hive.non-managed-table-writes-enabled=true", "hive.metastore.user=test"],
    "hive.timestamp-precision=MICROSECONDS",
  ],
})

/** A server says that it has started seconds before it has a node: only a statement that reads something tells. */
async function untilAnswering(queries: TrinoQueries, isAlive: () => boolean): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await queries.run("select count(*) from tpch.tiny.region")
      return
    } catch (error) {
      if (tries === 600 || !isAlive()) throw error
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** How a type of DuckDB's is written to Parquet as, and what Trino makes of that again. */
function columnOf(type: string): { stored: string; read: string; as: string | null } {
  const same = (read: string, stored = type) => ({ stored, read, as: null })
  if (type.startsWith("DECIMAL")) return same(type.toLowerCase())
  if (type === "TIMESTAMP WITH TIME ZONE")
    return { stored: "varchar", read: "varchar", as: "timestamp(6) with time zone" }
  if (type === "TIME") return { stored: "varchar", read: "varchar", as: "time(6)" }
  if (type === "UBIGINT" || type === "HUGEINT") return same("decimal(20,0)", "decimal(20,0)")
  const names: Readonly<Record<string, string>> = {
    ...{ BOOLEAN: "boolean", TINYINT: "tinyint", SMALLINT: "smallint", INTEGER: "integer", BIGINT: "bigint" },
    ...{ FLOAT: "real", DOUBLE: "double", DATE: "date", TIMESTAMP: "timestamp(6)", BLOB: "varbinary" },
  }
  if (Object.hasOwn(names, type)) return same(names[type])
  const wider: Readonly<Record<string, string>> = { UTINYINT: "smallint", USMALLINT: "integer", UINTEGER: "bigint" }
  return Object.hasOwn(wider, type) ? same(wider[type], wider[type]) : same("varchar", "varchar")
}

/** Copies a table of a DuckDB file into the server, into the schema memory.default; columns of lists and structures are left out. */
export async function copyToTrino(server: TrinoServer, duckdb: string, table: string): Promise<void> {
  const instance = await DuckDBInstance.fromCache(duckdb, { access_mode: "READ_ONLY" })
  const connection = await instance.connect()
  const place = `t${Math.random().toString(36).slice(2)}`
  try {
    const described = (await connection.runAndReadAll(`describe ${quote(table)}`)).getRows()
    const columns = described
      .map(([name, type], i) => ({ name: String(name), type: String(type), ...columnOf(String(type)), plain: `c${i}` }))
      .filter(({ type }) => !/\[\]$|^STRUCT|^MAP/.test(type))
    const stored = columns.map(({ name, stored, plain }) => `cast(${quote(name)} as ${stored}) as ${plain}`)
    mkdirSync(join(server.warehouse, place))
    await connection.run(
      `set timezone = 'UTC'; copy (select ${stored.join(", ")} from ${quote(table)}) to '${join(server.warehouse, place)}/rows.parquet' (format parquet)`,
    )
    const typed = columns.map(({ plain, read }) => `${plain} ${read}`)
    await server.queries.run(
      `create table hive.files.${place} (${typed.join(", ")}) with (format = 'PARQUET', external_location = 'local:///${place}')`,
    )
    const selected = columns.map(
      ({ name, plain, as }) => `${as === null ? plain : `cast(${plain} as ${as})`} as ${quote(name)}`,
    )
    await server.queries.run(
      `create table memory.default.${quote(table)} as select ${selected.join(", ")} from hive.files.${place}`,
    )
  } finally {
    connection.closeSync()
  }
}
