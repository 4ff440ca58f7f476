import type * as Grpc from "@grpc/grpc-js"
import { InputError, UsageError } from "../errors.js"
import type { Cell, Dialect, Engine, EngineAddress, EngineClient } from "./engine.js"
import { loadPackage } from "./load-package.js"
import { isLoopback } from "./loopback.js"
import { lostServer } from "./lost.js"
import { readSparkAddress, type SparkAddress } from "./spark-connect/address.js"
import { readBatch, type Batch } from "./spark-connect/cells.js"
import { isLost, Session } from "./spark-connect/session.js"
import { splitName } from "./table-name.js"
import { usualTries } from "./tries.js"
import * as types from "./types.js"

const plain: Readonly<Record<string, types.ColumnTypeInfo>> = {
  Bool: types.boolean("bool"),
  Int8: types.integer("int8"),
  Int16: types.integer("int16"),
  Int32: types.integer("int32"),
  Int64: types.integer("int64"),
  Uint8: types.integer("uint8"),
  Uint16: types.integer("uint16"),
  Uint32: types.integer("uint32"),
  Uint64: types.integer("uint64"),
  Float32: types.real("float"),
  Float64: types.real("double"),
  Utf8: types.text("string"),
  LargeUtf8: types.text("string"),
  Binary: types.binary("binary"),
  LargeBinary: types.binary("binary"),
  "Date32<DAY>": types.datetime("date32[day]"),
  "Timestamp<MICROSECOND>": types.datetime("timestamp[us]"),
  "Time64<MICROSECOND>": types.time("time64[us]"),
}

/** Backslashes of a pattern are doubled: they stand for others in a text of Spark's SQL. */
const asPattern = (pattern: string) => pattern.replaceAll("[:space:]", "\\\\s")

export const dialect: Dialect = {
  quote: (name) => `\`${name.replaceAll("`", "``")}\``,
  // By their digits: Sail divides a decimal of many digits after it has rounded it.
  double: (x, type) =>
    type?.startsWith("Decimal") === true ? `cast(cast(${x} as string) as double)` : `cast(${x} as double)`,
  text: (x) => `cast(${x} as string)`,
  isNan: (x) => `isnan(${x})`,
  instant: (x, type) =>
    type.startsWith("Date")
      ? `cast(unix_date(${x}) as double) * 864E5`
      : `cast(unix_micros(cast(${x} as timestamp)) as double) / 1E3`,
  timeOfDay: (x) => {
    const part = (place: string) => `cast(substring(cast(${x} as string), ${place}) as double)`
    return `(${part("1, 2")} * 36E8 + ${part("4, 2")} * 6E7 + round(${part("7")} * 1E6)) / 1E3`
  },
  // Of hashes: Sail counts no different doubles.
  distinct: (x) => `approx_count_distinct(case when ${x} is not null then xxhash64(${x}) end)`,
  columnsTogether: 100,
  hash: (texts) => `xxhash64(${texts.join(", ")})`,
  matches: (x, pattern) => `${x} rlike '${asPattern(pattern)}'`,
  typeOf: (type) => {
    const decimal = /^Decimal\[(\d+)e([+-]\d+)\]$/.exec(type)
    if (decimal !== null) return types.decimal(decimal[1], String(Number(decimal[2])))
    if (type.startsWith("Timestamp<MICROSECOND, ")) return types.datetime("timestamp[us, tz=UTC]")
    return Object.hasOwn(plain, type) ? plain[type] : types.nested(type.toLowerCase())
  },
}

/** Spark Connect: Spark from 3.5 on, and what speaks its protocol, such as Sail. */
export default {
  title: "Spark Connect",
  dialect,
  parse(text) {
    const { host, table } = readSparkAddress(text)
    return { place: host, table: table === null ? [] : splitName(table) }
  },
  async connect(address) {
    const spark = readSparkAddress(address.text)
    const token = tokenFor(spark, address)
    const loaded = await loadPackage<typeof Grpc & { default?: typeof Grpc }>("@grpc/grpc-js", "Spark Connect")
    const session = sessionOf(loaded.default ?? loaded, spark, token)
    try {
      await session.open({ "spark.sql.session.timeZone": "UTC" })
    } catch (error) {
      void session.close()
      throw said(error, address)
    }
    return clientOf(session, address)
  },
} satisfies Engine

/** The token of the environment. Throws UsageError where it would travel unencrypted. */
function tokenFor({ host, tls }: SparkAddress, { text }: EngineAddress): string | null {
  const token = process.env["SPARK_CONNECT_TOKEN"] ?? ""
  if (token === "") return null
  if (!tls && !isLoopback(host))
    throw new UsageError(`${text}: SPARK_CONNECT_TOKEN would be sent unencrypted`, {
      hint: "add ;use_ssl=true, or unset SPARK_CONNECT_TOKEN where the server takes none",
    })
  return token
}

function sessionOf(grpc: typeof Grpc, { host, tls, user, headers }: SparkAddress, token: string | null): Session {
  const metadata = new grpc.Metadata()
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
  if (token !== null) metadata.set("authorization", `Bearer ${token}`)
  const credentials = tls ? grpc.credentials.createSsl() : grpc.credentials.createInsecure()
  const client = new grpc.Client(host, credentials, {
    "grpc.max_receive_message_length": 128 * 2 ** 20,
    "grpc.keepalive_time_ms": 300_000,
    "grpc.primary_user_agent": "driftcheck",
  })
  return new Session({ client, metadata }, user, usualTries)
}

function clientOf(session: Session, address: EngineAddress): EngineClient {
  const batchesOf = async (sql: string): Promise<Batch[]> => {
    const batches: Batch[] = []
    try {
      for await (const bytes of session.execute(sql)) batches.push(readBatch(bytes))
    } catch (error) {
      throw said(error, address)
    }
    return batches
  }
  return {
    query: async (sql): Promise<Cell[][]> => (await batchesOf(sql)).flatMap(({ rows }) => rows),
    describe: async (relation) => {
      const batches = await batchesOf(`select * from ${relation} limit 0`)
      return (batches.at(0)?.fields ?? []).map(({ name, type }) => ({ name, type: String(type) }))
    },
    close: () => session.close(),
  }
}

function said(error: unknown, { text, place }: EngineAddress): InputError {
  const { details, message } = error as Partial<Grpc.ServiceError>
  const [sentence] = (details ?? message ?? String(error)).split("\n", 1)
  if (isLost(error) || /^Failed to connect before the deadline/.test(sentence))
    return lostServer(text, place, sentence, error)
  return new InputError(`${text}: Spark Connect says: ${sentence}`, { cause: error })
}
