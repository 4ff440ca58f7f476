import { setTimeout as wait } from "node:timers/promises"
import type { RemoteAddress } from "../model.js"
import { refusalOf, silence, type Circumstances } from "./refusal.js"
import { findCredentials, type Found } from "./s3/credentials.js"
import { profileOf } from "./s3/profile.js"
import { signed } from "./s3/sign.js"
import { textIn } from "./s3/xml.js"
import { send, wholeBody, type Answer } from "./send.js"

/** What is asked of a store beside the address. */
export interface Question {
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
}

const mostTries = 5
const firstWaitMs = 200
const longestWaitMs = 20_000
const mostRedirects = 5
const again: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/**
 * The store's answer, with status 200 or 206 and its body not read yet. What passes is tried again, each time after a longer wait; a region
 * that the store corrects and credentials that have run out are found anew, once. Throws Refusal.
 */
export async function ask(address: RemoteAddress, question: Question, traffic: SharedArrayBuffer): Promise<Answer> {
  const path: Path = { address, redirects: 0, renewed: false }
  for (let tries = 1; ; tries++) {
    const { answer, failure } = await attempt(path, question, traffic)
    if (answer === null) {
      if (tries === mostTries) throw silence(address, failure)
      await wait(pauseOf(tries))
      continue
    }
    if (answer.status === 200 || answer.status === 206) return answer
    const body = (await wholeBody(answer, traffic, 1 << 16).catch(() => Buffer.alloc(0))).toString()
    if (follow(path, answer, body)) {
      tries--
      continue
    }
    if (!again.has(answer.status) || tries === mostTries)
      throw refusalOf(answer, body, await circumstancesOf(path, traffic))
    await wait(pauseOf(tries, answer.headers["retry-after"]))
  }
}

/** All bytes of an answer, asked for again where it is cut off. Throws Refusal. */
export async function askWhole(
  address: RemoteAddress,
  question: Question,
  traffic: SharedArrayBuffer,
): Promise<Buffer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask(address, question, traffic)
    try {
      return await wholeBody(answer, traffic)
    } catch (cause) {
      if (tries === mostTries) throw silence(address, cause)
      await wait(pauseOf(tries))
    }
  }
}

/** Where a question goes, as the answers so far have it. */
interface Path {
  address: RemoteAddress
  redirects: number
  /** Whether the credentials or the region were found anew. */
  renewed: boolean
}

async function attempt({ address }: Path, question: Question, traffic: SharedArrayBuffer) {
  try {
    return {
      answer: await send({ method: "GET", ...(await outgoing(address, question, traffic)) }, traffic),
      failure: null,
    }
  } catch (failure) {
    if (failure instanceof Error && "hint" in failure) throw failure // Of the credentials; no use to try again.
    return { answer: null, failure }
  }
}

/** Bytes come as they are stored: ranges of what a server packs on the way would mean nothing. */
const plain = { "accept-encoding": "identity" }

async function outgoing(address: RemoteAddress, { query, headers }: Question, traffic: SharedArrayBuffer) {
  if (address.kind === "https") return { url: address.url, headers: { ...plain, ...headers } }
  const { bucket, key, endpoint } = address
  const unsigned = { bucket, key, ...(query && { query }), headers: { ...headers } }
  const { credentials } = await credentialsFor(traffic)
  const request = signed(
    unsigned,
    { endpoint: endpoint ?? ownEndpoint(), region: regionOf(address) },
    credentials,
    new Date(),
  )
  return { url: request.url, headers: { ...plain, ...request.headers } }
}

/** Milliseconds before the next try: twice as long each time, or as long as the store says. */
function pauseOf(tries: number, said?: string): number {
  const seconds = Number(said)
  const own = firstWaitMs * 2 ** (tries - 1)
  return Math.min(longestWaitMs, Number.isFinite(seconds) && seconds > 0 ? Math.max(own, seconds * 1000) : own)
}

/** Whether an answer says where to ask instead; `path` then leads there. */
function follow(path: Path, answer: Answer, body: string): boolean {
  const { address } = path
  if (address.kind === "https") return followLocation(path, address.url, answer)
  if (path.renewed) return false
  const region = answer.headers["x-amz-bucket-region"] ?? textIn(body, "Region")
  const isElsewhere = answer.status === 301 || answer.status === 307 || answer.status === 400
  if (isElsewhere && typeof region === "string" && region !== regionOf(address)) {
    regions.set(address.bucket, region)
    return (path.renewed = true)
  }
  if (!/^(ExpiredToken|TokenRefreshRequired)$/.test(textIn(body, "Code") ?? "")) return false
  found = null
  return (path.renewed = true)
}

/** An encrypted way is not left for one that is not. */
function followLocation(path: Path, url: string, { status, headers: { location } }: Answer): boolean {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined || !URL.canParse(location, url))
    return false
  const next = new URL(location, url)
  const isSafe = next.protocol === "https:" || (next.protocol === "http:" && url.startsWith("http:"))
  if (!isSafe || ++path.redirects > mostRedirects) return false
  path.address = { kind: "https", url: next.href }
  return true
}

async function circumstancesOf({ address }: Path, traffic: SharedArrayBuffer): Promise<Circumstances> {
  const now = new Date()
  if (address.kind === "https") return { address, credentials: "none", region: "", now }
  return { address, credentials: (await credentialsFor(traffic)).from, region: regionOf(address), now }
}

/** Regions that stores have named, by bucket. */
const regions = new Map<string, string>()

function regionOf({ bucket }: { bucket: string }): string {
  const { env } = process
  const said = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? profileOf(env).get("region")
  return regions.get(bucket) ?? said ?? "us-east-1"
}

function ownEndpoint(): string | null {
  const { env } = process
  const said = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL ?? profileOf(env).get("endpoint_url")
  return said === undefined || said === "" ? null : said.replace(/\/+$/, "")
}

/** Credentials are found once, and anew where they have run out or the environment is another. */
let found: { key: string; found: Promise<Found> } | null = null

function credentialsFor(traffic: SharedArrayBuffer): Promise<Found> {
  const { env } = process
  const key = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ROLE_ARN"]
    .map((name) => env[name] ?? "")
    .join("\n")
  if (found?.key !== key) {
    const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? "us-east-1"
    found = { key, found: findCredentials(env, region, traffic) }
    found.found.catch(() => (found = null))
  }
  return found.found
}
