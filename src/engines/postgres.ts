import type * as Postgres from "pg"
import { InputError } from "../errors.js"
import type { Cell, Dialect, Engine, EngineAddress, EngineClient, NativeColumn } from "./engine.js"
import { loadPackage } from "./load-package.js"
import { lostServer } from "./lost.js"
import { splitName } from "./table-name.js"
import * as types from "./types.js"

const plain: Readonly<Record<string, types.ColumnTypeInfo>> = {
  boolean: types.boolean("bool"),
  smallint: types.integer("int16"),
  integer: types.integer("int32"),
  bigint: types.integer("int64"),
  real: types.real("float"),
  "double precision": types.real("double"),
  numeric: types.real("decimal"),
  text: types.text("string"),
  "character varying": types.text("string"),
  character: types.text("string"),
  enum: types.text("dictionary<string>"),
  uuid: types.text("uuid"),
  json: types.text("json"),
  jsonb: types.text("json"),
  bytea: types.binary("binary"),
  date: types.datetime("date32[day]"),
  "timestamp without time zone": types.datetime("timestamp[us]"),
  "timestamp with time zone": types.datetime("timestamp[us, tz=UTC]"),
  "time without time zone": types.time("time64[us]"),
}

const milliseconds = (x: string) => `cast(extract(epoch from ${x}) * 1000 as double precision)`

/** The text of a row tells null from an empty string. */
const hashOf = (values: readonly string[]) => `hashtextextended(cast(row(${values.join(", ")}) as text), 0)`

export const dialect: Dialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  double: (x) => `cast(${x} as double precision)`,
  text: (x) => `cast(${x} as text)`,
  isNan: (x) => `${x} = 'NaN'`,
  instant: milliseconds,
  timeOfDay: milliseconds,
  // Those of a 32nd of all hashes: counting every one would sort every column.
  distinct: (x) => `32 * count(distinct case when ${hashOf([x])} % 32 = 0 then ${x} end)`,
  hash: hashOf,
  hashValues: hashOf,
  columnsTogether: 100,
  matches: (x, pattern) => `${x} ~ '${pattern}'`,
  typeOf: (type) => {
    const digits = /^numeric\((\d+),(\d+)\)$/.exec(type)
    if (digits !== null) return types.decimal(digits[1], digits[2])
    const name = type.replace(/\(\d+\)/, "")
    return Object.hasOwn(plain, name) ? plain[name] : types.nested(type)
  },
}

/** PostgreSQL, from version 14 on, through one connection that only reads, and sees one state of the table. */
export default {
  title: "PostgreSQL",
  dialect,
  parse(address, hasQuery) {
    const { pathname } = urlOf(address)
    const parts = pathname
      .split("/")
      .slice(1)
      .map(decodeURIComponent)
      .filter((part) => part !== "")
    if (hasQuery) return { place: parts[0] ?? "", table: [] }
    return { place: parts.length > 1 ? parts[0] : "", table: splitName(parts.at(-1) ?? "") }
  },
  async connect(address) {
    const loaded = await loadPackage<typeof Postgres & { default?: typeof Postgres }>("pg", "PostgreSQL")
    const { Client } = loaded.default ?? loaded
    const { hostname, port, username, searchParams } = urlOf(address.text)
    const client = new Client({
      ...(hostname === "" ? {} : { host: decodeURIComponent(hostname) }),
      ...(port === "" ? {} : { port: Number(port) }),
      ...(username === "" ? {} : { user: decodeURIComponent(username) }),
      ...(address.place === "" ? {} : { database: address.place }),
      ...sslOf(searchParams.get("sslmode") ?? process.env["PGSSLMODE"]),
      application_name: "driftcheck",
      // A server whose client has gone ends the statement within a second.
      options: `${process.env["PGOPTIONS"] ?? ""} -c default_transaction_read_only=on -c client_connection_check_interval=1000`,
    })
    const unlessLost = lossOf(client)
    try {
      await client.connect()
      await client.query(snapshot)
    } catch (error) {
      throw said(error, address)
    }
    return clientOf(client, unlessLost, address)
  },
} satisfies Engine

