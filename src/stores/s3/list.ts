import type { RemoteAddress } from "../../model.js"
import { askWhole } from "../ask.js"
import { elementsIn, textIn } from "./xml.js"

/** An object of a bucket. */
export interface Listed {
  key: string
  size: number
  etag: string | null
}

type Bucket = Extract<RemoteAddress, { kind: "s3" }>

/**
 * All objects whose keys begin with the address's, in the order of their keys; with `delimiter`, only those that have none behind it.
 * `most`: an end where there are more. Throws Refusal.
 */
export async function listObjects(
  { bucket, key: prefix, endpoint }: Bucket,
  traffic: SharedArrayBuffer,
  { delimiter, most = Infinity }: { delimiter?: string; most?: number } = {},
): Promise<Listed[]> {
  const objects: Listed[] = []
  let next: string | undefined
  do {
    const query = {
      "list-type": "2",
      prefix,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(next === undefined ? {} : { "continuation-token": next }),
    }
    const xml = (await askWhole({ kind: "s3", bucket, key: "", endpoint }, { query }, traffic)).toString()
    objects.push(...elementsIn(xml, "Contents").map(objectIn))
    next = textIn(xml, "IsTruncated") === "true" ? textIn(xml, "NextContinuationToken") : undefined
  } while (next !== undefined && objects.length < most)
  return objects
}

function objectIn(xml: string): Listed {
  return { key: textIn(xml, "Key") ?? "", size: Number(textIn(xml, "Size") ?? 0), etag: textIn(xml, "ETag") ?? null }
}
