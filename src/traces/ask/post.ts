import type { Endpoint } from "./endpoint.js"

export interface PostOptions {
  /** Milliseconds that one try may take. */
  timeout: number
  /** How often it is tried at most. */
  tries: number
  /** The most bytes that an answer may have. */
  maxBytes: number
  /** Waits so many milliseconds; tests do not. */
  wait: (ms: number) => Promise<void>
}

export const usualPost: PostOptions = {
  timeout: 30_000,
  tries: 3,
  maxBytes: 4 * 2 ** 20,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/** What came of a request: the JSON of the answer, or why there is none. `status`: null where the server did not answer at all. */
export type Answer =
  { json: unknown; failure?: undefined } | { failure: string; status: number | null; json?: undefined }

/** The longest that a server's Retry-After is waited for, in milliseconds. */
const longestWait = 60_000

/**
 * Posts JSON, or a string of it as it is. 429, 5xx, time-outs and broken connections are tried again: after what Retry-After says, else after 1, 2, 4 seconds and a
 * bit that differs by try, so that not all come at once. No redirect is followed: the key goes where the user said, and nowhere else.
 */
export async function post(endpoint: Endpoint, body: object | string, options: PostOptions): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const { answer, retryAfter } = await once(endpoint, body, options)
    if (answer.failure === undefined || !isPassing(answer.status) || attempt >= options.tries) return answer
    const backoff = 1000 * 2 ** (attempt - 1) * (1 + 0.25 * Math.random())
    await options.wait(Math.min(longestWait, retryAfter ?? backoff))
  }
}

const isPassing = (status: number | null) => status === null || status === 429 || status >= 500

interface Try {
  answer: Answer
  /** Milliseconds that the server asks to wait. */
  retryAfter?: number | undefined
}

async function once(
  { url, key, headers = {} }: Endpoint,
  body: object | string,
  { timeout, maxBytes }: PostOptions,
): Promise<Try> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...headers,
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    })
    const text = await textOf(response, maxBytes)
    if (text === null) return { answer: { failure: `an answer of more than ${maxBytes} bytes`, status: 413 } }
    if (!response.ok) {
      const failure = `HTTP ${response.status}`
      return {
        answer: { failure, status: response.status },
        retryAfter: waitAsked(response.headers.get("retry-after")),
      }
    }
    return { answer: parsed(text) }
  } catch (error) {
    return { answer: { failure: reasonOf(error, timeout), status: null } }
  }
}

/** The answer's text; null where it is longer than allowed, of which no more is read. */
async function textOf(response: Response, maxBytes: number): Promise<string | null> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    if (bytes > maxBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

function parsed(text: string): Answer {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return { failure: "an answer that is not JSON", status: 200 }
  }
}

/** Milliseconds from "7" (seconds) or an HTTP date. */
function waitAsked(header: string | null): number | undefined {
  if (header === null) return undefined
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000
  const until = Date.parse(header) - Date.now()
  return Number.isNaN(until) ? undefined : Math.max(0, until)
}

function reasonOf(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer within ${timeout / 1000} s`
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined)?.code : undefined
  return typeof cause === "string" ? `a broken connection (${cause})` : "a broken connection"
}