const snapshot = "begin isolation level repeatable read read only"

function urlOf(address: string): URL {
  try {
    return new URL(address)
  } catch (error) {
    throw new InputError(`${address}: it is no address`, {
      hint: "postgres://HOST:PORT/DATABASE/SCHEMA.TABLE",
      cause: error,
    })
  }
}

/** As libpq has it: "require" does not look whose certificate it is. */
function sslOf(mode: string | undefined): { ssl?: boolean | { rejectUnauthorized: boolean } } {
  if (mode === undefined || mode === "disable" || mode === "prefer" || mode === "allow") return {}
  return { ssl: mode === "require" ? { rejectUnauthorized: false } : true }
}

type UnlessLost = <T>(answer: Promise<T>) => Promise<T>

/** Gives an answer of the connection, or rejects when it breaks. Nothing of an answer is kept, as a race with one promise would. */
function lossOf(client: Postgres.Client): UnlessLost {
  const waiting = new Set<(error: unknown) => void>()
  let lost: Error | null = null
  client.on("error", (error) => {
    lost ??= error
    for (const reject of waiting) reject(error)
  })
  return async (answer) => {
    let giveUp: (error: unknown) => void = () => undefined
    try {
      return await new Promise((resolve, reject) => {
        giveUp = reject
        waiting.add(reject)
        answer.then(resolve, reject)
        if (lost !== null) reject(lost)
      })
    } finally {
      waiting.delete(giveUp)
    }
  }
}

function clientOf(client: Postgres.Client, unlessLost: UnlessLost, address: EngineAddress): EngineClient {
  const ask = async (text: string) => {
    try {
      return await unlessLost(client.query<Cell[]>({ text, rowMode: "array" }))
    } catch (error) {
      // A statement that failed ends the transaction; the next one begins another.
      await client.query(`rollback; ${snapshot}`).catch(() => undefined)
      throw said(error, address)
    }
  }
  return {
    query: async (sql) => (await ask(sql)).rows,
    describe: async (relation) => {
      const { fields } = await ask(`select * from ${relation} limit 0`)
      if (fields.length === 0) return []
      const rows = fields.map(
        ({ dataTypeID, dataTypeModifier }, i) => `(${i}, ${dataTypeID}::oid, ${dataTypeModifier})`,
      )
      const { rows: named } = await ask(
        `select case when t.typtype = 'e' then 'enum' else format_type(f.id, f.modifier) end from (values ${rows.join(", ")}) f(place, id, modifier) join pg_type t on t.oid = f.id order by f.place`,
      )
      return fields.map(({ name }, i): NativeColumn => ({ name, type: String(named[i][0]) }))
    },
    close: () => client.end().catch(() => undefined),
  }
}

function said(error: unknown, { text }: EngineAddress): InputError {
  const { message, code } =
    error instanceof Error ? (error as Error & { code?: string }) : { message: String(error), code: undefined }
  const why = message === "" ? (code ?? "no reason") : message
  if (isLost(message, code))
    return lostServer(text, urlOf(text).host || (process.env["PGHOST"] ?? "localhost"), why, error)
  const hint = hints[code ?? ""]
  return new InputError(`${text}: PostgreSQL says: ${why}`, { cause: error, ...(hint && { hint }) })
}

/** What would work, by SQLSTATE. */
const hints: Readonly<Partial<Record<string, string>>> = {
  "42501": "the user needs `grant usage on schema …` and `grant select on …`",
  "42P01": "name the table as SCHEMA.TABLE, with double quotes round a name that holds dots or capitals",
  "57014":
    "allow statements more time with PGOPTIONS='-c statement_timeout=0', or look at fewer rows with ?where= or --engine-sample",
  "3D000": "the address is postgres://HOST:PORT/DATABASE/SCHEMA.TABLE",
}

/** Classes 08 and 57P of SQLSTATE: connections, and servers that stop; then what the system says, and what pg says without a code. */
const isLost = (message: string, code: string | undefined) =>
  /^(08|57P0[1-5]|E[A-Z]{3,}$)/.test(code ?? "") || /^Connection terminated/.test(message)
