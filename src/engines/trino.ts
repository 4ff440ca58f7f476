import { InputError } from "../errors.js"
import type { Dialect, Engine, EngineAddress, EngineClient } from "./engine.js"
import { lostServer } from "./lost.js"
import { splitName } from "./table-name.js"
import { readTrinoAddress, secretHeaders } from "./trino-rest/address.js"
import { TrinoError, TrinoLost, TrinoQueries } from "./trino-rest/queries.js"
import { usualTries } from "./tries.js"
import * as types from "./types.js"

const plain: Readonly<Record<string, types.ColumnTypeInfo>> = {
  boolean: types.boolean("bool"),
  tinyint: types.integer("int8"),
  smallint: types.integer("int16"),
  integer: types.integer("int32"),
  bigint: types.integer("int64"),
  real: types.real("float"),
  double: types.real("double"),
  varchar: types.text("string"),
  char: types.text("string"),
  uuid: types.text("uuid"),
  ipaddress: types.text("string"),
  json: types.text("json"),
  varbinary: types.binary("binary"),
  date: types.datetime("date32[day]"),
  timestamp: types.datetime("timestamp[us]"),
  "timestamp with time zone": types.datetime("timestamp[us, tz=UTC]"),
  time: types.time("time64[us]"),
}

/** "timestamp(6) with time zone" → "timestamp with time zone". */
const nameOf = (type: string) => type.replace(/\([\d, ]+\)/, "")

function text(x: string, nativeType = "varchar"): string {
  const name = nameOf(nativeType)
  if (name === "varbinary") return `to_hex(${x})`
  return name === "json" || (!Object.hasOwn(plain, name) && !name.startsWith("decimal"))
    ? `json_format(cast(${x} as json))`
    : `cast(${x} as varchar)`
}

/** Arguments that a constructor of arrays takes for sure. */
const mostTogether = 100

/** Texts as one, such that different ones stay different. */
function joined(texts: readonly string[]): string {
  const parts: string[] = []
  for (let from = 0; from < texts.length; from += mostTogether)
    parts.push(`json_format(cast(array[${texts.slice(from, from + mostTogether).join(", ")}] as json))`)
  return parts.join(" || ")
}

export const dialect: Dialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  double: (x) => `cast(${x} as double)`,
  text,
  isNan: (x) => `is_nan(${x})`,
  // Whole microseconds again: seconds as a double hold them from 1700 to 2240.
  instant: (x, type) =>
    type === "date"
      ? `cast(date_diff('day', date '1970-01-01', ${x}) as double) * 864E5`
      : `round(to_unixtime(${x}) * 1E6) / 1E3`,
  timeOfDay: (x) => {
    const part = (place: string) => `cast(substr(cast(${x} as varchar), ${place}) as double)`
    return `(${part("1, 2")} * 36E8 + ${part("4, 2")} * 6E7 + round(${part("7")} * 1E6)) / 1E3`
  },
  distinct: (x) => `approx_distinct(${x})`,
  columnsTogether: 40,
  hash: (texts) => `from_big_endian_64(xxhash64(to_utf8(${joined(texts)})))`,
  matches: (x, pattern) => `regexp_like(${x}, '${pattern.replaceAll("[:space:]", "\\s")}')`,
  typeOf: (type) => {
    const digits = /^decimal\((\d+), ?(\d+)\)$/.exec(type)
    if (digits !== null) return types.decimal(digits[1], digits[2])
    const name = nameOf(type)
    return Object.hasOwn(plain, name) ? plain[name] : types.nested(type)
  },
}

/** Trino, over HTTP. */
export default {
  title: "Trino",
  dialect,
  parse(text, hasQuery) {
    const { host, path } = readTrinoAddress(text)
    if (hasQuery || path.length === 0) return { place: host, table: [] }
    const table = [...path.slice(0, -1), ...splitName(path[path.length - 1])]
    if (table.length === 3) return { place: host, table }
    throw new InputError(`${text}: a table in Trino has a catalog, a schema and a name`, {
      hint: "trino://HOST:PORT/CATALOG/SCHEMA/TABLE",
    })
  },
  connect(address) {
    const { base, path, user } = readTrinoAddress(address.text)
    const [catalog, schema] = path
    const headers = {
      ...{ "X-Trino-User": user, "X-Trino-Source": "driftcheck", "X-Trino-Time-Zone": "UTC" },
      // Types and times come with all their digits.
      "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
      ...(path.length > 0 ? { "X-Trino-Catalog": catalog } : {}),
      ...(path.length > 1 ? { "X-Trino-Schema": schema } : {}),
      ...secretHeaders(address.text),
    }
    return Promise.resolve(clientOf(new TrinoQueries(base, headers, usualTries), address))
  },
} satisfies Engine

function clientOf(queries: TrinoQueries, address: EngineAddress): EngineClient {
  const run = async (sql: string) => {
    try {
      return await queries.run(sql)
    } catch (error) {
      throw said(error, address)
    }
  }
  return {
    query: async (sql) => (await run(sql)).rows,
    describe: async (relation) => (await run(`select * from ${relation} limit 0`)).columns,
    close: () => queries.close(),
  }
}

function said(error: unknown, { text, place }: EngineAddress): unknown {
  if (error instanceof TrinoError) return new InputError(`${text}: Trino says: ${error.message}`, { cause: error })
  if (error instanceof TrinoLost) return lostServer(text, place, error.message, error)
  return error
}
