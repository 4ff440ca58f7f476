import { InputError, UsageError } from "../errors.js"
import type { Engine, EngineAddress } from "./engine.js"

/** The engines by the scheme of their addresses; each is loaded when an address asks for it. */
const engines: Readonly<Record<string, () => Promise<{ default: Engine }>>> = {
  duckdb: () => import("./duckdb.js"),
  postgres: () => import("./postgres.js"),
  sc: () => import("./sc.js"),
  trino: () => import("./trino.js"),
}

const schemeOf = (path: string) => /^([a-z]+):/.exec(path)?.[1] ?? ""

/** Whether a path is the address of a table in an engine. */
export const isEngineAddress = (path: string): boolean => Object.hasOwn(engines, schemeOf(path))

/** What else is said of a side. */
export interface SaidOfTable {
  query?: string | undefined
  sample?: number | undefined
  sampleKey?: string | undefined
}

/** The engine of an address, and where the table is. Throws InputError for what names no table, or a query and a table. */
export async function readAddress(
  text: string,
  said: SaidOfTable,
): Promise<{ engine: Engine; address: EngineAddress }> {
  refuseSecrets(text)
  const engine = (await engines[schemeOf(text)]()).default
  const query = said.query ?? null
  const { place, table } = engine.parse(text, query !== null)
  const where = paramsOf(text).get("where")
  if (table.length === 0 && query === null)
    throw new InputError(`${text}: it names no table`, { hint: `such as ${examples[schemeOf(text)]}` })
  if (table.length > 0 && query !== null)
    throw new InputError(`${text}: it names a table, and a query is given as well`, { hint: "leave one out" })
  const key = said.sampleKey === undefined ? [] : [said.sampleKey]
  const sample = said.sample === undefined ? null : { share: said.sample, key }
  const label = table.at(-1) ?? "query"
  return { engine, address: { text, label, place, table, query, where, sample } }
}

const examples: Readonly<Record<string, string>> = {
  duckdb: "duckdb:sales.db?table=main.orders, or a query: --reference-query, --current-query",
  postgres: "postgres://user@host/database/schema.orders",
  sc: "sc://host:15002/;table=schema.orders",
  trino: "trino://user@host:8080/catalog/schema/orders",
}

/** What follows the "?" of an address. */
export const paramsOf = (address: string): URLSearchParams =>
  new URLSearchParams(address.split(/\?(.*)/s, 2).at(1) ?? "")

/** Throws UsageError for an address with a password or a token, which would stand in reports: without repeating it. */
function refuseSecrets(path: string): void {
  const scheme = schemeOf(path)
  const inUser = /^[a-z]+:\/\/[^/?#]*:[^/?#]*@/.test(path)
  if (!inUser && !/[?&;](password|token)=/i.test(path)) return
  throw new UsageError(`the ${scheme} address holds a secret, which reports would show`, {
    hint: `take it out, and set it in the environment: ${secretNames[scheme] ?? "see docs/engines.md"}`,
  })
}

const secretNames: Readonly<Record<string, string>> = {
  postgres: "PGPASSWORD",
  trino: "TRINO_PASSWORD or TRINO_TOKEN",
  sc: "SPARK_CONNECT_TOKEN",
}
