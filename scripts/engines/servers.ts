/** Starts the engines that are here, each with a way to hold a pair of tables. */
import { spawn } from "node:child_process"
import { copyFileSync, mkdirSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { freePort } from "../../test/helpers/free-port.js"
import { copyTable, postgresPrograms, startPostgres } from "../../test/helpers/postgres-server.js"
import { sailProgram, startSail, untilListening } from "../../test/helpers/sail-server.js"
import { startTrino, trinoPrograms } from "../../test/servers/trino.js"

/** A table to be loaded: in a DuckDB file, and as a Parquet file of the same rows. */
export interface Source {
  name: string
  duckdb: string
  parquet: string
  columns: readonly { name: string; type: string }[]
}

export interface Running {
  title: string
  /** Of the server; null: it runs in the process that asks. */
  pid: number | null
  /** Loads a table and gives its address. */
  load: (source: Source) => Promise<string>
  stop: () => Promise<void>
}

type Start = () => Promise<Running> | null

const here = encodeURIComponent

const duckdb: Start = () =>
  Promise.resolve({
    ...{ title: "DuckDB", pid: null },
    load: ({ duckdb, name }) => Promise.resolve(`duckdb:${duckdb}?table=${here(name)}`),
    stop: () => Promise.resolve(),
  })

const postgres: Start = () => {
  const programs = postgresPrograms()
  if (programs === null) return null
  return startPostgres(programs).then((server) => ({
    ...{ title: "PostgreSQL", pid: server.pid },
    load: async ({ duckdb, name }) => {
      await copyTable(server, duckdb, name)
      await server.run(`analyze "${name}"`)
      return `${server.address}/public.${here(name)}`
    },
    stop: server.stop,
  }))
}

const fromParquet =
  (address: string) =>
  ({ parquet }: Source) =>
    Promise.resolve(`${address}/;table=parquet."${here(parquet)}"`)

const sail: Start = () => {
  const program = sailProgram()
  if (program === null) return null
  return startSail(program).then(({ address, process, stop }) => ({
    ...{ title: "Sail", pid: process.pid ?? 0, load: fromParquet(address), stop },
  }))
}

/** Spark Connect of the folder SPARK_HOME, such as that of the Python package pyspark. */
const spark: Start = () => {
  const home = process.env["SPARK_HOME"]
  return home === undefined ? null : startSpark(home)
}

async function startSpark(home: string): Promise<Running> {
  const jar = readdirSync(join(home, "jars")).find((name) => name.startsWith("spark-connect_")) ?? ""
  const port = await freePort()
  const settings = {
    ...{ "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false" },
    ...{ "spark.connect.grpc.binding.address": "127.0.0.1", "spark.connect.grpc.binding.port": String(port) },
    "spark.sql.shuffle.partitions": "4",
  }
  const args = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", "local[2]"]
  const set = Object.entries(settings).flatMap(([key, value]) => ["--conf", `${key}=${value}`])
  const server = spawn(
    join(home, "bin/spark-submit"),
    [...args, "--driver-memory", "3g", ...set, join(home, "jars", jar)],
    { env: { ...process.env, SPARK_HOME: home, SPARK_LOCAL_IP: "127.0.0.1" }, stdio: "ignore" },
  )
  const ended = new Promise((resolve) => server.once("exit", resolve))
  await untilListening(port, 1200)
  return {
    ...{ title: "Spark", pid: server.pid ?? 0, load: fromParquet(`sc://127.0.0.1:${port}`) },
    stop: async () => {
      server.kill("SIGKILL")
      await ended
    },
  }
}

const inTrino: Readonly<Record<string, string>> = {
  ...{ BOOLEAN: "boolean", TINYINT: "tinyint", SMALLINT: "smallint", INTEGER: "integer", BIGINT: "bigint" },
  ...{ FLOAT: "real", DOUBLE: "double", DATE: "date", TIMESTAMP: "timestamp(6)", VARCHAR: "varchar" },
  ...{ "TIMESTAMP WITH TIME ZONE": "timestamp(6)", BLOB: "varbinary" },
}

/** A type of DuckDB's as Trino's Hive tables have it. Throws for one that they have not. */
function typeInTrino(type: string): string {
  if (type.endsWith("[]")) return `array(${typeInTrino(type.slice(0, -2))})`
  if (Object.hasOwn(inTrino, type)) return inTrino[type]
  throw new Error(`${type} has no type in Trino's Hive tables here`)
}

/** Trino reads the Parquet files where they are, through its Hive connector. */
const trino: Start = () => {
  const programs = trinoPrograms()
  if (programs === null) return null
  return startTrino(programs, "2G").then((server) => ({
    ...{ title: "Trino", pid: server.pid },
    load: async ({ name, parquet, columns }) => {
      const typed = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${typeInTrino(type)}`)
      mkdirSync(join(server.warehouse, name))
      copyFileSync(parquet, join(server.warehouse, name, "rows.parquet"))
      await server.queries.run(
        `create table hive.files."${name}" (${typed.join(", ")}) with (format = 'PARQUET', external_location = 'local:///${name}')`,
      )
      return `${server.address}/hive/files/${here(name)}`
    },
    stop: server.stop,
  }))
}

export const starts: Readonly<Record<string, Start>> = {
  DuckDB: duckdb,
  PostgreSQL: postgres,
  Sail: sail,
  Trino: trino,
  Spark: spark,
}
