import { InputError, UsageError } from "../../errors.js"
import { isLoopback } from "../loopback.js"

/** Where a Trino server is. */
export interface TrinoAddress {
  /** "host:port" */
  host: string
  /** "https://host:port" */
  base: string
  user: string
  /** Catalog, schema, table: as many as there are. */
  path: readonly string[]
}

/** Takes "trino://user@host:port/catalog/schema/table?ssl=true" apart. Throws InputError for what is no such address. */
export function readTrinoAddress(text: string): TrinoAddress {
  const url = urlOf(text)
  const ssl = Array.from(url.searchParams).find(([name]) => name.toLowerCase() === "ssl")?.[1]
  const tls = ssl === undefined ? url.port === "443" : ssl.toLowerCase() === "true"
  const host = `${url.hostname}:${url.port === "" ? (tls ? "443" : "8080") : url.port}`
  return {
    ...{ host, base: `${tls ? "https" : "http"}://${host}` },
    user: url.username === "" ? process.env["TRINO_USER"] || "driftcheck" : decodeURIComponent(url.username),
    path: url.pathname
      .split("/")
      .map(decodeURIComponent)
      .filter((part) => part !== ""),
  }
}

function urlOf(text: string): URL {
  try {
    const url = new URL(text)
    if (url.hostname !== "") return url
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  throw new InputError(`${text}: it is no address`, { hint: "trino://HOST:PORT/CATALOG/SCHEMA/TABLE" })
}

/** The header with the secret of the environment, if there is one. Throws UsageError where it would travel unencrypted. */
export function secretHeaders(text: string): Readonly<Record<string, string>> {
  const { base, host, user } = readTrinoAddress(text)
  const [token, password] = [process.env["TRINO_TOKEN"] ?? "", process.env["TRINO_PASSWORD"] ?? ""]
  if (token === "" && password === "") return {}
  const name = token === "" ? "TRINO_PASSWORD" : "TRINO_TOKEN"
  if (base.startsWith("http:") && !isLoopback(host))
    throw new UsageError(`${text}: ${name} would be sent unencrypted`, {
      hint: `add ?ssl=true, or unset ${name} where the server takes none`,
    })
  const basic = Buffer.from(`${user}:${password}`).toString("base64")
  return { Authorization: token === "" ? `Basic ${basic}` : `Bearer ${token}` }
}
