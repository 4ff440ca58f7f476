import type * as DuckDB from "@duckdb/node-api"
import { InputError } from "../errors.js"
import type { Cell, Dialect, Engine, EngineAddress, EngineClient } from "./engine.js"
import { loadPackage } from "./load-package.js"
import { splitName } from "./table-name.js"
import * as types from "./types.js"

const plain: Readonly<Record<string, types.ColumnTypeInfo>> = {
  BOOLEAN: types.boolean("bool"),
  TINYINT: types.integer("int8"),
  SMALLINT: types.integer("int16"),
  INTEGER: types.integer("int32"),
  BIGINT: types.integer("int64"),
  HUGEINT: types.integer("int128"),
  UTINYINT: types.integer("uint8"),
  USMALLINT: types.integer("uint16"),
  UINTEGER: types.integer("uint32"),
  UBIGINT: types.integer("uint64"),
  UHUGEINT: types.integer("uint128"),
  FLOAT: types.real("float"),
  DOUBLE: types.real("double"),
  VARCHAR: types.text("string"),
  UUID: types.text("uuid"),
  JSON: types.text("json"),
  BLOB: types.binary("binary"),
  DATE: types.datetime("date32[day]"),
  TIME: types.time("time64[us]"),
  TIMESTAMP: types.datetime("timestamp[us]"),
  TIMESTAMP_S: types.datetime("timestamp[s]"),
  TIMESTAMP_MS: types.datetime("timestamp[ms]"),
  TIMESTAMP_NS: types.datetime("timestamp[ns]"),
  "TIMESTAMP WITH TIME ZONE": types.datetime("timestamp[us, tz=UTC]"),
}

export const dialect: Dialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  double: (x) => `cast(${x} as double)`,
  text: (x) => `cast(${x} as varchar)`,
  isNan: (x) => `isnan(${x})`,
  instant: (x, type) =>
    type === "TIMESTAMP_NS"
      ? `cast(epoch_ns(${x}) as double) / 1E6`
      : `case when isfinite(${x}) then cast(epoch_us(${x}) as double) / 1E3 when ${x} is not null then cast('infinity' as double) end`,
  timeOfDay: (x) => `cast(epoch_us(${x}) as double) / 1E3`,
  distinct: (x) => `approx_count_distinct(${x})`,
  columnsTogether: 100,
  hash: (texts) => `hash(${texts.join(", ")})`,
  hashValues: (values) => `hash(${values.join(", ")})`,
  matches: (x, pattern) => `regexp_matches(${x}, '${pattern}')`,
  typeOf: (type) => {
    const digits = /^DECIMAL\((\d+),(\d+)\)$/.exec(type)
    if (digits !== null) return types.decimal(digits[1], digits[2])
    if (type.startsWith("ENUM(") && type.endsWith(")")) return types.text("dictionary<string>")
    return Object.hasOwn(plain, type) ? plain[type] : types.nested(type.toLowerCase())
  },
}

/** DuckDB, in this process: a file, or no file and a query over others. */
export default {
  title: "DuckDB",
  dialect,
  parse(address) {
    const [place, params] = address.replace(/^duckdb:/, "").split(/\?(.*)/s, 2)
    const table = new URLSearchParams(params).get("table")
    return { place, table: table === null ? [] : splitName(table) }
  },
  async connect(address) {
    const duckdb = await loadPackage<typeof DuckDB>("@duckdb/node-api", "DuckDB")
    const inMemory = address.place === "" || address.place === ":memory:"
    try {
      const instance = inMemory
        ? await duckdb.DuckDBInstance.create(":memory:")
        : await duckdb.DuckDBInstance.fromCache(address.place, { access_mode: "READ_ONLY" })
      return clientOf(instance, await instance.connect(), address)
    } catch (error) {
      throw said(error, address)
    }
  },
} satisfies Engine

/**
 * The instance is held as long as its connection: were it collected before, opening the same file once more would wait for it to end,
 * with a core busy, and never come back.
 */
function clientOf(
  instance: DuckDB.DuckDBInstance,
  connection: DuckDB.DuckDBConnection,
  address: EngineAddress,
): EngineClient {
  const rowsOf = async (sql: string) => {
    try {
      return (await connection.runAndReadAll(sql)).getRows()
    } catch (error) {
      throw said(error, address)
    }
  }
  return {
    query: async (sql) => (await rowsOf(sql)).map((row) => row.map(toCell)),
    describe: async (relation) =>
      (await rowsOf(`describe select * from ${relation}`)).map(([name, type]) => ({
        name: String(name),
        type: String(type),
      })),
    close: () => {
      connection.interrupt()
      connection.closeSync()
      instance.closeSync()
      return Promise.resolve()
    },
  }
}

function toCell(value: unknown): Cell {
  if (value === null || typeof value === "number" || typeof value === "string") return value
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value)
  throw new Error(`a ${typeof value} that no statement asks for`)
}

function said(error: unknown, { text }: EngineAddress): InputError {
  const message = error instanceof Error ? error.message : String(error)
  const [what, hint] = message.split("\n", 2)
  const isHint = /^(Did you mean|Candidate bindings)/.test(hint)
  return new InputError(`${text}: DuckDB says: ${what}`, { cause: error, ...(isHint && { hint }) })
}
