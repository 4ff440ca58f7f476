import { UsageError } from "../../errors.js"

/** A server that speaks as OpenAI's does. */
export interface Endpoint {
  /** The whole address of the resource. */
  url: string
  /** Sent as a bearer token; null: none. */
  key: string | null
}

/**
 * The resource (such as "chat/completions") of the server at a base address such as http://localhost:8000/v1. The key comes from the
 * environment alone: `DRIFTCHECK_LLM_KEY`, or `OPENAI_API_KEY` where OpenAI itself is asked. Throws UsageError for what is no address.
 */
export function endpointOf(
  base: string,
  resource: string,
  flag: string,
  environment: Readonly<Record<string, string | undefined>>,
): Endpoint {
  const url = URL.canParse(base) ? new URL(base) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${flag}: ${JSON.stringify(base)} is no address of a server`, {
      hint: "it takes one such as http://localhost:8000/v1",
    })
  if (url.username !== "" || url.password !== "")
    throw new UsageError(`${flag}: an address may hold no password`, { hint: "the key comes from DRIFTCHECK_LLM_KEY" })
  const path = url.pathname.replace(/\/+$/, "")
  if (!path.endsWith(`/${resource}`)) url.pathname = `${path}/${resource}`
  const openai = url.hostname === "api.openai.com" ? environment.OPENAI_API_KEY : undefined
  return { url: url.href, key: environment.DRIFTCHECK_LLM_KEY ?? openai ?? null }
}

/** The server's name, as messages show it: without path and query, which may hold what is secret. */
export const hostOf = ({ url }: Endpoint) => new URL(url).host

/** The same with its scheme, as reports show it. */
export const addressOf = ({ url }: Endpoint) => new URL(url).origin
