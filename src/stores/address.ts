import { UsageError } from "../errors.js"
import type { RemoteAddress } from "../model.js"
import { shownAddress } from "../words/shown-address.js"

/** Whether a path is the address of something in a store: s3://…, https://…, http://…. */
export function isStoreAddress(path: string): boolean {
  return /^(s3|s3a|https?):\/\//i.test(path)
}

/** What an address names. `endpoint`: of a store that is not Amazon's. Throws UsageError. */
export function parseAddress(path: string, endpoint: string | null): RemoteAddress {
  if (/^https?:/i.test(path)) return { kind: "https", url: validUrl(path) }
  const found = /^s3a?:\/\/([^/?#]+)(?:\/(.*))?$/is.exec(path)
  if (found === null) throw new UsageError(`${path} names no bucket`, { hint: "s3://bucket/folder/file.parquet" })
  const [, bucket] = found
  return { kind: "s3", bucket, key: found.at(2) ?? "", endpoint: endpoint === null ? null : validEndpoint(endpoint) }
}

function validUrl(text: string): string {
  if (URL.canParse(text)) return new URL(text).href
  throw new UsageError(`${shownAddress(text)} is no address`)
}

function validEndpoint(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text.replace("{bucket}", "bucket"))) return text.replace(/\/+$/, "")
  throw new UsageError(`${shownAddress(text)} is no endpoint`, {
    hint: "https://storage.googleapis.com; https://{bucket}.host where the bucket is part of the name.",
  })
}

/** The address of a file or a prefix, as messages and reports name it: without a query, which may sign it. */
export function addressText(address: RemoteAddress): string {
  return address.kind === "s3"
    ? `s3://${address.bucket}/${address.key}`
    : shownAddress(address.url).replace(/[?#].*$/, "")
}
