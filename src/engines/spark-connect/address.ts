import { InputError, UsageError } from "../../errors.js"

/** Where a Spark Connect server is, and how it is spoken to. Source: spark.apache.org, "Spark Connect – Client connection string". */
export interface SparkAddress {
  /** "host:port" */
  host: string
  table: string | null
  tls: boolean
  user: string
  /** Headers sent along, by name: parameters that begin with "x-", such as Databricks' cluster. */
  headers: Readonly<Record<string, string>>
}

const example = "sc://HOST:15002/;table=SCHEMA.TABLE"
const usualPort = "15002"
const known = ["table", "use_ssl", "user_id"]

/** Takes "sc://host:port/;name=value;…?where=…" apart. Throws InputError for what is no such address, UsageError for an unknown parameter. */
export function readSparkAddress(text: string): SparkAddress {
  const parts: (string | undefined)[] =
    /^sc:\/\/([^:/;?]+|\[[^\]]+\])(?::(\d+))?(?:\/([^?]*))?(?:\?.*)?$/s.exec(text) ?? []
  const [, host, port, rest] = parts
  if (host === undefined) throw new InputError(`${text}: it is no address`, { hint: example })
  const said = new Map((rest ?? "").split(";").filter(Boolean).map(readParameter))
  for (const name of said.keys())
    if (!known.includes(name) && !name.startsWith("x-"))
      throw new UsageError(`${text}: it has no parameter ${JSON.stringify(name)}`, {
        hint: `there are ${known.join(", ")}, and headers that begin with x-: ${example}`,
      })
  return {
    host: `${host}:${port ?? usualPort}`,
    table: said.get("table") ?? null,
    tls: said.get("use_ssl")?.toLowerCase() === "true",
    user: said.get("user_id") ?? "driftcheck",
    headers: Object.fromEntries(Array.from(said).filter(([name]) => name.startsWith("x-"))),
  }
}

function readParameter(text: string): [name: string, value: string] {
  const [name, value = ""] = text.split(/=(.*)/s, 2) as [string, string?]
  try {
    return [name, decodeURIComponent(value)]
  } catch (error) {
    throw new InputError(`${JSON.stringify(text)} has a % that stands for nothing`, { hint: "write %25", cause: error })
  }
}
