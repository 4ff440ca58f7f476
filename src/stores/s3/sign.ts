import { createHash, createHmac } from "node:crypto"

export interface Credentials {
  id: string
  secret: string
  token?: string | undefined
}

/** What is to be signed: `key` as it is, not encoded. */
export interface Unsigned {
  bucket: string
  key: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
}

export interface Where {
  /** Null: Amazon's own. `{bucket}` in it stands for the bucket; else the bucket is the path's first part. */
  endpoint: string | null
  region: string
}

const bodyHash = "UNSIGNED-PAYLOAD"

/**
 * Address and headers of a GET request with a signature of version 4; without credentials the request goes out unsigned. Source: AWS,
 * "Authenticating Requests: Using the Authorization Header".
 */
export function signed(
  { bucket, key, query = {}, headers = {} }: Unsigned,
  { endpoint, region }: Where,
  credentials: Credentials | null,
  now: Date,
): { url: string; headers: Record<string, string> } {
  const { origin, path } = placeOf(bucket, key, endpoint, region)
  const search = Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&")
  const url = `${origin}${path}${search === "" ? "" : `?${search}`}`
  if (credentials === null) return { url, headers: { ...headers } }
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, "")
  const all: Record<string, string> = {
    ...headers,
    host: new URL(origin).host,
    "x-amz-content-sha256": bodyHash,
    "x-amz-date": time,
    ...(credentials.token === undefined ? {} : { "x-amz-security-token": credentials.token }),
  }
  const names = Object.keys(all).sort()
  const lines = names.map((name) => `${name}:${all[name].trim()}`)
  const request = ["GET", path, search, ...lines, "", names.join(";"), bodyHash].join("\n")
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`
  const toSign = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(request).digest("hex")].join("\n")
  const signingKey = scope.split("/").reduce<string | Buffer>(mac, `AWS4${credentials.secret}`)
  const signature = mac(signingKey, toSign).toString("hex")
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.id}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`
  return { url, headers: { ...all, authorization } }
}

const mac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest()

/** A bucket with a point in its name does not fit Amazon's certificates as part of a host. */
function placeOf(bucket: string, key: string, endpoint: string | null, region: string) {
  const path = `/${key.split("/").map(encoded).join("/")}`
  const inHost = endpoint === null ? !bucket.includes(".") : endpoint.includes("{bucket}")
  const host = endpoint ?? `https://${inHost ? "{bucket}." : ""}s3.${region}.${domainOf(region)}`
  const base = new URL(host.replace("{bucket}", bucket))
  const above = base.pathname.replace(/\/$/, "")
  return { origin: base.origin, path: `${above}${inHost ? "" : `/${encoded(bucket)}`}${path}` }
}

const domainOf = (region: string) => (region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com")

/** Everything but letters, digits and - . _ ~ is written in hexadecimal. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)
}
